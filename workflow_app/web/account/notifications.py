"""A person's own notices: unread first; opening one marks it as read and leads to what it is about."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.notifications import my_notice, my_notices, unread_count
from workflow_app.queries.place import Place
from workflow_app.usecases.read_notice import read_notices
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.way_back import local_path
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import go_to, is_fragment_wanted, render

PAGE_LENGTH = 30


@account.get("/notifications")
@page(Permission.SIGNED_IN)
def notifications(tx: Transaction, place: Place) -> ResponseReturnValue:
    """List them; htmx asks for the number in the header only."""
    if is_fragment_wanted():
        return render("account/_unread.html", unread=unread_count(tx))
    wanted = request.args.get("page", "1")
    number = int(wanted) if wanted.isdecimal() and 0 < len(wanted) < 6 and int(wanted) else 1
    notices = my_notices(tx, limit=PAGE_LENGTH + 1, offset=(number - 1) * PAGE_LENGTH)
    return render(
        "account/notifications.html",
        notices=notices[:PAGE_LENGTH],
        unread=unread_count(tx),
        number=number,
        more=len(notices) > PAGE_LENGTH,
    )


@account.post("/notifications/read")
@page(Permission.SIGNED_IN)
def read_all(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Mark all as read."""
    read_notices(tx)
    return go_to(url_for("account.notifications"), _("All notices are marked as read."))


@account.post("/notifications/<int:notice>")
@page(Permission.SIGNED_IN)
def open_notice(tx: Transaction, place: Place, notice: int) -> ResponseReturnValue:
    """Mark one as read and go where it leads."""
    found = my_notice(tx, notice)
    if found is None:
        raise NotFound(f"notice {notice}")
    read_notices(tx, [notice])
    return go_to(local_path(found.link) or url_for("account.notifications"))
