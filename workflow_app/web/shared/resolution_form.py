"""The form that records a resolution, for councils and for staff who record on their behalf."""

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.engine.catalogue import Catalogue
from workflow_app.web.shared.checked_fields import CountField, DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.wording import day, in_words
from workflows.council_resolution.payloads import VERDICTS, ResolutionRecorded

RESOLUTION_FIELDS = [
    "verdict",
    "session_on",
    "session_number",
    "number",
    "point",
    "votes_for",
    "votes_against",
    "votes_abstained",
    "members_total",
    "text",
    "changes",
    "source",
]
HIDDEN_ON_CHECK = [*RESOLUTION_FIELDS, "reason", "kept"]


class ResolutionForm(PageForm):
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
    number = StringField(_l("Resolution number"))
    point = StringField(_l("Point of the resolution"))
    votes_for = CountField(_l("For"))
    votes_against = CountField(_l("Against"))
    votes_abstained = CountField(_l("Abstained"))
    members_total = CountField(_l("Number of all members"))
    text = TextAreaField(_l("Text of the resolution"))
    changes = TextAreaField(_l("What was approved differently"))
    file = FileField(_l("Extract or scan of the resolution"))
    photo = FileField(_l("Or take a photograph"))
    kept = HiddenField()
    source = StringField(
        _l("How do you know it?"), validators=[InputRequired(_l("Write how you learned of the resolution."))]
    )
    reason = TextAreaField(
        _l("Reason of the correction"), validators=[InputRequired(_l("Write why the record is corrected."))]
    )

    def payload(self) -> ResolutionRecorded:
        """Return what the validated form says; without a scan."""
        return ResolutionRecorded(
            verdict=self.verdict.data or "",
            session_on=self.session_on.day,
            session_number=self.session_number.data or "",
            number=self.number.data or "",
            point=self.point.data or "",
            votes_for=self.votes_for.data,
            votes_against=self.votes_against.data,
            votes_abstained=self.votes_abstained.data,
            members_total=self.members_total.data,
            text=self.text.data or "",
            changes=(self.changes.data or "") if self.verdict.data == "approved_with_changes" else "",
            source=(self.source.data or "") if self.source else "",
        )

    def hidden_fields(self) -> list[tuple[str, str]]:
        """Return names and values that the page "check your answers" carries on."""
        return [
            (name, self._fields[name]._value() if name != "verdict" else self.verdict.data or "")
            for name in HIDDEN_ON_CHECK
            if name in self._fields
        ]


def resolution_form(
    catalogue: Catalogue, *, on_behalf: bool, correction: bool = False, **defaults: object
) -> ResolutionForm:
    """Return the form of the request; `defaults` fill it on the first visit (members_total, text …).

    `on_behalf` asks staff for the source; `correction` asks for the reason.
    """
    form = ResolutionForm(data=defaults)
    states = catalogue.latest("council_resolution").states
    form.verdict.choices = [(name, in_words(states[name].label)) for name in VERDICTS]
    if on_behalf:
        form.verdict.label.text = _("How did the body decide?")
    else:
        del form.source
    if not correction:
        del form.reason
    return form


def verdict_lines(counts: Collection[str]) -> dict[str, str]:
    """Return a line that explains each verdict; `counts` are those that this stage takes as consent."""
    noted = (
        _("The body took note; in this matter that is enough.")
        if "noted" in counts
        else _("The body only took note. In this matter that does not count as an approval.")
    )
    return {
        "approved": _("More than half of all members voted for, exactly as submitted."),
        "approved_with_changes": _(
            "Approved, but with a different wording or with a condition. Write it down below."
        ),
        "noted": noted,
        "rejected": _("The body adopted a resolution that it does not approve."),
        "not_adopted": _(
            "There was a vote, but the majority of all members was missing. It can be put to the vote again."
        ),
        "postponed": _("The body did not decide and will return to it at another session."),
    }


def answers(form: ResolutionForm, file_name: str) -> list[dict[str, str]]:
    """Return what was filled in, for the page "check your answers"."""
    labels = dict(form.verdict.choices)
    shown = {
        "verdict": labels.get(form.verdict.data, ""),
        "session_on": day(form.session_on.data),
        **{name: form._fields[name]._value() for name in HIDDEN_ON_CHECK[2:-1] if name in form._fields},
    }
    if form.verdict.data != "approved_with_changes":
        shown.pop("changes", None)
    rows = [{"label": str(form._fields[name].label.text), "value": value} for name, value in shown.items()]
    return [*rows, {"label": str(form.file.label.text), "value": file_name}]
