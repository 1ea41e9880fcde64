"""One municipality of the area: its way, contact, councils with their terms, decisions, mergers and splits."""

from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.municipality_record import Change, Decision, MunicipalityRecord, municipality_record
from workflow_app.queries.overlaps import overlaps
from workflow_app.queries.place import Place
from workflow_app.usecases.record_onboarding import (
    ContactInput,
    OnboardingInput,
    possible_steps,
    record_onboarding,
    save_contact,
)
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.term_words import term_words
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.onboarding_words import (
    TONES,
    meanings,
    overlap_sentence,
    since_words,
    state_words,
)


class StepForm(PageForm):
    """One step on the way of the municipality."""

    state = RadioField(_l("What happened"), validators=[InputRequired(_l("Choose what happened."))])
    on = DayField(_l("On which day"), validators=[InputRequired(_l("Write the day."))])
    note = TextAreaField(_l("Note"))
    next_step = StringField(_l("Next step"))
    next_on = DayField(_l("When"))


class ContactForm(PageForm):
    """Whom to speak to, and where letters go."""

    name = StringField(_l("Contact person"))
    email = StringField(_l("E-mail for letters"))
    phone = StringField(_l("Telephone"))


@staff.get("/<area>/municipalities/<municipality>")
@page(Permission.STAFF_MANAGE)
def municipality(tx: Transaction, place: Place, area: str, municipality: str) -> ResponseReturnValue:
    """Show the municipality with the forms for its next step and its contact."""
    return _show(tx, place)


@staff.post("/<area>/municipalities/<municipality>")
@page(Permission.STAFF_MANAGE)
def onboarding_step(tx: Transaction, place: Place, area: str, municipality: str) -> ResponseReturnValue:
    """Record one step."""
    form = StepForm()
    form.state.choices = _choices()
    if not form.validate():
        return _show(tx, place, step=form, status=422)
    said = OnboardingInput(
        state=form.state.data or "",
        on=form.on.day,
        note=form.note.data or "",
        next_step=form.next_step.data or "",
        next_on=form.next_on.data,
    )
    try:
        with attempt(tx):
            record_onboarding(tx, place.area_id or 0, place.municipality_id or 0, said, form.seen_seq)
    except Refused as refused:
        return _show(tx, place, step=form, general=form.refuse(refused), status=422)
    except Stale:
        return _show(tx, place, step=form, general=[stale_text()], status=409)
    url = url_for("staff.municipality", area=area, municipality=municipality)
    return go_to(url, _("Written down: %(what)s.", what=state_words(said.state)["label"]))


@staff.post("/<area>/municipalities/<municipality>/contact")
@page(Permission.STAFF_MANAGE)
def municipality_contact(tx: Transaction, place: Place, area: str, municipality: str) -> ResponseReturnValue:
    """Save the contact."""
    form = ContactForm()
    said = ContactInput(form.name.data or "", form.email.data or "", form.phone.data or "")
    try:
        with attempt(tx):
            save_contact(tx, place.area_id or 0, place.municipality_id or 0, said, form.seen_seq)
    except Refused as refused:
        return _show(tx, place, contact=form, general=form.refuse(refused), status=422)
    except Stale:
        return _show(tx, place, contact=form, general=[stale_text()], status=409)
    url = url_for("staff.municipality", area=area, municipality=municipality)
    return go_to(url, _("The contact is saved."))


def _choices() -> list[tuple[str, str]]:
    return [(state, state_words(state)["label"]) for state in TONES]


def _show(
    tx: Transaction,
    place: Place,
    *,
    step: StepForm | None = None,
    contact: ContactForm | None = None,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    """Show the page; the form that was sent comes back as it was typed, the other one says what is known."""
    found = municipality_record(tx, assembly().catalogue, place.area_id or 0, place.municipality_id or 0)
    row = found.row
    sent = step or contact
    step = step or StepForm(
        formdata=None, data={"on": prague_day(tx.now), "next_step": row.next_step, "next_on": row.next_on}
    )
    possible = possible_steps(row.state, is_lead=row.is_lead)
    step.state.choices = [choice for choice in _choices() if choice[0] in possible]
    contact = contact or ContactForm(
        formdata=None, data={"name": row.contact_name, "email": row.contact_email, "phone": row.contact_phone}
    )
    return render(
        "staff/municipality.html",
        status=status,
        area=place.area_key,
        row=row,
        plans_here=row.state == "joined",
        state=state_words(row.state),
        since=since_words(row),
        form=sent,
        step=step,
        contact=contact,
        explained=meanings(),
        general=[(text, None) for text in general or ()],
        warnings=[overlap_sentence(item) for item in overlaps(tx, place.area_id or 0, row.code)],
        **_record(place.area_key or "", found),
    )


def _record(area: str, found: MunicipalityRecord) -> dict[str, Any]:
    return {
        "history": [
            {"at": item.at, "what": state_words(item.state)["label"], "tone": TONES[item.state]}
            | {"reason": item.note, "who": item.who or None, "details": day(item.on)}
            for item in found.steps
        ],
        "changes": [_change(area, found.row.name, item) for item in found.changes],
        "ended_open": [_decision(area, item) for item in found.open_of_ended],
        "decisions": [_decision(area, item) for item in found.decisions],
        "councils": [
            {"name": in_words(item.name), "members": item.member_count}
            | {"ended": day(item.valid_to) if item.valid_to else ""}
            | {"terms": [_term(term.valid_from, term.valid_to, term.member_count) for term in item.terms]}
            for item in found.councils
        ],
    }


def _term(since: Any, until: Any, members: int | None) -> dict[str, Any]:
    span = f"{day(since)} – {day(until)}" if until else _("from %(day)s", day=day(since))
    return {"span": span, "members": members}


def _change(area: str, name: str, change: Change) -> dict[str, str]:
    """Return who took whose place, as a sentence, with the way to the other municipality."""
    old, new = (name, change.other_name) if change.is_successor else (change.other_name, name)
    sentence = _(
        "In place of the municipality %(old)s, %(new)s has stood since %(day)s.",
        old=old,
        new=new,
        day=day(change.on),
    )
    url = url_for("staff.municipality", area=area, municipality=change.other_code)
    return {"sentence": sentence, "note": change.note, "url": url, "other": change.other_name}


def _decision(area: str, item: Decision) -> dict[str, Any]:
    return {
        "title": in_words(item.title),
        "body": in_words(item.body),
        "url": url_for("staff.council_body", area=area, process_id=item.process_id),
        "successor_url": url_for("staff.successor", area=area, process_id=item.process_id),
        "state": {"label": in_words(item.verdict), "tone": item.tone} if item.verdict else None,
        "session_on": item.session_on,
        "number": item.number,
        "term": term_words(item.term),
    }
