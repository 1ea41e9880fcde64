"""The counters of a round's stage: how a body's step changes them, and whether they are enough."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, select, text, update

from workflow_app.db.uow import Transaction
from workflow_app.engine.definition import State
from workflow_app.engine.process_row import ProcessRow
from workflow_app.models.approval_route import RouteStage
from workflow_app.models.round_stage import RoundStage

_stage = RoundStage.__table__


@dataclass(frozen=True, slots=True)
class StageCount:
    """How far one stage of a round is. Inhabitants are those of the days on which its bodies were asked."""

    round: int
    position: int
    rule: RouteStage
    opened_at: datetime | None
    completed_at: datetime | None
    total: int
    counted: int
    refused: int
    left_out: int
    inhabitants: int
    inhabitants_counted: int
    inhabitants_refused: int
    inhabitants_left_out: int
    lead_body_id: int | None = None
    lead_outcome: str | None = None
    repeats: int | None = None

    @property
    def waiting(self) -> int:
        """Bodies that have not decided yet."""
        return self.total - self.counted - self.refused - self.left_out

    def _needed(self) -> tuple[int, int, int]:
        """Return what is needed, what is there and what can still come, in bodies or inhabitants."""
        if self.rule.join == "lead_only":
            undecided = self.lead_body_id is not None and self.lead_outcome is None
            return 1, int(self.lead_outcome == "counted"), int(undecided)
        by_people = self.rule.join == "share_of_inhabitants"
        total = self.inhabitants - self.inhabitants_left_out if by_people else self.total - self.left_out
        there = self.inhabitants_counted if by_people else self.counted
        refused = self.inhabitants_refused if by_people else self.refused
        if self.rule.refusal == "go_on":
            total -= refused
        else:
            refused = min(refused, total)
        missing = total - there - (0 if self.rule.refusal == "go_on" else refused)
        if self.rule.join == "at_least":
            return self.rule.join_value or 1, there, missing
        if self.rule.join in ("share_of_bodies", "share_of_inhabitants"):
            return -(-total * (self.rule.join_value or 100) // 100), there, missing
        return total, there, missing

    @property
    def is_passed_over(self) -> bool:
        """Nobody is in the stage, and nobody need be: no municipality of it has a board."""
        return self.opened_at is not None and self.total == 0 and self.rule.may_be_empty

    @property
    def _is_excused(self) -> bool:
        """One after another: the body whose turn it is need not agree, so the next one follows.

        It was left out, or each decides for itself and a refusal keeps nobody waiting.
        """
        gone = self.left_out + (self.refused if self.rule.refusal == "go_on" else 0)
        return self.rule.order == "one_by_one" and 0 < self.total == gone

    @property
    def is_complete(self) -> bool:
        """The join rule holds: enough bodies (or inhabitants) agree. A stage that nobody agreed to never does."""
        needed, there, _ = self._needed()
        if self.is_passed_over or self._is_excused:
            return True
        return self.opened_at is not None and there >= needed and there > 0

    @property
    def is_impossible(self) -> bool:
        """The join rule cannot hold any more, whatever the bodies still waiting decide."""
        needed, there, missing = self._needed()
        return self.opened_at is not None and not self.is_complete and there + missing < max(needed, 1)


def _count(row: RowMapping) -> StageCount:
    values = {key: value for key, value in row.items() if key not in ("id", "process_id", "rule")}
    return StageCount(rule=RouteStage.of(row["rule"]), **values)


def stages_of(tx: Transaction, process_id: int) -> list[StageCount]:
    """Return the stages of the newest round of `process_id` in order; empty when no round was opened."""
    newest = select(func.max(_stage.c.round)).where(_stage.c.process_id == process_id).scalar_subquery()
    statement = _all_stages(process_id).where(_stage.c.round == newest)
    return [_count(row) for row in tx.connection.execute(statement).mappings()]


def standing_stages(tx: Transaction, process_id: int) -> list[StageCount]:
    """Return the whole way to the approval of `process_id` in order, stages of earlier rounds that stand included.

    A round that began again from a chosen stage left standing what was decided before it; a round that was opened
    anew, after a return, left nothing. Empty when no round was opened.
    """
    stages = _every_stage(tx, process_id)
    return _way(stages, stages[-1].round) if stages else []


def agreed_stages(tx: Transaction, process_id: int) -> list[StageCount]:
    """Return the way on which the text that holds was agreed to, in order; empty while no round has come to its end.

    While councils decide about a change of that text, and when the change was given up, it ends in an earlier round.
    """
    stages = _every_stage(tx, process_id)
    unfinished = {stage.round for stage in stages if stage.completed_at is None}
    ended = [stage.round for stage in stages if stage.round not in unfinished]
    return _way(stages, ended[-1]) if ended else []


def stages_to_restart(tx: Transaction, process_id: int, *, holds: bool) -> list[StageCount]:
    """Return the stages that a substantive change may be decided again from: of the text that it starts from.

    `holds`: the text is in force, so that a round about a change that was given up does not count.
    """
    return agreed_stages(tx, process_id) if holds else standing_stages(tx, process_id)


def _way(stages: list[StageCount], number: int) -> list[StageCount]:
    """Return round `number`, after what stands of the round that it repeats from a chosen stage on."""
    own = [stage for stage in stages if stage.round == number]
    chosen = own[0].repeats
    if chosen is None:
        return own
    repeated = next(stage.round for stage in stages if stage.position == chosen)
    return [stage for stage in _way(stages, repeated) if stage.position < chosen] + own


def _every_stage(tx: Transaction, process_id: int) -> list[StageCount]:
    return [_count(row) for row in tx.connection.execute(_all_stages(process_id)).mappings()]


def _all_stages(process_id: int) -> Select[Any]:
    return select(_stage).where(_stage.c.process_id == process_id).order_by(_stage.c.position)


_IS_KIND = {
    "counted": "({x}_settled AND NOT {x}_left_out AND rule->'counts' ? {x}_state)",
    "refused": "({x}_settled AND NOT {x}_left_out AND NOT rule->'counts' ? {x}_state)",
    "left_out": "({x}_left_out)",
}


def _change(kind: str) -> str:
    """Return the SQL for how much a counter grows: the new state's class minus the old one's."""
    return f"({_IS_KIND[kind].format(x='s.new')}::int - {_IS_KIND[kind].format(x='s.old')}::int)"


_LEAD_OUTCOME = " ".join(f"WHEN {test.format(x='s.new')} THEN '{kind}'" for kind, test in _IS_KIND.items())


_APPLY = text(
    f"""
    UPDATE round_stage SET
        counted = counted + {_change("counted")},
        refused = refused + {_change("refused")},
        left_out = left_out + {_change("left_out")},
        inhabitants_counted = inhabitants_counted + {_change("counted")} * s.inhabitants,
        inhabitants_refused = inhabitants_refused + {_change("refused")} * s.inhabitants,
        inhabitants_left_out = inhabitants_left_out + {_change("left_out")} * s.inhabitants,
        lead_outcome = CASE WHEN lead_body_id = :body_id THEN CASE {_LEAD_OUTCOME} END ELSE lead_outcome END
    FROM (
        SELECT CAST(:old_state AS text) AS old_state, CAST(:old_settled AS boolean) AS old_settled,
               CAST(:old_left_out AS boolean) AS old_left_out,
               CAST(:new_state AS text) AS new_state, CAST(:new_settled AS boolean) AS new_settled,
               CAST(:new_left_out AS boolean) AS new_left_out,
               CAST(:inhabitants AS integer) AS inhabitants
    ) AS s
    WHERE process_id = :process_id AND position = :position
    """
)


def apply_step(tx: Transaction, body: ProcessRow, old: State, new: State) -> None:
    """Change the counters of its stage for a body that went from `old` to `new`; the parent's root is locked."""
    if not (old.settled or new.settled):
        return
    tx.connection.execute(
        _APPLY,
        {
            "process_id": body.parent_id,
            "position": body.stage,
            "body_id": body.body_id,
            "inhabitants": body.inhabitants or 0,
            "old_state": old.name,
            "old_settled": old.settled,
            "old_left_out": old.left_out,
            "new_state": new.name,
            "new_settled": new.settled,
            "new_left_out": new.left_out,
        },
    )


def mark_completed(tx: Transaction, parent_id: int, position: int) -> None:
    """Write down that the join rule of a stage holds since now."""
    tx.connection.execute(
        update(RoundStage)
        .where(RoundStage.process_id == parent_id, RoundStage.position == position)
        .values(completed_at=tx.now)
    )
