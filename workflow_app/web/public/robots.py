"""robots.txt: search engines may read the public pages, and none of a demonstration."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import assembly, page

DESKS = ("/account", "/working-group", "/steering", "/council", "/staff")


@public.get("/robots.txt")
@page(Permission.PUBLIC)
def robots(tx: Transaction, place: Place) -> Response:
    """Keep search engines out of the desks; made-up decisions must not be found as if they were real."""
    closed = ("/",) if assembly().settings.demo_mode else DESKS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
