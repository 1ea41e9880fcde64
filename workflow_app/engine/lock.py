"""Locks the root of the family first, then the process; tells an outdated page."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, func, or_, select

from workflow_app.db.hot_statement import HotStatement
from workflow_app.db.uow import Transaction
from workflow_app.engine.deadlines import RECORD_DAYS
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.errors import NotFound, Stale
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance

_process = ProcessInstance.__table__


_me = (
    select(_process.c.id, func.coalesce(_process.c.root_id, _process.c.id).label("root"))
    .where(_process.c.id == bindparam("process_id"))
    .cte("me")
)
_FAMILY = HotStatement(
    select(_process, Body.municipality_id, Body.kind, RECORD_DAYS)
    .join(_me, or_(_process.c.id == _me.c.id, _process.c.id == _me.c.root))
    .outerjoin(Body, Body.id == _process.c.body_id)
    .order_by((_process.c.id == _me.c.root).desc())
    .with_for_update(of=_process)
)
_ONE = HotStatement(
    select(_process, Body.municipality_id, Body.kind, RECORD_DAYS)
    .outerjoin(Body, Body.id == _process.c.body_id)
    .where(_process.c.id == bindparam("process_id"))
)


@dataclass(slots=True)
class Locked:
    """The process that is to change and the root of its family, both locked. One and the same for a root."""

    root: ProcessRow
    process: ProcessRow


def lock(tx: Transaction, process_id: int, seen: int | None) -> Locked:
    """Lock the family's root and then the process, in one statement.

    Everybody takes the root first, so two bodies of one round queue up instead of missing each other's vote,
    and nobody deadlocks. `seen` is the seq of the page that is answered: Stale is raised when it is outdated.
    Raises NotFound for an unknown process.
    """
    rows = _FAMILY.rows(tx.connection, {"process_id": process_id})
    if not rows:
        raise NotFound(f"process {process_id}")
    root, process = ProcessRow.of(rows[0]), ProcessRow.of(rows[-1])
    if seen is not None and seen != process.seq:
        raise Stale(f"process {process_id} is at {process.seq}, the page saw {seen}")
    return Locked(root if root.id != process.id else process, process)


def read(tx: Transaction, process_id: int) -> ProcessRow:
    """Read a process without locking it, to offer buttons. Raises NotFound."""
    rows = _ONE.rows(tx.connection, {"process_id": process_id})
    if not rows:
        raise NotFound(f"process {process_id}")
    return ProcessRow.of(rows[0])


def read_all(tx: Transaction, process_ids: Collection[int]) -> dict[int, ProcessRow]:
    """Read processes without locking them, by their ids; one that does not exist is left out."""
    statement = (
        select(_process, Body.municipality_id, Body.kind, RECORD_DAYS)
        .outerjoin(Body, Body.id == _process.c.body_id)
        .where(_process.c.id.in_(process_ids))
    )
    rows = [ProcessRow.of(row) for row in tx.connection.execute(statement)]
    return {row.id: row for row in rows}
