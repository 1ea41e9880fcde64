"""Walks the hash chains and names every record that was changed, removed or put in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, select

from workflow_app.audit.chain import EDIT_FIELDS, GENESIS, TRANSITION_FIELDS, link
from workflow_app.db.uow import Transaction
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the history does not hold. problem: changed | missing | head."""

    chain: str
    seq: int
    problem: str


def _walk(rows: Sequence[RowMapping], chain_of: tuple[str, ...], fields: tuple[str, ...]) -> Iterator[Break]:
    """Yield the breaks of rows ordered by chain and seq."""
    chain, expected_seq, prev_hash = "", 0, GENESIS
    for mapping in rows:
        name = ":".join(str(mapping[column]) for column in chain_of)
        if name != chain:
            chain, expected_seq, prev_hash = name, 0, GENESIS
        if mapping["seq"] != expected_seq:
            yield Break(chain, expected_seq, "missing")
        elif mapping["prev_hash"] != prev_hash or mapping["hash"] != link(prev_hash, fields, dict(mapping)):
            yield Break(chain, mapping["seq"], "changed")
        expected_seq, prev_hash = mapping["seq"] + 1, mapping["hash"]


def _heads(tx: Transaction) -> Iterator[Break]:
    """Yield processes whose last record is not the one that the process row remembers (a cut-off tail)."""
    statement = (
        select(ProcessInstance.id, ProcessInstance.seq)
        .outerjoin(
            TransitionRecord,
            (TransitionRecord.process_id == ProcessInstance.id)
            & (TransitionRecord.seq == ProcessInstance.seq),
        )
        .where(TransitionRecord.hash.is_distinct_from(ProcessInstance.head_hash))
    )
    for process_id, seq in tx.session.execute(statement):
        yield Break(f"transition:{process_id}", seq, "head")


def verify(tx: Transaction) -> list[Break]:
    """Return every break in the history of this installation; an empty list means that it holds."""
    transitions = (
        tx.session.execute(
            select(TransitionRecord.__table__).order_by(TransitionRecord.process_id, TransitionRecord.seq)
        )
        .mappings()
        .all()
    )
    edits = (
        tx.session.execute(
            select(EditRecord.__table__).order_by(
                EditRecord.subject_kind, EditRecord.subject_id, EditRecord.seq
            )
        )
        .mappings()
        .all()
    )
    return [
        *_walk(transitions, ("process_id",), TRANSITION_FIELDS),
        *_heads(tx),
        *_walk(edits, ("subject_kind", "subject_id"), EDIT_FIELDS),
    ]
