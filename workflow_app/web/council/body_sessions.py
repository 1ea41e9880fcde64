"""Sessions of one council of the municipality: enter dates, take a wrong one out."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.body_calendar import BodyCalendar, calendar_of, municipal_calendars
from workflow_app.queries.place import Place
from workflow_app.queries.session_reach import Terms
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.session_pages import (
    CalendarPlace,
    enter,
    remove,
    show_sessions,
)

ADDRESS = "/<municipality>/sessions/<int:body_id>"


@council.get(ADDRESS)
@page(Permission.COUNCIL_RECORD)
def body_sessions(tx: Transaction, place: Place, municipality: str, body_id: int) -> Response:
    """Show the calendar of one council."""
    return show_sessions(where(municipality, body_id), the_calendar(tx, place, body_id))


@council.post(ADDRESS)
@page(Permission.COUNCIL_RECORD)
def body_sessions_post(tx: Transaction, place: Place, municipality: str, body_id: int) -> Response:
    """Enter dates."""
    return enter(tx, where(municipality, body_id), the_calendar(tx, place, body_id))


@council.post(f"{ADDRESS}/remove")
@page(Permission.COUNCIL_RECORD)
def remove_session(tx: Transaction, place: Place, municipality: str, body_id: int) -> Response:
    """Take one session out."""
    return remove(
        tx, where(municipality, body_id), the_calendar(tx, place, body_id), request.form.get("session", "")
    )


def the_calendar(tx: Transaction, place: Place, body_id: int) -> BodyCalendar:
    """Return the calendar of a council of this municipality. Raises NotFound for any other."""
    return calendar_of(
        municipal_calendars(tx, place.municipality_id or 0, Terms.of(assembly().settings)), body_id
    )


def where(municipality: str, body_id: int) -> CalendarPlace:
    """Return the addresses of the pages about this council's calendar."""
    return CalendarPlace(
        page=url_for("council.body_sessions", municipality=municipality, body_id=body_id),
        rhythm=url_for("council.body_rhythm", municipality=municipality, body_id=body_id),
        remove=url_for("council.remove_session", municipality=municipality, body_id=body_id),
        all_url=url_for("council.sessions", municipality=municipality),
        desk_url=url_for("council.desk", municipality=municipality),
        desk_label=_("Desk"),
    )
