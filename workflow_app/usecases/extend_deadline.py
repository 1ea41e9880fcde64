"""More time for one council, for chosen ones or for the whole round."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance
from workflows.council_resolution.payloads import Extension

TRIGGER = "extend"


@dataclass(frozen=True, slots=True)
class Extended:
    """Names of the bodies that have more time, and of those that have decided already."""

    extended: tuple[str, ...]
    passed_over: tuple[str, ...]


def extend_deadline(
    tx: Transaction, catalogue: Catalogue, process_id: int, extension: Extension, *, seen: int | None = None
) -> None:
    """Give one body until the end of the day `extension.until`. Raises Refused, Stale, Forbidden, NotFound."""
    fire(tx, catalogue, process_id, TRIGGER, extension, seen=seen)


def extend_round(
    tx: Transaction,
    catalogue: Catalogue,
    area_id: int,
    parent_id: int,
    extension: Extension,
    chosen: Collection[int] | None = None,
) -> Extended:
    """Give more time to the `chosen` bodies (ids of their processes) of a document's round, or to all of them.

    Bodies that have decided are passed over and named. The root is locked first, so nobody decides in between.
    Raises NotFound for a process that is not of this round, Refused when nobody is left or the day is wrong.
    """
    lock(tx, parent_id, None)
    bodies = _bodies(tx, area_id, parent_id, chosen)
    extended, passed_over = [], []
    for process_id, process, version, state, name in bodies:
        law = catalogue.definition(process, version)
        if any(item.trigger == TRIGGER for item in law.leaving(state)):
            fire(tx, catalogue, process_id, TRIGGER, extension)
            extended.append(name)
        else:
            passed_over.append(name)
    if not extended:
        raise Refused(Refusal("nobody_to_extend"))
    return Extended(tuple(extended), tuple(passed_over))


def _bodies(
    tx: Transaction, area_id: int, parent_id: int, chosen: Collection[int] | None
) -> list[tuple[int, str, int, str, str]]:
    process = ProcessInstance
    statement = (
        select(process.id, process.process, process.version, process.state, Body.name)
        .join(Body, Body.id == process.body_id)
        .where(process.parent_id == parent_id, process.area_id == area_id)
        .order_by(Body.sort_key, process.id)
    )
    if chosen is None:
        statement = statement.where(process.ended_at.is_(None))
    else:
        statement = statement.where(process.id.in_(chosen))
    rows = [tuple(row) for row in tx.session.execute(statement)]
    if chosen is not None and len(rows) != len(set(chosen)):
        raise NotFound("a body that is not in this round")
    return rows  # type: ignore[return-value]
