"""Opens a council round: copies the route's stages and opens one after the other."""

from collections.abc import Sequence
from itertools import zip_longest

from sqlalchemy import insert, select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.begin_bodies import begin_stage
from workflow_app.engine.definition import Definition
from workflow_app.engine.join import StageCount, mark_completed, stages_of, stages_to_restart
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.seal import seal
from workflow_app.engine.stage_bodies import StageBody, bodies_of_stages
from workflow_app.engine.turns import turn
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.approval_route import RouteStage, route_on
from workflow_app.models.round_stage import RoundStage

_ZERO = dict.fromkeys(
    (
        "total",
        "counted",
        "refused",
        "left_out",
        "inhabitants",
        "inhabitants_counted",
        "inhabitants_refused",
        "inhabitants_left_out",
    ),
    0,
)


def open_round(tx: Transaction, parent: ProcessRow, child: Definition) -> None:
    """Copy the area's route for this kind of document and open its first stage.

    A round that was opened before (the document had been returned) starts anew from its first stage. Whatever is
    said of the route later, this round keeps the copy.
    Raises Refused when the area has no route, when a stage names no body although municipalities without a board
    do not just skip it, or when nobody at all would decide.
    """
    today = prague_day(tx.now)
    route = tx.session.execute(route_on(parent.area_id, parent.subject_kind, today)).scalar()
    if route is None or not route.stages:
        raise Refused(Refusal("area_has_no_route"))
    rules = [RouteStage.of(stage) for stage in route.stages]
    named = bodies_of_stages(tx, parent.area_id, rules, today, (parent.subject_kind, parent.subject_id))
    _refuse_empty(rules, named)
    seal(tx, child)
    last = stages_of(tx, parent.id)
    number, first = (last[-1].round + 1, last[-1].position + 1) if last else (1, 1)
    steps = [step for rule, bodies in zip(rules, named, strict=True) for step in _in_order(rule, bodies)]
    _write_stages(tx, parent, number, first, steps)
    open_next_stage(tx, parent, child)


def restart_round(
    tx: Transaction, parent: ProcessRow, child: Definition, position: int, *, holds: bool
) -> None:
    """Begin the round again from the stage at `position`: a new round with the stages of the way from there on.

    The stage may be one of an earlier round that stands, since what was decided before the chosen one stands again.
    `holds`: the text that is changed is in force. Raises Refused for a position that is not on the way.
    """
    way = stages_to_restart(tx, parent.id, holds=holds)
    again = [stage for stage in way if stage.position >= position]
    if position not in {stage.position for stage in again}:
        raise Refused(Refusal("stage_cannot_restart"))
    seal(tx, child)
    last = stages_of(tx, parent.id)[-1]
    number, first = last.round + 1, last.position + 1
    repeats = [stage.position for stage in again]
    _write_stages(tx, parent, number, first, [stage.rule for stage in again], repeats)
    open_next_stage(tx, parent, child)


def _write_stages(
    tx: Transaction,
    parent: ProcessRow,
    number: int,
    first: int,
    rules: Sequence[RouteStage],
    repeats: Sequence[int] = (),
) -> None:
    """Write the stages of round `number`; their positions go on through all rounds, from `first`."""
    written = [{"rule": rule.as_json(), "repeats": again} for rule, again in zip_longest(rules, repeats)]
    tx.session.execute(
        insert(RoundStage),
        [
            {"process_id": parent.id, "round": number, "position": position, **stage, **_ZERO}
            for position, stage in enumerate(written, start=first)
        ],
    )


def _refuse_empty(rules: Sequence[RouteStage], named: Sequence[Sequence[StageBody]]) -> None:
    empty = [rule for rule, bodies in zip(rules, named, strict=True) if not bodies]
    broken = [rule for rule in empty if not rule.may_be_empty]
    if not broken and len(empty) == len(rules):
        broken = empty
    if broken:
        raise Refused(
            *(
                Refusal("stage_has_no_body", {"stage_cs": rule.label["cs"], "stage_en": rule.label["en"]})
                for rule in broken
            )
        )


def _in_order(rule: RouteStage, bodies: Sequence[StageBody]) -> list[RouteStage]:
    """Return the stage, or one stage a body when they decide one after another."""
    if rule.order != "one_by_one" or not bodies:
        return [rule]
    return [turn(rule, number, body) for number, body in enumerate(bodies, start=1)]


def open_next_stage(tx: Transaction, parent: ProcessRow, child: Definition) -> bool:
    """Open the first stage that is not open yet; False when there is none.

    A stage of boards that no municipality has is passed over, which the history tells. Any other stage without
    a body (its municipality has left meanwhile) opens empty: it can never be complete, so staff must decide.
    """
    for stage in stages_of(tx, parent.id):
        if stage.opened_at is None:
            total = begin_stage(tx, parent, child, stage)
            if total or not stage.rule.may_be_empty:
                return True
            _pass_over(tx, parent, stage)
    return False


def _pass_over(tx: Transaction, parent: ProcessRow, stage: StageCount) -> None:
    """Write down that a stage was complete without anybody; the parent's root is locked."""
    mark_completed(tx, parent.id, stage.position)
    row_id = tx.session.execute(
        select(RoundStage.id).where(RoundStage.process_id == parent.id, RoundStage.position == stage.position)
    ).scalar_one()
    append_edit(
        tx,
        area_id=parent.area_id,
        subject_kind="round_stage",
        subject_id=row_id,
        before={"passed_over": False},
        after={"passed_over": True},
    )
