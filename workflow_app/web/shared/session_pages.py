"""The two pages of one council's calendar, the same for staff and for the municipality itself."""

import re
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.body_calendar import BodyCalendar, SessionRhythm
from workflow_app.usecases.enter_sessions import SessionsInput, enter_sessions, remove_session, save_rhythm
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CountField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.session_words import (
    certainties,
    kinds,
    rhythm_sentence,
    session_rows,
    weekdays,
    weeks,
)
from workflow_app.web.shared.wording import day, in_words


class SessionsForm(PageForm):
    """Several dates at once, with what holds for all of them."""

    dates = TextAreaField(
        _l("Days of the sessions"), validators=[InputRequired(_l("Write at least one day of a session."))]
    )
    kind = SelectField(_l("Kind"), default="ordinary")
    certainty = RadioField(
        _l("How sure are the dates?"),
        default="known",
        validators=[InputRequired(_l("Choose how sure the dates are."))],
    )
    agenda_days = CountField(_l("The agenda closes so many days before the session"))
    source = StringField(_l("From where you know it"))


class RhythmForm(PageForm):
    """When the council usually meets."""

    week = SelectField(_l("Which one in the month"), default="1")
    weekday = SelectField(_l("Weekday"))
    months = StringField(_l("Only in these months"))
    agenda_days = CountField(_l("The agenda closes so many days before the session"))


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """Addresses around one council's calendar: its page, its rhythm, taking out, all calendars and their title."""

    page: str
    rhythm: str
    remove: str
    all_url: str
    desk_url: str
    desk_label: str


def show_sessions(
    where: CalendarPlace,
    calendar: BodyCalendar,
    form: SessionsForm | None = None,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    """Show what is entered, with the form for more."""
    form = form or SessionsForm(formdata=None, data={"agenda_days": calendar.rhythm.agenda_days})
    form.kind.choices, form.certainty.choices = kinds(), certainties()
    return render(
        "shared/body_sessions.html",
        status=status,
        where=where,
        name=in_words(calendar.name),
        rows=session_rows(calendar),
        rhythm=rhythm_sentence(calendar.rhythm),
        form=form,
        general=[(text, None) for text in general or ()],
    )


def enter(tx: Transaction, where: CalendarPlace, calendar: BodyCalendar) -> Response:
    """Enter the dates that were sent; with any bad one nothing is entered and all come back as typed."""
    form = SessionsForm()
    form.kind.choices, form.certainty.choices = kinds(), certainties()
    if not form.validate():
        return show_sessions(where, calendar, form, status=422)
    said = SessionsInput(
        dates=form.dates.data or "",
        kind=form.kind.data,
        certainty=form.certainty.data,
        agenda_days=form.agenda_days.data,
        source=form.source.data or "",
    )
    try:
        with attempt(tx):
            entered = enter_sessions(tx, calendar.body_id, said)
    except Refused as refused:
        return show_sessions(where, calendar, form, form.refuse(refused), 422)
    count = ngettext("%(num)s session is entered", "%(num)s sessions are entered", len(entered))
    return go_to(where.page, f"{count}: {', '.join(day(item) for item in entered)}.")


def remove(tx: Transaction, where: CalendarPlace, calendar: BodyCalendar, session_id: str) -> Response:
    """Take one session out. Raises NotFound for one of another council."""
    number = int(session_id) if session_id.isdecimal() and len(session_id) < 16 else 0
    gone = remove_session(tx, calendar.body_id, number)
    return go_to(where.page, _("The session of %(day)s is out of the calendar.", day=day(gone)))


def show_rhythm(
    where: CalendarPlace,
    calendar: BodyCalendar,
    form: RhythmForm | None = None,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    """Ask when the council usually meets."""
    rhythm = calendar.rhythm
    known = {"weekday": rhythm.weekday, "week": str(rhythm.week), "agenda_days": rhythm.agenda_days}
    months = ", ".join(map(str, rhythm.months))
    form = form or RhythmForm(formdata=None, data={**known, "months": months})
    form.weekday.choices, form.week.choices = weekdays(), weeks()
    return render(
        "shared/body_rhythm.html",
        status=status,
        where=where,
        name=in_words(calendar.name),
        form=form,
        general=[(text, None) for text in general or ()],
    )


def enter_rhythm(tx: Transaction, where: CalendarPlace, calendar: BodyCalendar) -> Response:
    """Write down what was sent."""
    form = RhythmForm()
    form.weekday.choices, form.week.choices = weekdays(), weeks()
    if not form.validate():
        return show_rhythm(where, calendar, form, status=422)
    months = [part for part in re.split(r"[,;.\s]+", form.months.data or "") if part]
    read = sorted({int(part) if part.isdecimal() and len(part) < 3 else 0 for part in months})
    rhythm = SessionRhythm(form.weekday.data, int(form.week.data), tuple(read), form.agenda_days.data)
    try:
        with attempt(tx):
            save_rhythm(tx, calendar.body_id, rhythm)
    except Refused as refused:
        return show_rhythm(where, calendar, form, form.refuse(refused), 422)
    return go_to(where.page, _("The usual days of sessions are saved."))
