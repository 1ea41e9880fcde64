"""Sign in as one of the demo people with one click; does not exist outside demo mode."""

from flask import abort, request, session, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.usecases.sign_in_for_demo import sign_in_for_demo
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.own_session import begin_session
from workflow_app.web.account.way_back import local_path
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to
from workflow_app.web.shared.wording import language


@account.post("/demo-sign-in")
@page(Permission.PUBLIC)
def demo_sign_in(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Become the chosen person."""
    settings = assembly().settings
    chosen = request.form.get("person", "")
    if not settings.demo_mode or not chosen.isdecimal() or len(chosen) > 18:
        abort(404)
    person = sign_in_for_demo(tx, settings, int(chosen))
    session["language"] = language()  # of the visitor, not of the person they play
    begin_session(person)
    return go_to(local_path(request.form.get("next")) or url_for("account.home"))
