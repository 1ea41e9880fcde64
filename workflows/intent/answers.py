"""What the municipalities asked by an intent decided, each in the last stage in which it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from workflow_app.db.uow import Transaction
from workflow_app.engine.join import standing_stages
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.intent import AskedMunicipality
from workflow_app.models.process_instance import ProcessInstance

REFUSED = ("rejected",)  # states of a body's decision by which a municipality declines


@dataclass(frozen=True, slots=True)
class Answer:
    """One municipality asked: whether it agreed or refused (neither: it has not said), by which resolution."""

    municipality_id: int
    has_agreed: bool
    has_refused: bool
    number: str


def answers_of(tx: Transaction, process_id: int, intent_id: int) -> Sequence[Answer]:
    """Return the answers that stand in an intent's process, in a fixed order.

    One after another every municipality has a stage of its own; all at once they share one.
    """
    counts = {stage.position: stage.rule.counts for stage in standing_stages(tx, process_id)}
    newest = (
        select(CouncilResolution.number)
        .where(CouncilResolution.process_id == ProcessInstance.id)
        .order_by(CouncilResolution.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(Body.municipality_id, ProcessInstance.state, ProcessInstance.stage, newest)
        .ext(distinct_on(Body.municipality_id))
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(AskedMunicipality, AskedMunicipality.municipality_id == Body.municipality_id)
        .where(AskedMunicipality.subject_kind == "intent", AskedMunicipality.subject_id == intent_id)
        .where(ProcessInstance.parent_id == process_id, ProcessInstance.stage.in_(counts))
        .order_by(Body.municipality_id, ProcessInstance.stage.desc())
    )
    return [
        Answer(municipality_id, state in counts[stage], state in REFUSED, number or "")
        for municipality_id, state, stage, number in tx.session.execute(statement)
    ]
