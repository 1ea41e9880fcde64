"""A person's calendar: what a calendar program reads by its secret address, and the buttons for the address."""

from flask import Response, make_response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.calendar_feeds import fed_calendar
from workflow_app.queries.place import Place
from workflow_app.usecases.calendar_feed import renew_feed, revoke_feed
from workflow_app.web.account.blueprint import account
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.ical import ical
from workflow_app.web.shared.pages import go_to
from workflow_app.web.shared.rate_limits import limiter
from workflow_app.web.shared.useless_link import private


@account.get("/calendar/<token>.ics")
@limiter.limit("60 per 15 minutes")
@page(Permission.PUBLIC)
def calendar(tx: Transaction, place: Place, token: str) -> Response:
    """Answer a calendar program. Raises NotFound for an address that does not work (any more)."""
    found = fed_calendar(tx, assembly().catalogue, token)
    base_url = assembly().settings.base_url
    response = make_response(ical(found.name, found.events, found.language, base_url))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return private(response)


@account.post("/calendar")
@page(Permission.SIGNED_IN)
def renew_calendar(tx: Transaction, place: Place) -> Response:
    """Make a new address, which shuts the former one."""
    renew_feed(tx, assembly().settings.secret_key)
    return go_to(url_for("account.profile"), _("Here is the new address of the calendar."))


@account.post("/calendar/revoke")
@page(Permission.SIGNED_IN)
def revoke_calendar(tx: Transaction, place: Place) -> Response:
    """Shut the calendar."""
    revoke_feed(tx)
    return go_to(url_for("account.profile"), _("The calendar is shut; its address does not work any more."))
