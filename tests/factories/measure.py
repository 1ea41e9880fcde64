"""Measures and what people type into their cards."""

from sqlalchemy import select

from tests.factories.plan import RunningPlan
from workflow_app.db.uow import Transaction
from workflow_app.models.measure import Measure
from workflow_app.queries.area_names import municipality_names
from workflow_app.usecases.measure_input import Frame, TypedCard

TEXTS = {"title": "Pečovatelská služba", "description": "Služba do 20 h.", "owner": "Město Hlučín"}


def measure_of(tx: Transaction, plan: RunningPlan, group: str) -> Measure:
    """Return the only measure that a group of make_plan writes."""
    statement = select(Measure).where(Measure.plan_id == plan.plan_id, Measure.body_id == plan.groups[group])
    return tx.session.scalars(statement).one()


def frame(tx: Transaction, plan: RunningPlan) -> Frame:
    """Return what cards of make_plan must fit into."""
    return Frame(2027, 2030, municipality_names(tx, plan.area_id))


def typed_card(**more: object) -> TypedCard:
    """Return a card that may be marked as done; `texts` add to it, the rest replaces."""
    texts = {**TEXTS, **more.pop("texts", {})}  # type: ignore[dict-item]
    return TypedCard(texts=texts, **more)  # type: ignore[arg-type]
