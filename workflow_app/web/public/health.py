"""Tells the supervisor of the servers whether this one can answer; no permission, no page, no person."""

from flask import Response, jsonify

from workflow_app.db.health import database_answers
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import assembly


@public.get("/health")
def health() -> tuple[Response, int]:
    """Answer 200 {"status": "ok"}; 503 {"status": "database"} when the database does not answer."""
    if database_answers(assembly().sessions):
        return jsonify(status="ok"), 200
    return jsonify(status="database"), 503
