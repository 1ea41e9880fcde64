"""Accept an invitation: see what one is invited to, set a password or just go on."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.place import Place
from workflow_app.queries.profile import memberships_of
from workflow_app.usecases.accept_invitation import accept_invitation, look_at_invitation
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.own_session import begin_session
from workflow_app.web.account.password_form import NewPasswordForm
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter
from workflow_app.web.shared.role_words import role_label


@account.get("/invitation/<token>")
@limiter.limit("60 per 15 minutes")
@page(Permission.PUBLIC)
def invitation(tx: Transaction, place: Place, token: str) -> ResponseReturnValue:
    """Show what the person is invited to; opening it spends nothing."""
    return _show(tx, token, NewPasswordForm())


@account.post("/invitation/<token>")
@limiter.limit("60 per 15 minutes")
@page(Permission.PUBLIC)
def invitation_post(tx: Transaction, place: Place, token: str) -> ResponseReturnValue:
    """Set the password, unless the person goes on without one, and sign in."""
    form = NewPasswordForm()
    without = request.form.get("without_password") == "1"
    if not without and not form.validate():
        return _show(tx, token, form, status=422)
    try:
        with attempt(tx):
            person = accept_invitation(
                tx, assembly().settings, token, None if without else form.password.data
            )
    except Refused as refused:
        return _show(tx, token, form, problems=form.refuse(refused), status=422)
    begin_session(person, by_link=True)
    return go_to(url_for("account.home"), _("Welcome. You are signed in."))


def _show(
    tx: Transaction, token: str, form: NewPasswordForm, problems: list[str] | None = None, status: int = 200
) -> Response:
    settings = assembly().settings
    try:
        invited = look_at_invitation(tx, settings.secret_key, token)
    except Refused as refused:
        return render("account/invitation.html", status=410, invited=None, reasons=refused.reasons)
    return render(
        "account/invitation.html",
        status=status,
        form=form,
        invited=invited,
        memberships=memberships_of(tx, invited.user_id),
        role_label=role_label,
        least=settings.password_min_length,
        problems=problems or [],
    )
