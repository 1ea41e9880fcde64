"""The council rounds of an area: which documents went before which stages, and which of them run now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import State
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.round_stage import RoundStage
from workflow_app.models.version import Version
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title

USUAL, ALL = "", "all"


@dataclass(frozen=True, slots=True)
class Round:
    """One round of one document. `state` is the document's own; `rules` are the stages by their position.

    `version_number` is that of the document's text today; `touched_at` is when a stage last opened or was completed.
    """

    process_id: int
    number: int
    kind: str
    title: Text
    state: State
    is_newest: bool
    is_running: bool
    version_number: int | None
    touched_at: datetime
    rules: dict[int, RouteStage]

    @property
    def key(self) -> str:
        """The round's name in addresses and downloads: document process and number of the round."""
        return f"{self.process_id}-{self.number}"


def rounds_of(tx: Transaction, catalogue: Catalogue, area_id: int) -> list[Round]:
    """Return the rounds of an area: the running ones first, the newest first among each; one statement."""
    rows = tx.session.execute(_statement(ProcessInstance.area_id == area_id)).mappings()
    by_round = groupby(rows, key=lambda row: (row["id"], row["round"]))
    rounds = [_round(catalogue, list(stages)) for _key, stages in by_round]
    return sorted(rounds, key=lambda item: (item.is_running, item.touched_at, item.process_id), reverse=True)


def chosen(rounds: Iterable[Round], wish: str) -> list[Round]:
    """Return the rounds that `wish` names: USUAL (those that run and the newest other one), ALL, or one by its key.

    Raises NotFound for the key of no round among these.
    """
    known = list(rounds)
    if wish == ALL:
        return known
    if wish == USUAL:
        running = [item for item in known if item.is_running]
        return [*running, *known[len(running) : len(running) + 1]]
    found = [item for item in known if item.key == wish]
    if not found:
        raise NotFound(f"round {wish}")
    return found


def _statement(of: ColumnElement[bool]) -> Select[Any]:
    process, stage = ProcessInstance, RoundStage
    newest = func.max(stage.round).over(partition_by=process.id)
    statement = (
        select(
            *(getattr(process, name) for name in ("id", "process", "version", "state", "ended_at")),
            *(getattr(stage, name) for name in ("round", "position", "rule", "opened_at", "completed_at")),
            Version.number.label("version_number"),
            newest.label("newest"),
            *TITLE_COLUMNS,
        )
        .join(stage, stage.process_id == process.id)
        .outerjoin(Version, Version.id == process.version_id)
    )
    return with_title(statement).where(of).order_by(process.id, stage.round, stage.position)


def _round(catalogue: Catalogue, stages: list[RowMapping]) -> Round:
    row = stages[0]
    state = catalogue.definition(row["process"], row["version"]).states[row["state"]]
    is_newest = row["round"] == row["newest"]
    moments = [stage[name] for stage in stages for name in ("opened_at", "completed_at") if stage[name]]
    return Round(
        process_id=row["id"],
        number=row["round"],
        kind=row["process"],
        title=title_of(row),
        state=state,
        is_newest=is_newest,
        is_running=is_newest and row["ended_at"] is None and state.audience == "council",
        version_number=row["version_number"],
        touched_at=max(moments),
        rules={stage["position"]: RouteStage.of(stage["rule"]) for stage in stages},
    )
