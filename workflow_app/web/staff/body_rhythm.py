"""When one council usually meets, and how long before its agenda closes."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.session_pages import enter_rhythm, show_rhythm
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.body_sessions import ADDRESS, the_calendar, where


@staff.get(f"{ADDRESS}/rhythm")
@page(Permission.STAFF_MANAGE)
def body_rhythm(tx: Transaction, place: Place, area: str, body_id: int) -> Response:
    """Ask when it usually meets."""
    return show_rhythm(where(area, body_id), the_calendar(tx, place, body_id))


@staff.post(f"{ADDRESS}/rhythm")
@page(Permission.STAFF_MANAGE)
def body_rhythm_post(tx: Transaction, place: Place, area: str, body_id: int) -> Response:
    """Write it down."""
    return enter_rhythm(tx, where(area, body_id), the_calendar(tx, place, body_id))
