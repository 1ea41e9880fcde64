"""Plans with parts of working groups, ready to be submitted."""

from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Chapter, Goal, Plan, Priority


@dataclass(frozen=True)
class RunningPlan:
    """A plan, its process and the groups that write it (key -> id of the body)."""

    plan_id: int
    process_id: int
    area_id: int
    groups: dict[str, int]


def make_plan(
    tx: Transaction, catalogue: Catalogue, *, done: bool = True, title: str = "Plán 2027–2030"
) -> RunningPlan:
    """Write a plan of the Hlučín area: one chapter of the coordinator, one goal with one measure per group."""
    session = tx.session
    area_id = session.execute(select(Area.id).where(Area.key == "hlucin")).scalar_one()
    groups = dict(
        session.execute(
            select(Body.key, Body.id)
            .where(Body.area_id == area_id, Body.kind == "working_group")
            .order_by(Body.key)
        ).all()
    )
    plan = Plan(area_id=area_id, title=title, period_from=2027, period_to=2030)
    session.add(plan)
    session.flush()
    session.add(
        Chapter(
            plan_id=plan.id,
            key="foreword",
            part="opening",
            position=1,
            title="Úvod",
            text="Text.",
            done=True,
            seq=0,
        )
    )
    for position, (key, body_id) in enumerate(groups.items(), start=1):
        goal = Goal(
            plan_id=plan.id,
            body_id=body_id,
            position=position,
            number=str(position),
            title=f"Cíl {key}",
            seq=0,
        )
        session.add(goal)
        session.flush()
        priority = Priority(goal_id=goal.id, position=1, number=f"{position}.1", title="Priorita", seq=0)
        session.add(priority)
        session.flush()
        session.add(
            Measure(
                plan_id=plan.id,
                priority_id=priority.id,
                body_id=body_id,
                position=position,
                number=f"{position}.1.1",
                title=f"Opatření {key} & <spol.>",
                card={"description": "Popis", "owner": "Město Hlučín"},
                status="not_started",
                done=done,
                seq=0,
            )
        )
    session.flush()
    process_id = start(tx, catalogue, "plan", area_id=area_id, subject_id=plan.id)
    return RunningPlan(plan.id, process_id, area_id, groups)
