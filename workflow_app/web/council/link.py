"""Opens a recording link: looks at it, changes nothing, and leads on to an address without the secret."""

from flask import Response, url_for

from workflow_app.access.held_link import link_of_token
from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.link_pass import open_here
from workflow_app.web.shared.pages import go_to
from workflow_app.web.shared.rate_limits import limiter
from workflow_app.web.shared.useless_link import private


@council.get("/link/<token>")
@limiter.limit("60 per 15 minutes")
@page(Permission.PUBLIC)
def link(tx: Transaction, place: Place, token: str) -> Response:
    """Lead on, as often as it is opened: scanners of mail follow links. Raises UselessLink."""
    found = link_of_token(tx, token)
    answer = private(go_to(url_for("council.by_link", link_id=found.link_id)))
    return open_here(answer, found.link_id, assembly().settings)
