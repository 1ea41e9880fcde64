"""The steering group classes a change of a text: editorial, substantive (and from which stage), or refused."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import Choice, available
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.kernel.languages import Text
from workflow_app.queries.area_names import group_names, names_in_texts
from workflow_app.queries.place import Place
from workflow_app.queries.text_change import TextChanges, text_changes
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.transition_page import why
from workflow_app.web.shared.wording import in_words
from workflow_app.web.steering.blueprint import steering

SUBSTANTIVE = "class_substantive"
CLASSES = ("class_editorial", SUBSTANTIVE, "refuse_text_change")


class ClassForm(PageForm):
    """What kind of change it is, why, and at which meeting the group said so."""

    trigger = RadioField(
        _l("The change is"), validators=[InputRequired(_l("Choose what kind of change it is."))]
    )
    restart_from = SelectField(
        _l("A substantive change is decided again from"), coerce=int, validate_choice=False
    )
    meeting_on = DayField(
        _l("Day of the meeting"), validators=[InputRequired(_l("Write the day of the meeting."))]
    )
    reason = TextAreaField(
        _l("Reason"), validators=[InputRequired(_l("Write the reason; the people concerned will read it."))]
    )


@steering.get("/<area>/text-change/<int:process_id>")
@page(Permission.STEERING_READ)
def text_change(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Show both texts compared, and the form to those who preside."""
    form = ClassForm()
    found = text_changes(tx, assembly().catalogue, place.area_id or 0, process_id)
    form.seen.data = str(found.head.seq)
    return _show(tx, place, found, form)


@steering.post("/<area>/text-change/<int:process_id>")
@page(Permission.STEERING_DECIDE)
def text_change_post(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Class the change."""
    form = ClassForm()
    found = text_changes(tx, assembly().catalogue, place.area_id or 0, process_id)
    _offer(form, found, _choices(tx, found))
    if not form.validate():
        return _show(tx, place, found, form, status=422)
    try:
        with attempt(tx):
            fire_transition(
                tx, assembly().catalogue, process_id, form.trigger.data, _answers(form), seen=form.seen_seq
            )
    except Refused as refused:
        return _show(tx, place, found, form, form.refuse(refused), 422)
    except Stale:
        found = text_changes(tx, assembly().catalogue, place.area_id or 0, process_id)
        return _show(tx, place, found, form, [stale_text()], 409)
    return go_to(
        url_for("steering.text_change", area=area, process_id=process_id),
        _("The decision is recorded. The people concerned have been told."),
    )


def _answers(form: ClassForm) -> dict[str, Any]:
    return {
        "reason": form.reason.data or "",
        "meeting_on": form.meeting_on.data,
        "restart_from": form.restart_from.data or 0,
    }


def _choices(tx: Transaction, found: TextChanges) -> list[Choice]:
    """Return the classes that this person may record now."""
    offered = available(tx, assembly().catalogue, found.head.process_id)
    return [choice for choice in offered if choice.trigger in CLASSES]


def _offer(form: ClassForm, found: TextChanges, choices: list[Choice]) -> None:
    form.trigger.choices = [
        (choice.trigger, in_words(choice.label)) for choice in choices if not choice.refusals
    ]
    form.restart_from.choices = [
        (stage.position, in_words(Text.of(stage.rule.label))) for stage in found.stages
    ]


def _show(
    tx: Transaction,
    place: Place,
    found: TextChanges,
    form: ClassForm,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    choices = _choices(tx, found)
    _offer(form, found, choices)
    waits = found.open is not None and found.open.state == "submitted"
    return render(
        "steering/text_change.html",
        status=status,
        area=place.area_key,
        title=in_words(found.head.title),
        process_id=found.head.process_id,
        found=found,
        waits=waits,
        choices=[(in_words(item.label), [why(refusal) for refusal in item.refusals]) for item in choices],
        explained={item.trigger: in_words(item.consequence) for item in choices},
        restarts=any(item.trigger == SUBSTANTIVE for item in choices),
        form=form,
        general=[(text, None) for text in general or ()],
        names=names_in_texts(tx, place.area_id or 0),
        writers=group_names(tx, place.area_id or 0),
    )
