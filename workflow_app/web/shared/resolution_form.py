"""The form that records a resolution, for councils and for staff who record on their behalf."""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.engine.catalogue import Catalogue
from workflow_app.queries.resolutions import Resolution
from workflow_app.web.shared.checked_fields import CountField, DayField
from workflow_app.web.shared.resolution_words import point_words
from workflow_app.web.shared.rows_form import RowForm, RowsForm
from workflow_app.web.shared.source_words import source_words
from workflow_app.web.shared.wording import day, in_words
from workflows.council_resolution.payloads import (
    COMES_AGAIN,
    NEEDS_WORDS,
    REVOKED,
    VERDICTS,
    ResolutionRecorded,
)
from workflows.council_resolution.points import VERBS, ResolutionPoint

RESOLUTION_FIELDS = [
    "verdict",
    "session_on",
    "session_number",
    "decided_by",
    "number",
    "point",
    "votes_for",
    "votes_against",
    "votes_abstained",
    "members_total",
    "members_present",
    "members_conflicted",
    "text",
    "changes",
    "next_session_on",
    "source",
]
HIDDEN_ON_CHECK = [*RESOLUTION_FIELDS, "reason", "kept", "corrects"]
# What is offered at once; the others are folded away unless the stage counts them.
COMMON = ("approved", "approved_with_changes", "noted", "rejected", "not_adopted", "postponed")
HAS_WORDS = (*NEEDS_WORDS, "postponed", "withdrawn_from_agenda", "no_quorum", "not_adopted")


class PointRow(RowForm):
    """One more point of the same resolution; a task has a person and a day."""

    numeral = StringField(_l("Point"))
    verb = SelectField(_l("Verb"), validate_choice=False)
    text = TextAreaField(_l("What"))
    person = StringField(_l("Task for"))
    due = DayField(_l("Until"))


class ResolutionForm(RowsForm):
    """One resolution as the body took it; the names of the fields are those of ResolutionRecorded."""

    verdict = RadioField(
        _l("How did you decide?"),
        validate_choice=False,
        validators=[InputRequired(_l("Choose how the body decided."))],
    )
    session_on = DayField(
        _l("Day of the session"), validators=[InputRequired(_l("Write the day of the session."))]
    )
    session_number = StringField(_l("Number of the session"))
    decided_by = RadioField(_l("How was it decided?"), validate_choice=False, default="session")
    number = StringField(_l("Resolution number"))
    point = StringField(_l("Point of the resolution"))
    votes_for = CountField(_l("For"))
    votes_against = CountField(_l("Against"))
    votes_abstained = CountField(_l("Abstained"))
    members_total = CountField(_l("Number of all members"))
    members_present = CountField(_l("Members present"))
    members_conflicted = CountField(_l("Of them with a conflict of interest"))
    text = TextAreaField(_l("Text of the resolution"))
    points = FieldList(FormField(PointRow))
    changes = TextAreaField(_l("What was changed, or why it was put off"))
    next_session_on = DayField(_l("When it comes again"))
    file = FileField(_l("Extract or scan of the resolution"))
    photo = FileField(_l("Or take a photograph"))
    kept = HiddenField()
    corrects = HiddenField()
    is_short = False  # only what nobody can do without; the rest is not shown
    source = StringField(
        _l("How do you know it?"), validators=[InputRequired(_l("Write how you learned of the resolution."))]
    )
    reason = TextAreaField(
        _l("Reason of the correction"), validators=[InputRequired(_l("Write why the record is corrected."))]
    )

    @property
    def shown_row(self) -> int:
        """The id of the record that a page of correction showed; 0 when it did not say."""
        return int(self.corrects.data) if (self.corrects.data or "").isdecimal() else 0

    def payload(self) -> ResolutionRecorded:
        """Return what the validated form says; without a scan."""
        verdict = self.verdict.data or ""
        return ResolutionRecorded(
            verdict=verdict,
            session_on=self.session_on.day,
            session_number=self.session_number.data or "",
            decided_by=self.decided_by.data or "session",
            number=self.number.data or "",
            point=self.point.data or "",
            votes_for=self.votes_for.data,
            votes_against=self.votes_against.data,
            votes_abstained=self.votes_abstained.data,
            members_total=self.members_total.data,
            members_present=self.members_present.data,
            members_conflicted=self.members_conflicted.data,
            text=self.text.data or "",
            points=self._points(),
            changes=(self.changes.data or "") if verdict in HAS_WORDS else "",
            next_session_on=self.next_session_on.data if verdict in COMES_AGAIN else None,
            source=(self.source.data or "") if self.source else "",
        )

    def _points(self) -> tuple[ResolutionPoint, ...]:
        """Return the points that say something; rows that were added and left empty are none."""
        rows = (entry.form for entry in self.points.entries)
        return tuple(
            ResolutionPoint(
                row.numeral.data or "",
                row.verb.data or "",
                row.text.data or "",
                row.person.data or "",
                row.due.data,
            )
            for row in rows
        )

    def drop_empty_points(self) -> None:
        """Take away rows that were added and left empty; what was typed in the others stays as it was typed."""
        rows = self.points.entries
        self.points.entries = [row for row in rows if any(_typed(field) for field in row.form)]

    def offer_verbs(self) -> None:
        """Fill in the verbs of all rows."""
        verbs = [("", "–"), *((code, in_words(verb)) for code, verb in VERBS.items())]
        for entry in self.points.entries:
            entry.form.verb.choices = verbs

    def hidden_fields(self) -> list[tuple[str, str]]:
        """Return names and values that the page "check your answers" carries on."""
        names = [name for name in HIDDEN_ON_CHECK if name in self._fields]
        plain = [(name, _typed(self._fields[name])) for name in names]
        rows = [
            (field.name, _typed(field))
            for entry in self.points.entries
            for field in entry.form._fields.values()
        ]
        return plain + rows

    @property
    def may_have_words(self) -> bool:
        """Whether an outcome is offered that wants words or a new day."""
        return any(name in HAS_WORDS for name, _label in self.verdict.choices)

    @property
    def folded(self) -> dict[str, bool]:
        """Which folded parts of the page are open: something is filled in there, or is to be mended there."""
        parts = {
            "outcome": ("changes", "next_session_on"),
            "wording": ("point", "text"),
            "presence": ("members_present", "members_conflicted"),
        }
        is_open = {
            part: any(
                self._fields[name].errors or _typed(self._fields[name]) for name in names if name != "text"
            )
            for part, names in parts.items()
        }
        is_open["wording"] |= bool(self.points.entries or self.text.errors)
        is_open["presence"] |= bool(self.decided_by.errors) or self.decided_by.data == "per_rollam"
        return is_open


def _typed(field: object) -> str:
    """Return what stands in a field, as text."""
    return field._value() if hasattr(field, "_value") else (field.data or "")  # type: ignore[attr-defined]


def resolution_form(
    catalogue: Catalogue,
    *,
    on_behalf: bool,
    correction: bool = False,
    short: bool = False,
    offered: Sequence[str] = tuple(VERDICTS),
    **defaults: object,
) -> ResolutionForm:
    """Return the form of the request; `defaults` fill it on the first visit (members_total, text …).

    `offered` are the verdicts that the law of the body's process knows; `on_behalf` asks staff for the source;
    `correction` asks for the reason; `short` leaves out what the extract itself says (wording, points, presence).
    """
    form = ResolutionForm(data=defaults)
    form.is_short = short
    states = catalogue.latest("council_resolution").states
    form.verdict.choices = [(name, in_words(states[name].label)) for name in offered]
    form.decided_by.choices = [
        ("session", _("at a session or a meeting")),
        ("per_rollam", _("per rollam (in writing, without a session)")),
    ]
    form.offer_verbs()
    if on_behalf:
        form.verdict.label.text = _("How did the body decide?")
    else:
        del form.source
    if not correction:
        del form.reason
    return form


def recorded_data(recorded: Resolution) -> dict[str, object]:
    """Return a recorded resolution as the form is filled with it."""
    points = [{name: getattr(point, name) for name in point.__slots__} for point in recorded.points]
    data = {name: getattr(recorded, name) for name in RESOLUTION_FIELDS}
    return {**data, "points": points, "source": source_words(recorded.source)}


def folded_verdicts(form: ResolutionForm, counts: Collection[str]) -> tuple[str, ...]:
    """Return the verdicts that are folded away: rare ones that this stage does not count; none when one is chosen."""
    found = tuple(name for name, _label in form.verdict.choices if name not in COMMON and name not in counts)
    chosen = form.verdict.data in found
    return () if chosen or len(found) == len(form.verdict.choices) else found


def verdict_lines(counts: Collection[str]) -> dict[str, str]:
    """Return a line that explains each verdict; `counts` are those that this stage takes as consent."""
    noted = (
        _("The body took note; in this matter that is enough.")
        if "noted" in counts
        else _("The body only took note. In this matter that does not count as an approval.")
    )
    recommended = (
        _("The body recommends it to the assembly; in this matter that is what is asked.")
        if "recommended" in counts
        else _("The body recommends it to another body. In this matter that does not count as an approval.")
    )
    consented = (
        _("The resolution says “consents”; in this matter that is enough.")
        if "consented" in counts
        else _("The resolution says “consents”. In this matter that does not count as an approval.")
    )
    return {
        "approved": _("More than half of all members voted for, exactly as submitted."),
        "approved_with_changes": _(
            "Approved, but with a different wording or with a condition. Write it down below."
        ),
        "consented": consented,
        "recommended": recommended,
        "noted": noted,
        "rejected": _("The body adopted a resolution that it does not approve."),
        "not_adopted": _(
            "There was a vote, but the majority of all members was missing. It can be put to the vote again."
        ),
        "postponed": _("The body did not decide and will return to it at another session."),
        "withdrawn_from_agenda": _("The item was taken off the agenda before it was considered."),
        "no_quorum": _("Too few members came, so the session could not decide."),
        "returned": _("The body sent it back and says what is to be mended. Write it down below."),
        REVOKED: _("A later resolution annuls the one that is recorded."),
    }


def answers(form: ResolutionForm, file_name: str) -> list[dict[str, str]]:
    """Return what was filled in, for the page "check your answers"."""
    shown = {name: _typed(form._fields[name]) for name in HIDDEN_ON_CHECK[:-2] if name in form._fields}
    for name in ("verdict", "decided_by"):
        shown[name] = dict(form._fields[name].choices).get(shown[name], "")
    for name in ("session_on", "next_session_on"):
        shown[name] = day(form._fields[name].data)
    if form.verdict.data not in HAS_WORDS:
        shown.pop("changes", None)
    if form.verdict.data not in COMES_AGAIN:
        shown.pop("next_session_on", None)
    if form.decided_by.data == "session":
        shown.pop("decided_by")
    rows = [{"label": str(form._fields[name].label.text), "value": value} for name, value in shown.items()]
    points = "\n".join(point_words(point) for point in form.payload().points) if form.points.entries else ""
    rows.append({"label": _("Further points"), "value": points})
    return [*rows, {"label": str(form.file.label.text), "value": file_name}]
