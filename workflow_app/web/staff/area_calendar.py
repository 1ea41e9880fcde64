"""The address of the area's calendar: a new one, which shuts the former one, or none."""

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.usecases.calendar_feed import renew_feed, revoke_feed
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to
from workflow_app.web.staff.blueprint import staff


@staff.post("/<area>/calendar")
@page(Permission.STAFF_MANAGE)
def area_calendar_post(tx: Transaction, place: Place, area: str) -> Response:
    """Make a new address."""
    renew_feed(tx, assembly().settings.secret_key, place.area_id)
    return go_to(url_for("staff.sessions", area=area), _("Here is the new address of the calendar."))


@staff.post("/<area>/calendar/revoke")
@page(Permission.STAFF_MANAGE)
def revoke_calendar(tx: Transaction, place: Place, area: str) -> Response:
    """Shut the calendar."""
    revoke_feed(tx, place.area_id)
    return go_to(
        url_for("staff.sessions", area=area), _("The calendar is shut; its address does not work any more.")
    )
