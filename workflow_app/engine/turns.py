"""Bodies that decide one after another: in a round the stage of the route becomes one stage a body, its turns."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert, update

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.join import StageCount
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.stage_bodies import StageBody
from workflow_app.models.approval_route import RouteStage
from workflow_app.models.round_stage import RoundStage


def turn(rule: RouteStage, number: int, body: StageBody) -> RouteStage:
    """Return the stage of a round in which only `body` decides, as the turn with this number of the stage `rule`."""
    return replace(
        rule,
        key=f"{rule.key}-{number}",
        label={"cs": f"{rule.label['cs']}: {body.name}", "en": f"{rule.label['en']}: {body.name_en}"},
        bodies="named",
        body_key=body.key,
        sequence=(),
        turn_of={"key": rule.key, "label": rule.label, "bodies": rule.bodies}
        if rule.bodies != "named"
        else None,
    )


def turns_with(stages: Sequence[StageCount], stage: StageCount) -> list[StageCount]:
    """Return all turns of the stage of the route that `stage` is a turn of; `stage` alone when it is none."""
    if not stage.rule.turn_of:
        return [stage]
    return [item for item in stages if item.rule.turn_of == stage.rule.turn_of]


def add_turn(
    tx: Transaction,
    parent: ProcessRow,
    stages: Sequence[StageCount],
    stage: StageCount,
    body: StageBody,
    reason: str,
) -> None:
    """Put `body` at the end of the turns that `stage` is one of; the stages after them move on by one.

    `stages` are those of the round. None of those that move has begun: the sequence is not at its end yet. The root
    is locked.
    """
    turns = turns_with(stages, stage)
    last = turns[-1]
    mine, row = RoundStage.process_id == parent.id, RoundStage
    # Twice, since no two stages may have one position even for a moment.
    tx.session.execute(
        update(row).where(mine, row.position > last.position).values(position=-row.position - 1)
    )
    tx.session.execute(update(row).where(mine, row.position < 0).values(position=-row.position))
    rule = turn(stage.rule.whole, len(turns) + 1, body)
    statement = insert(row).values(
        process_id=parent.id, round=last.round, position=last.position + 1, rule=rule.as_json()
    )
    append_edit(
        tx,
        area_id=parent.area_id,
        subject_kind="round_stage",
        subject_id=tx.session.execute(statement.returning(row.id)).scalar_one(),
        before={},
        after={"added_last": body.name},
        reason=reason,
    )
