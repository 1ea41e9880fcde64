"""Set or change one's password."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.place import Place
from workflow_app.queries.profile import Profile, my_profile
from workflow_app.usecases.change_password import change_password
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.own_session import begin_session, has_just_used_link
from workflow_app.web.account.password_form import ChangePasswordForm, NewPasswordForm
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter


@account.get("/password")
@page(Permission.SIGNED_IN)
def password(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Show the form."""
    profile = my_profile(tx)
    return _show(profile, _form(profile))


@account.post("/password")
@limiter.limit("20 per 15 minutes")
@page(Permission.SIGNED_IN)
def password_post(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Change the password; every other sign-in of the person ends."""
    profile = my_profile(tx)
    form = _form(profile)
    if not form.validate():
        return _show(profile, form, status=422)
    current = form.current.data if isinstance(form, ChangePasswordForm) else None
    try:
        with attempt(tx):
            person = change_password(tx, assembly().settings, current, form.password.data)
    except Refused as refused:
        return _show(profile, form, problems=form.refuse(refused), status=422)
    begin_session(person)
    message = _("The new password holds. You were signed out on all other devices.")
    return go_to(url_for("account.profile"), message)


def _form(profile: Profile) -> NewPasswordForm:
    """Ask for the present password, unless there is none or the person has just come by a link."""
    return ChangePasswordForm() if profile.has_password and not has_just_used_link() else NewPasswordForm()


def _show(
    profile: Profile, form: NewPasswordForm, problems: list[str] | None = None, status: int = 200
) -> Response:
    least = assembly().settings.password_min_length
    return render(
        "account/password.html",
        status=status,
        form=form,
        profile=profile,
        least=least,
        problems=problems or [],
    )
