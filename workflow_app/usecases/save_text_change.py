"""Saves one section of a change of a text that is before the councils or in force."""

from collections.abc import Mapping

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refusal, Refused, Stale
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import OPEN_STATES, TextChange
from workflow_app.models.text_sections import DAY, LINE, NUMBER, TEXT, Leaf, sections_of, with_values
from workflow_app.usecases.measure_input import LONGEST_LINE, LONGEST_TEXT

LIMITS = {LINE: LONGEST_LINE, TEXT: LONGEST_TEXT, DAY: LONGEST_LINE}


def save_text_change(
    tx: Transaction,
    *,
    area_id: int,
    process_id: int,
    section: str,
    typed: Mapping[str, str | int | None],
    seen: int | None,
) -> None:
    """Save the fields of a section; `typed` maps paths of fields to texts, to ISO days, or to whole crowns for money.

    The family's root is locked as a step would lock it, so that nothing is saved while the change is being submitted.
    Raises NotFound, Stale (somebody saved meanwhile), Refused with all that is wrong (field: the path).
    """
    locked = select(ProcessInstance.id).where(
        ProcessInstance.id == process_id, ProcessInstance.area_id == area_id
    )
    if tx.session.execute(locked.with_for_update()).first() is None:
        raise NotFound(f"process {process_id} in area {area_id}")
    change = tx.session.scalars(
        select(TextChange)
        .where(TextChange.process_id == process_id, TextChange.state.in_(OPEN_STATES))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if change is None or change.state != "writing":
        raise Refused(Refusal("no_text_change"))
    leaves = {
        leaf.path: leaf
        for item in sections_of(change.content)
        if item.path == section
        for leaf in item.leaves
    }
    if not leaves or not typed.keys() <= leaves.keys():
        raise NotFound(f"section {section} of text change {change.id}")
    if seen != change.seq:
        raise Stale(f"text change {change.id} is at {change.seq}, the page saw {seen}")
    values = {path: _clean(value) for path, value in typed.items()}
    refusals = [refusal for path, value in values.items() for refusal in _refusals(leaves[path], value)]
    if refusals:
        raise Refused(*refusals)
    _save(tx, change, leaves, values)


def _clean(value: str | int | None) -> str | int | None:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _refusals(leaf: Leaf, value: str | int | None) -> list[Refusal]:
    if leaf.kind == NUMBER:
        missing = value is None and leaf.value is not None
        return [Refusal("text_is_missing", field=leaf.path)] if missing else []
    text = str(value or "")
    if leaf.needed and not text:
        return [Refusal("text_is_missing", field=leaf.path)]
    if len(text) > LIMITS[leaf.kind]:
        return [
            Refusal("text_is_too_long", {"limit": LIMITS[leaf.kind], "length": len(text)}, field=leaf.path)
        ]
    return []


def _save(
    tx: Transaction, change: TextChange, leaves: Mapping[str, Leaf], values: Mapping[str, str | int | None]
) -> None:
    changed = {path: value for path, value in values.items() if value != leaves[path].value}
    if not changed:
        return
    change.content = with_values(change.content, changed)
    change.seq += 1
    append_edit(
        tx,
        area_id=change.area_id,
        subject_kind="text_change",
        subject_id=change.id,
        before={path: leaves[path].value for path in changed},
        after=changed,
    )
    tx.session.flush()
