"""Starts a proposal: a new measure in the plan in force, or another card for one of its measures."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.content import MeasureCard
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.plan import Goal, Plan, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.usecases.add_goal import last_number, refuse_name
from workflow_app.usecases.measure_input import stored
from workflow_app.usecases.writing import refuse_foreign


def propose_measure_change(
    tx: Transaction, catalogue: Catalogue, *, area_id: int, body_id: int, measure_id: int
) -> int:
    """Start a change of a measure of the group with a copy of its card and return the process id.

    Raises NotFound, Refused for another group's measure, a plan not in force, or a measure that another open
    proposal is about.
    """
    measure = tx.session.get(Measure, measure_id)
    if measure is None:
        raise NotFound(f"measure {measure_id}")
    _lock_plan_in_force(tx, area_id, measure.plan_id)
    refuse_foreign(tx, measure.body_id, body_id)
    if _open_proposal(tx, measure_id):
        raise Refused(Refusal("measure_has_an_open_proposal", {"number": measure.number}))
    change = MeasureChange(
        area_id=area_id,
        plan_id=measure.plan_id,
        measure_id=measure_id,
        priority_id=measure.priority_id,
        body_id=body_id,
        number=measure.number,
        title=measure.title,
        reason="",
        card=measure.card,
    )
    return _begin(tx, catalogue, change)


def propose_new_measure(
    tx: Transaction, catalogue: Catalogue, *, area_id: int, body_id: int, priority_id: int, title: str
) -> int:
    """Start a new measure under a priority of the plan in force and return the process id.

    Its number follows the last one under the priority, open proposals included. Raises NotFound, Refused.
    """
    refuse_name(title)
    priority = tx.session.get(Priority, priority_id)
    goal = tx.session.get(Goal, priority.goal_id) if priority else None
    if priority is None or goal is None:
        raise NotFound(f"priority {priority_id}")
    _lock_plan_in_force(tx, area_id, goal.plan_id)
    refuse_foreign(tx, goal.body_id, body_id)
    number = f"{priority.number}.{_last_number(tx, priority_id) + 1}"
    change = MeasureChange(
        area_id=area_id,
        plan_id=goal.plan_id,
        measure_id=None,
        priority_id=priority_id,
        body_id=body_id,
        number=number,
        title=title,
        reason="",
        card=stored(MeasureCard(number=number, title=title)),
    )
    return _begin(tx, catalogue, change)


def _lock_plan_in_force(tx: Transaction, area_id: int, plan_id: int) -> None:
    """Lock the plan, so that two proposals at the same moment get two numbers."""
    plan = tx.session.execute(
        select(Plan).where(Plan.id == plan_id, Plan.area_id == area_id).with_for_update()
    ).scalar_one_or_none()
    if plan is None:
        raise NotFound(f"plan {plan_id} in area {area_id}")
    if plan.in_force_version_id is None:
        raise Refused(Refusal("plan_is_not_in_force"))
    amending = select(ProcessInstance.id).where(
        ProcessInstance.process == "plan",
        ProcessInstance.subject_id == plan_id,
        ProcessInstance.state == "amending",
    )
    if tx.session.execute(amending).first() is not None:
        raise Refused(Refusal("plan_is_being_amended"))


def _open_proposal(tx: Transaction, measure_id: int) -> bool:
    statement = (
        select(MeasureChange.id)
        .join(ProcessInstance, ProcessInstance.subject_id == MeasureChange.id)
        .where(ProcessInstance.process == "measure", ProcessInstance.ended_at.is_(None))
        .where(MeasureChange.measure_id == measure_id)
    )
    return tx.session.execute(statement).first() is not None


def _last_number(tx: Transaction, priority_id: int) -> int:
    measures = tx.session.scalars(select(Measure.number).where(Measure.priority_id == priority_id)).all()
    changes = tx.session.scalars(
        select(MeasureChange.number).where(MeasureChange.priority_id == priority_id)
    ).all()
    return last_number([*measures, *changes])


def _begin(tx: Transaction, catalogue: Catalogue, change: MeasureChange) -> int:
    change.seq, change.saved_at, change.saved_by_id = 0, tx.now, tx.actor.user_id
    tx.session.add(change)
    tx.session.flush()
    append_edit(
        tx,
        area_id=change.area_id,
        subject_kind="measure_change",
        subject_id=change.id,
        before={},
        after={"number": change.number, "title": change.title, "card": change.card},
    )
    return start(
        tx, catalogue, "measure", area_id=change.area_id, subject_id=change.id, body_id=change.body_id
    )
