"""Decisions about the area's planning outside any round: the list, and the form that adds or corrects one."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.queries.area_decisions import AreaDecisionLine, deciding_bodies
from workflow_app.queries.area_decisions import area_decisions as decisions_of
from workflow_app.queries.place import Place
from workflow_app.usecases.record_area_decision import NewDecision, record_area_decision
from workflow_app.web.shared.access import page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.decision_words import kind_words
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import known_day
from workflow_app.web.staff.blueprint import staff

TEXTS = ("kind", "subject", "precision", "body_name", "session_number", "number", "source", "reason")


class DecisionForm(PageForm):
    """Who decided what, when; the names of the fields are those of NewDecision."""

    kind = SelectField(_l("What it is about"), validate_choice=False)
    body_id = SelectField(_l("Who decided"), validate_choice=False)
    body_name = StringField(_l("Another body"))
    decided_on = DayField(
        _l("Day"), validators=[InputRequired(_l("Write the day, or the first day of the month."))]
    )
    precision = SelectField(_l("How much of the date is known"), validate_choice=False)
    session_number = StringField(_l("Number of the session"))
    number = StringField(_l("Number of the resolution"))
    subject = TextAreaField(_l("What was decided"), validators=[InputRequired(_l("Write what was decided."))])
    source = StringField(_l("Where it is written"))
    reason = StringField(_l("Why the record is corrected"))

    def wish(self, corrects: int | None) -> NewDecision:
        """Return what was typed."""
        texts = {name: self[name].data or "" for name in TEXTS}
        body = self.body_id.data or ""
        return NewDecision(
            **texts,
            decided_on=self.decided_on.data,
            body_id=int(body) if body.isdecimal() else None,
            corrects=corrects,
        )


@staff.get("/<area>/decisions")
@page(Permission.STAFF_MANAGE)
def area_decisions(tx: Transaction, place: Place, area: str) -> Response:
    """Show the list and the form; with `corrects` the form is filled with the row to correct."""
    old = _old(tx, place, request.args.get("corrects", ""))
    return _show(tx, place, DecisionForm(formdata=None, obj=old), old)


@staff.post("/<area>/decisions")
@page(Permission.STAFF_MANAGE)
def area_decisions_post(tx: Transaction, place: Place, area: str) -> Response:
    """Record the decision."""
    form, old = DecisionForm(), _old(tx, place, request.args.get("corrects", ""))
    if not form.validate():
        return _show(tx, place, form, old, [], 422)
    try:
        with attempt(tx):
            record_area_decision(tx, place.area_id or 0, form.wish(old.id if old else None))
    except Refused as refused:
        return _show(tx, place, form, old, form.refuse(refused), 422)
    return go_to(url_for("staff.area_decisions", area=area), _("The decision is recorded."))


def _old(tx: Transaction, place: Place, typed: str) -> AreaDecisionLine | None:
    """Return the row that is to be corrected, None for a new one. Raises NotFound for another area's."""
    if not typed:
        return None
    for line in decisions_of(tx, place.area_id or 0):
        if str(line.id) == typed and not line.corrected:
            return line
    raise NotFound(f"decision {typed}")


def _show(
    tx: Transaction,
    place: Place,
    form: DecisionForm,
    old: AreaDecisionLine | None,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    area_id, kinds = place.area_id or 0, kind_words()
    form.kind.choices = list(kinds.items())
    bodies = [(str(body_id), name) for body_id, name in deciding_bodies(tx, area_id)]
    form.body_id.choices = [*bodies, ("", _("another body, written below"))]
    form.precision.choices = [("day", _("the day")), ("month", _("the month")), ("year", _("the year"))]
    if old is None:
        del form.reason
    return render(
        "staff/area_decisions.html",
        status=status,
        area=place.area_key,
        form=form,
        corrects=old,
        general=[(text, None) for text in general or ()],
        lines=[_line(line, kinds) for line in decisions_of(tx, area_id)],
    )


def _line(line: AreaDecisionLine, kinds: dict[str, str]) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": kinds[line.kind],
        "when": known_day(line.decided_on, line.precision),
        "who": line.body_name,
        "session": line.session_number,
        "number": line.number,
        "subject": line.subject,
        "note": " · ".join(part for part in (line.source, line.reason) if part),
        "corrected": line.corrected,
    }
