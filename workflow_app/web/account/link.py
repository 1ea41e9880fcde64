"""Use a one-time sign-in link: the page asks, the button signs in."""

from flask import url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.place import Place
from workflow_app.usecases.sign_in_by_link import look_at_link, sign_in_by_link
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.own_session import begin_session
from workflow_app.web.account.way_back import local_path
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter


@account.get("/link/<token>")
@limiter.limit("60 per 15 minutes")
@page(Permission.PUBLIC)
def link(tx: Transaction, place: Place, token: str) -> ResponseReturnValue:
    """Show whom the link signs in; opening it spends nothing."""
    try:
        good = look_at_link(tx, assembly().settings.secret_key, token)
    except Refused as refused:
        return _useless(refused)
    return render("account/link.html", good=good)


@account.post("/link/<token>")
@limiter.limit("60 per 15 minutes")
@page(Permission.PUBLIC)
def link_post(tx: Transaction, place: Place, token: str) -> ResponseReturnValue:
    """Spend the link and sign in."""
    try:
        person, way_back = sign_in_by_link(tx, assembly().settings.secret_key, token)
    except Refused as refused:
        return _useless(refused)
    begin_session(person, by_link=True)
    return go_to(local_path(way_back) or url_for("account.home"))


def _useless(refused: Refused) -> ResponseReturnValue:
    return render("account/link.html", status=410, good=None, reasons=refused.reasons)
