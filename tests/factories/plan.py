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
    area_id = tx.session.execute(select(Area.id).where(Area.key == "hlucin")).scalar_one()
    groups = working_groups(tx, area_id)
    owner = lead_of(tx, area_id)
    plan = Plan(area_id=area_id, title=title, period_from=2027, period_to=2030, owner_municipality_id=owner)
    tx.session.add(plan)
    tx.session.flush()
    foreword = {"key": "foreword", "part": "opening", "position": 1, "title": "Úvod", "text": "Text."}
    tx.session.add(Chapter(plan_id=plan.id, done=True, seq=0, **foreword))
    for position, (key, body_id) in enumerate(groups.items(), start=1):
        _add_part(tx, plan.id, position, key, body_id, done=done)
    tx.session.flush()
    process_id = start(tx, catalogue, "plan", area_id=area_id, subject_id=plan.id)
    return RunningPlan(plan.id, process_id, area_id, groups)


def lead_of(tx: Transaction, area_id: int) -> int:
    """Return the id of the municipality that leads the area, and owns its plans unless something else is said."""
    return tx.session.execute(select(Area.lead_municipality_id).where(Area.id == area_id)).scalar_one()


def working_groups(tx: Transaction, area_id: int) -> dict[str, int]:
    """Return the working groups of an area: key -> id of the body."""
    statement = select(Body.key, Body.id).where(Body.area_id == area_id, Body.kind == "working_group")
    return dict(tx.session.execute(statement.order_by(Body.key)).all())


def _add_part(tx: Transaction, plan_id: int, position: int, key: str, body_id: int, *, done: bool) -> None:
    """Write a group's part: a goal with a priority and a measure."""
    part = {"position": position, "seq": 0}
    goal = Goal(plan_id=plan_id, body_id=body_id, number=str(position), title=f"Cíl {key}", **part)
    tx.session.add(goal)
    tx.session.flush()
    priority = Priority(goal_id=goal.id, number=f"{position}.1", title="Priorita", **part)
    tx.session.add(priority)
    tx.session.flush()
    measure = Measure(
        plan_id=plan_id,
        priority_id=priority.id,
        body_id=body_id,
        number=f"{position}.1.1",
        title=f"Opatření {key} & <spol.>",
        card={"description": "Popis", "owner": "Město Hlučín"},
        status="not_started",
        done=done,
        **part,
    )
    tx.session.add(measure)
