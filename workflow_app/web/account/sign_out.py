"""Sign out."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.own_session import end_session
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import go_to


@account.post("/sign-out")
@page(Permission.PUBLIC)
def sign_out(tx: Transaction, place: Place) -> ResponseReturnValue:
    """End this browser's session; pressing it twice does no harm."""
    end_session()
    return go_to(url_for("account.sign_in"), _("You are signed out."))
