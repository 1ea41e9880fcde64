"""Sign in by password; the way to the one-time link; demo people by role in demo mode."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.demo_people import demo_people
from workflow_app.queries.place import Place
from workflow_app.usecases.sign_in_by_password import sign_in_by_password
from workflow_app.web.account.audience_words import explained_audiences
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.own_session import begin_session
from workflow_app.web.account.way_back import local_path
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter, typed_email
from workflow_app.web.shared.role_words import role_label


class SignInForm(PageForm):
    """E-mail and password; `next` is the page that asked for signing in."""

    email = StringField(
        _l("E-mail"),
        validators=[DataRequired(_l("Write your e-mail address.")), Length(max=254)],
        render_kw={
            "type": "email",
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )
    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(_l("Write your password, or have a link sent to you."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


@account.get("/sign-in")
@page(Permission.PUBLIC)
def sign_in(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Show the form; who is signed in already goes on."""
    way_back = local_path(request.args.get("next"))
    if not tx.actor.is_anonymous:
        return redirect(way_back or url_for("account.home"))
    return _show(tx, SignInForm(next=way_back))


@account.post("/sign-in")
@limiter.limit("100 per 15 minutes")
@limiter.limit("10 per 15 minutes", key_func=typed_email)
@page(Permission.PUBLIC)
def sign_in_post(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Check e-mail and password."""
    form = SignInForm()
    if not form.validate():
        return _show(tx, form, status=422)
    try:
        with attempt(tx):
            person = sign_in_by_password(tx, form.email.data, form.password.data)
    except Refused as refused:
        return _show(tx, form, problems=form.refuse(refused), status=422)
    begin_session(person)
    return go_to(local_path(form.next.data) or url_for("account.home"))


def _show(
    tx: Transaction, form: SignInForm, problems: list[str] | None = None, status: int = 200
) -> Response:
    demo = demo_people(tx, request.args.get("area", "")) if assembly().settings.demo_mode else None
    return render(
        "account/sign_in.html",
        status=status,
        form=form,
        problems=problems or [],
        way_back=local_path(form.next.data),
        demo=demo,
        explained=explained_audiences(),
        role_label=role_label,
    )
