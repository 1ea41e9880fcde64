"""Sessions of one council of the area: enter dates, take a wrong one out."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.body_calendar import BodyCalendar, area_calendars, calendar_of
from workflow_app.queries.place import Place
from workflow_app.queries.session_reach import Terms
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.session_pages import (
    CalendarPlace,
    enter,
    remove,
    show_sessions,
)
from workflow_app.web.staff.blueprint import staff

ADDRESS = "/<area>/sessions/<int:body_id>"


@staff.get(ADDRESS)
@page(Permission.STAFF_MANAGE)
def body_sessions(tx: Transaction, place: Place, area: str, body_id: int) -> Response:
    """Show the calendar of one council."""
    return show_sessions(where(area, body_id), the_calendar(tx, place, body_id))


@staff.post(ADDRESS)
@page(Permission.STAFF_MANAGE)
def body_sessions_post(tx: Transaction, place: Place, area: str, body_id: int) -> Response:
    """Enter dates."""
    return enter(tx, where(area, body_id), the_calendar(tx, place, body_id))


@staff.post(f"{ADDRESS}/remove")
@page(Permission.STAFF_MANAGE)
def remove_session(tx: Transaction, place: Place, area: str, body_id: int) -> Response:
    """Take one session out."""
    return remove(tx, where(area, body_id), the_calendar(tx, place, body_id), request.form.get("session", ""))


def the_calendar(tx: Transaction, place: Place, body_id: int) -> BodyCalendar:
    """Return the calendar of a council of this area. Raises NotFound for any other."""
    return calendar_of(area_calendars(tx, place.area_id or 0, Terms.of(assembly().settings)), body_id)


def where(area: str, body_id: int) -> CalendarPlace:
    """Return the addresses of the pages about this council's calendar."""
    return CalendarPlace(
        page=url_for("staff.body_sessions", area=area, body_id=body_id),
        rhythm=url_for("staff.body_rhythm", area=area, body_id=body_id),
        remove=url_for("staff.remove_session", area=area, body_id=body_id),
        all_url=url_for("staff.sessions", area=area),
        desk_url=url_for("staff.overview", area=area),
        desk_label=_("Overview"),
    )
