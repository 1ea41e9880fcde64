"""The approval routes of the area: of each kind of document in words and as a picture."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.approval_routes import RouteVersion, newest_routes
from workflow_app.queries.place import Place
from workflow_app.usecases.area_changes import ROUTE_WORDS
from workflow_app.usecases.route_input import checked_route
from workflow_app.usecases.route_sequence import names_by_code
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.route_words import kind_label, route_words


@staff.get("/<area>/routes")
@page(Permission.STAFF_MANAGE)
def routes(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the newest route of every kind of document."""
    area_id = place.area_id or 0
    found, names = newest_routes(tx, area_id), names_by_code(tx, area_id)
    return render(
        "staff/routes.html",
        area=area,
        routes=[_route(tx, place, kind, found.get(kind), names) for kind in ROUTE_WORDS],
    )


def _route(
    tx: Transaction, place: Place, kind: str, version: RouteVersion | None, names: Mapping[str, str]
) -> dict[str, Any]:
    draft = checked_route(tx, place.area_id or 0, kind, version.rules) if version else None
    return {
        "kind": kind,
        "label": kind_label(kind),
        "version": version,
        "words": route_words(assembly().catalogue, draft, names) if draft else None,
        "url": url_for("staff.route", area=place.area_key, kind=kind),
    }
