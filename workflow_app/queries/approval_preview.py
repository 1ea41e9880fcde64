"""What a round of councils would be if it were opened today: its stages, how many bodies each has, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflow_app.db.uow import Transaction
from workflow_app.engine.stage_bodies import bodies_of_stages
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage, route_on


@dataclass(frozen=True, slots=True)
class StagePreview:
    """One stage of the route. `until` is known of the first one only: the others wait for the one before."""

    label: Text
    bodies: int
    deadline_days: int
    until: date | None
    rule: RouteStage


def approval_preview(
    tx: Transaction, area_id: int, kind: str, subject_id: int = 0
) -> tuple[StagePreview, ...]:
    """Return the stages of the area's route for documents of `kind`; nothing when it has none.

    `subject_id` is the document, for stages of the municipalities that it asks.
    """
    today = prague_day(tx.now)
    route = tx.session.execute(route_on(area_id, kind, today)).scalar()
    rules = [RouteStage.of(data) for data in route.stages] if route else []
    found = []
    counts = count_bodies(tx, area_id, rules, (kind, subject_id))
    for index, (rule, bodies) in enumerate(zip(rules, counts, strict=True)):
        until = today + timedelta(days=rule.deadline_days) if index == 0 else None
        found.append(StagePreview(Text.of(rule.label), bodies, rule.deadline_days, until, rule))
    return tuple(found)


def count_bodies(
    tx: Transaction, area_id: int, rules: Sequence[RouteStage], subject: tuple[str, int] = ("", 0)
) -> list[int]:
    """Return how many bodies each stage names, as members are today; one statement for all of them."""
    found = bodies_of_stages(tx, area_id, rules, prague_day(tx.now), subject)
    return [len(bodies) for bodies in found]
