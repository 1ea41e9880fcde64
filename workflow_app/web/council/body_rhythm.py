"""When one council usually meets, and how long before its agenda closes."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.body_sessions import ADDRESS, the_calendar, where
from workflow_app.web.shared.access import page
from workflow_app.web.shared.session_pages import enter_rhythm, show_rhythm


@council.get(f"{ADDRESS}/rhythm")
@page(Permission.COUNCIL_RECORD)
def body_rhythm(tx: Transaction, place: Place, municipality: str, body_id: int) -> Response:
    """Ask when it usually meets."""
    return show_rhythm(where(municipality, body_id), the_calendar(tx, place, body_id))


@council.post(f"{ADDRESS}/rhythm")
@page(Permission.COUNCIL_RECORD)
def body_rhythm_post(tx: Transaction, place: Place, municipality: str, body_id: int) -> Response:
    """Write it down."""
    return enter_rhythm(tx, where(municipality, body_id), the_calendar(tx, place, body_id))
