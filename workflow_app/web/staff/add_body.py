"""Adds to a round that runs a municipality that came late: which one, until when, and why."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.queries.round_newcomers import LateBody, round_newcomers
from workflow_app.usecases.add_body_to_round import add_body as put_before
from workflow_app.usecases.add_body_to_round import add_body_last
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflows.common.payloads import Reason
from workflows.council_resolution.payloads import Extension


class AddBodyForm(PageForm):
    """Who comes late (stage and municipality), its last day, and why it is added."""

    body = RadioField(
        _l("Who is added"), validators=[InputRequired(_l("Choose who is added."))], validate_choice=False
    )
    until = DayField(_l("Deadline"), validators=[InputRequired(_l("Write the deadline."))])
    reason = TextAreaField(
        _l("Reason"), validators=[DataRequired(_l("Write the reason; it stays in the history."))]
    )


@staff.get("/<area>/round/<int:process_id>/add-body")
@page(Permission.STAFF_MANAGE)
def add_body(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Offer the bodies that the open stages name today and do not have; `body` chooses one beforehand."""
    late = round_newcomers(tx, assembly().catalogue, place.area_id or 0, process_id).late
    wish = request.args.get("body", "")
    first = next((item for item in late if _value(item) == wish), late[0] if late else None)
    known = {"body": _value(first), "until": first.until} if first else {}
    return _page(tx, place, process_id, _form(late, formdata=None, data=known), late)


@staff.post("/<area>/round/<int:process_id>/add-body")
@page(Permission.STAFF_MANAGE)
def add_body_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Begin the process of the chosen body in the running stage, or let it be asked after all the others."""
    late = round_newcomers(tx, assembly().catalogue, place.area_id or 0, process_id).late
    form = _form(late)
    if not form.validate():
        return _page(tx, place, process_id, form, late, status=422)
    try:
        with attempt(tx):
            told = _add(tx, place.area_id or 0, process_id, form)
    except Refused as refused:
        return _page(tx, place, process_id, form, late, form.refuse(refused), 422)
    return go_to(url_for("staff.council_round", area=area, process_id=process_id), told)


def _form(late: tuple[LateBody, ...], **known: Any) -> AddBodyForm:
    """Return the form; who is asked last needs no deadline, it has the days of its stage from its turn on."""
    form = AddBodyForm(**known)
    if any(item.is_last for item in late):
        del form.until
    return form


def _add(tx: Transaction, area_id: int, process_id: int, form: AddBodyForm) -> str:
    """Add the chosen body and return what to tell; raises Refused."""
    stage, _colon, code = (form.body.data or "").partition(":")
    where = (tx, assembly().catalogue, area_id, process_id, int(stage) if stage.isdecimal() else 0, code)
    reason = form.reason.data or ""
    if form.until is None:
        who = add_body_last(*where, Reason(reason))
        return _("%(body)s is in the round; it is asked after all the others.", body=in_words(who))
    who = put_before(*where, Extension(form.until.day, reason))
    return _("%(body)s is in the round; its packet is being prepared.", body=in_words(who))


def _value(item: LateBody) -> str:
    return f"{item.position}:{item.code}"


def _page(
    tx: Transaction,
    place: Place,
    process_id: int,
    form: AddBodyForm,
    late: tuple[LateBody, ...],
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    head = document_head(tx, assembly().catalogue, place.area_id or 0, process_id)
    form.body.choices = [(_value(item), in_words(item.body)) for item in late]
    return render(
        "staff/add_body.html",
        status=status,
        title=in_words(head.title),
        back_url=url_for("staff.council_round", area=place.area_key, process_id=process_id),
        form=form,
        late=late,
        last=next((item for item in late if item.is_last), None),
        explained={_value(item): in_words(item.stage) for item in late},
        general=[(text, None) for text in general or ()],
    )
