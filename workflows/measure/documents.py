"""Documents of a measure change: the card, with what the change alters."""

from workflow_app.documents.paper import Paper
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.content import measure_change_from_json
from workflow_app.models.measure import MeasureChange
from workflow_app.models.numbers import former_numbers_of
from workflows.common.contexts import context_of
from workflows.common.office import FrozenText, footer_of, frozen_text, letterhead_of, office_of
from workflows.measure.papers import measure_change_paper

_NEW = Text("Návrh nového opatření", "Proposal of a new measure")
_CHANGE = Text("Návrh změny opatření", "Proposal to change a measure")
_ACCEPTED = Text("Platná karta opatření", "Measure card in force")
_FILE = Text("Karta opatření {number}.docx", "Measure card {number}.docx")


def measure_card(step: RecordedStep) -> Paper:
    """The card as it is proposed, or as it is in the plan now."""
    text = frozen_text(step)
    content = measure_change_from_json(text.content)
    office = office_of(step)
    state = _ACCEPTED if step.to_state == "accepted" else _CHANGE if content.before else _NEW
    paper = measure_change_paper(
        content,
        letterhead_of(step, office),
        footer_of(content.plan_title, text),
        state.pick(step.language),
        office.names,
        step.language,
        _former_numbers(step, text, content.after.number),
    )
    return Paper(
        "measure/measure_card",
        context_of(paper),
        _FILE.pick(step.language).format(number=content.after.number.replace("/", "-")),
    )


def _former_numbers(step: RecordedStep, text: FrozenText, number: str) -> tuple[str, ...]:
    """A measure that is only proposed has had no other number."""
    change = step.tx.session.get_one(MeasureChange, step.process.subject_id)
    if change.measure_id is None:
        return ()
    return former_numbers_of(step.tx.session, change.measure_id, number, text.at)
