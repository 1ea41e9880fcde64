"""How a form of a measure card that was sent comes back: with errors, or beside what is there now."""

from dataclasses import dataclass, field

from workflow_app.kernel.errors import Refused
from workflow_app.queries.measure_card import CardToWrite
from workflow_app.usecases.measure_input import Frame, read_card
from workflow_app.web.working_group.card_form import CardForm
from workflows.common.compare_versions import Difference, compare


@dataclass(slots=True)
class Answer:
    """`general` are errors that belong to no field, `differences` lead from what is there now to what was typed."""

    status: int = 200
    general: list[str] = field(default_factory=list)
    stale: bool = False
    differences: tuple[Difference, ...] = ()


def frame_of(found: CardToWrite, names: dict[str, str]) -> Frame:
    """Return what the card must fit into; `names` are the municipalities that can be chosen."""
    return Frame(found.period_from, found.period_to, names)


def stale_answer(form: CardForm, found: CardToWrite, names: dict[str, str]) -> Answer:
    """Return what was typed beside what is there now."""
    answer = Answer(409, stale=True)
    try:
        typed = read_card(form.typed, frame_of(found, names), number=found.card.number)
        answer.differences = compare(found.card, typed)
    except Refused as refused:
        answer.general = form.refuse(refused)
    return answer
