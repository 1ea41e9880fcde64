"""Have a one-time sign-in link sent by e-mail."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.usecases.request_sign_in_link import request_sign_in_link
from workflow_app.web.account.blueprint import account
from workflow_app.web.account.way_back import local_path
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter, typed_email


class RequestLinkForm(PageForm):
    """Only the e-mail address; `next` is the page that asked for signing in."""

    email = StringField(
        _l("E-mail"),
        validators=[DataRequired(_l("Write your e-mail address.")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    next = HiddenField()

    def validate_email(self, field: StringField) -> None:
        """An address has an @ with something on both sides."""
        before, _at, after = (field.data or "").partition("@")
        if not before or not after or " " in (field.data or ""):
            raise ValidationError(
                _l("This is not an e-mail address. Write it like jana.novakova@example.cz.")
            )


@account.get("/request-link")
@page(Permission.PUBLIC)
def request_link(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Show the form, or after it what happens next."""
    form = RequestLinkForm(next=local_path(request.args.get("next")))
    return _show(form, sent=request.args.get("sent") == "1")


@account.post("/request-link")
@limiter.limit("60 per hour")
@limiter.limit("5 per hour", key_func=typed_email)
@page(Permission.PUBLIC)
def request_link_post(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Send the link, if anybody has this address; the answer is the same."""
    form = RequestLinkForm()
    if not form.validate():
        return _show(form, status=422)
    request_sign_in_link(tx, assembly().settings, form.email.data, local_path(form.next.data))
    return go_to(url_for("account.request_link", sent=1))


def _show(form: RequestLinkForm, *, sent: bool = False, status: int = 200) -> ResponseReturnValue:
    minutes = assembly().settings.sign_in_link_minutes
    return render("account/request_link.html", status=status, form=form, sent=sent, minutes=minutes)
