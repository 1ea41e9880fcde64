"""Sessions of all councils of the area: the next one of each, and until when to send the packet."""

from flask import Response, url_for

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.body_calendar import area_calendars
from workflow_app.queries.calendar_feeds import my_feeds
from workflow_app.queries.place import Place
from workflow_app.queries.session_reach import Terms
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.calendar_address import feed_address
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.session_words import calendar_words
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/sessions")
@page(Permission.STAFF_MANAGE)
def sessions(tx: Transaction, place: Place, area: str) -> Response:
    """Show all councils with their next sessions."""
    settings = assembly().settings
    calendars = area_calendars(tx, place.area_id or 0, Terms.of(settings))
    return render(
        "staff/sessions.html",
        area=area,
        rows=[
            calendar_words(item, url_for("staff.body_sessions", area=area, body_id=item.body_id))
            for item in calendars
        ],
        notice_days=settings.session_notice_days,
        packet_days=settings.packet_days,
        feed=feed_address(my_feeds(tx, settings.secret_key).get(place.area_id)),
    )
