"""What every save of a part needs: the document is open for writing, the row is locked, and it was not changed."""

from typing import Any, TypeVar

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal, Refused, Stale
from workflow_app.models.body import Body
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.process_instance import ProcessInstance

Row = TypeVar("Row", bound=Any)


def open_for_writing(
    tx: Transaction, catalogue: Catalogue, process: str, area_id: int, process_id: int, body_id: int | None
) -> int:
    """Hold the document open until the end of the transaction and return the id of its subject.

    The process is locked in share mode: many may write at once, but none while the text is being frozen.
    Raises NotFound for another area's or another kind of process, Refused when its text is not being written now
    or when the group has submitted its part.
    """
    row = tx.session.execute(
        select(ProcessInstance)
        .where(
            ProcessInstance.id == process_id,
            ProcessInstance.area_id == area_id,
            ProcessInstance.process == process,
        )
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        raise NotFound(f"{process} process {process_id}")
    law = catalogue.definition(row.process, row.version)
    if row.state != law.initial:
        label = law.states[row.state].label
        raise Refused(Refusal("text_is_closed", {"state_cs": label.cs, "state_en": label.en}))
    if body_id is not None and _has_submitted(tx, process_id, body_id):
        raise Refused(Refusal("part_is_submitted_already"))
    return row.subject_id


def _has_submitted(tx: Transaction, process_id: int, body_id: int) -> bool:
    statement = select(GroupOpinion.id).where(
        GroupOpinion.process_id == process_id,
        GroupOpinion.body_id == body_id,
        GroupOpinion.kind == "submitted",
        GroupOpinion.withdrawn_at.is_(None),
    )
    return tx.session.execute(statement).first() is not None


def lock_part(
    tx: Transaction, table: type[Row], row_id: int, body_id: int | None, seen: int | None, **home: int
) -> Row:
    """Lock one row of the text and return it as it is now.

    `home` are columns that must hold, such as plan_id; `body_id` is the group that writes (None: the coordinator);
    `seen` the number of the text that the page showed. Raises NotFound, Refused for another group's part, Stale.
    """
    row = _locked(tx, table, row_id, home)
    refuse_foreign(tx, row.body_id, body_id)
    _refuse_outdated(row, seen)
    return row


def lock_row(tx: Transaction, table: type[Row], row_id: int, seen: int | None, **home: int) -> Row:
    """Lock one row that the coordinator writes, whichever group it is about. Raises NotFound, Stale."""
    row = _locked(tx, table, row_id, home)
    _refuse_outdated(row, seen)
    return row


def _locked(tx: Transaction, table: type[Row], row_id: int, home: dict[str, int]) -> Row:
    statement = select(table).filter_by(id=row_id, **home).with_for_update()
    statement = statement.execution_options(populate_existing=True)
    row: Row | None = tx.session.execute(statement).scalar_one_or_none()
    if row is None:
        raise NotFound(f"{table.__tablename__} {row_id}")
    return row


def _refuse_outdated(row: Any, seen: int | None) -> None:
    if seen != row.seq:
        raise Stale(f"{row.__tablename__} {row.id} is at {row.seq}, the page saw {seen}")


def refuse_foreign(tx: Transaction, writer_id: int | None, body_id: int | None) -> None:
    """Raise Refused unless the part is written by `body_id`."""
    if writer_id == body_id:
        return
    name = tx.session.scalar(select(Body.name).where(Body.id == writer_id)) if writer_id else None
    who = (
        Refusal("part_is_of_another_group", {"group": name})
        if name
        else Refusal("part_is_of_the_coordinator")
    )
    raise Refused(who)
