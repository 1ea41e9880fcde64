"""Gives goals, priorities and measures new numbers: in a plan being written, or in a change of a frozen text."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import Select, select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal, Refused, Stale
from workflow_app.models.measure import Measure
from workflow_app.models.numbers import keep_former, newest_version, numbers_of, rows_in_order
from workflow_app.models.plan import Goal, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import OPEN_STATES, TextChange
from workflow_app.models.text_sections import numbered_sections, with_numbers
from workflow_app.usecases.add_goal import lock_plan
from workflow_app.usecases.measure_input import LONGEST_LINE

GOAL, PRIORITY, MEASURE = "goal", "priority", "measure"
_PLACE = re.compile(r"[0-9]{1,3}[a-z]?")  # one part of a number: "4", "4a"


@dataclass(frozen=True, slots=True)
class Numbered:
    """One part with its number of now. `key` tells it apart from all others, `above` is the key of what it is under."""

    key: str
    what: str  # goal | priority | measure
    number: str
    title: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """What can be renumbered now: the rows of a plan being written, or the text of an open change (`change_id`).

    `seq` is what a save must have seen: that of the change, or a checksum of the rows and their numbers.
    """

    parts: tuple[Numbered, ...]
    change_id: int | None = None
    seq: int = 0


def numbering(tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int) -> Numbering | None:
    """Return what can be renumbered in a plan of the area; None while its text is closed. Raises NotFound."""
    process = tx.session.scalar(_plan_process(area_id, process_id))
    if process is None:
        raise NotFound(f"plan process {process_id} in area {area_id}")
    change = _open_change(tx, process_id)
    if change is not None:
        return Numbering(_parts_of_text(change), change.id, change.seq)
    if process.state != catalogue.definition(process.process, process.version).initial:
        return None
    parts = _parts_of_rows(tx, process.subject_id)
    return Numbering(parts, seq=crc32(repr([(part.key, part.number) for part in parts]).encode()))


def proposed(parts: tuple[Numbered, ...]) -> dict[str, str]:
    """Return numbers in the order of the text, without gaps: key -> number."""
    found: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for part in parts:
        counts[part.above] += 1
        above = f"{found[part.above]}." if part.above else ""
        found[part.key] = f"{above}{counts[part.above]}"
    return found


def renumber(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    typed: Mapping[str, str],
    reason: str,
    seen: int | None,
) -> None:
    """Give every part the number that was typed for its key.

    In a plan being written the former numbers are kept at once; in a change of a frozen text when it is taken over.
    Raises NotFound, Stale when the parts are others by now, Refused with all that is wrong (field: the key).
    """
    process = tx.session.scalar(
        _plan_process(area_id, process_id).with_for_update().execution_options(populate_existing=True)
    )
    if process is None:
        raise NotFound(f"plan process {process_id} in area {area_id}")
    lock_plan(tx, process.subject_id)
    found = numbering(tx, catalogue, area_id, process_id)
    if found is None:
        raise Refused(Refusal("no_text_change"))
    if seen != found.seq or typed.keys() != {part.key for part in found.parts}:
        raise Stale(f"the parts of process {process_id} have changed since the page was shown")
    refusals = [*_refusals(found.parts, typed), *_wrong_reason(reason)]
    if refusals:
        raise Refused(*refusals)
    new = {part.key: typed[part.key] for part in found.parts if typed[part.key] != part.number}
    if new and found.change_id is not None:
        _in_change(tx, found, new, reason)
    elif new:
        _in_rows(tx, process, new, reason)


def _wrong_reason(reason: str) -> list[Refusal]:
    if not reason:
        return [Refusal("text_is_missing", field="reason")]
    if len(reason) > LONGEST_LINE:
        limits = {"limit": LONGEST_LINE, "length": len(reason)}
        return [Refusal("text_is_too_long", limits, field="reason")]
    return []


def _refusals(parts: tuple[Numbered, ...], typed: Mapping[str, str]) -> list[Refusal]:
    """A number is the one above it and one part more; nothing else has it."""
    uses, found = Counter(typed.values()), []
    for part in parts:
        number, above = typed[part.key], typed.get(part.above, "")
        begins = f"{above}." if above else ""
        if not number.startswith(begins) or not _PLACE.fullmatch(number[len(begins) :]):
            found.append(Refusal("number_is_malformed", {"example": f"{begins}1"}, field=part.key))
        elif uses[number] > 1:
            found.append(Refusal("number_is_taken", {"number": number}, field=part.key))
    return found


def _in_change(tx: Transaction, found: Numbering, new: Mapping[str, str], reason: str) -> None:
    change = tx.session.get_one(TextChange, found.change_id)
    change.content = with_numbers(change.content, new)
    change.seq += 1
    append_edit(
        tx,
        area_id=change.area_id,
        subject_kind="text_change",
        subject_id=change.id,
        before={f"{part.key}.number": part.number for part in found.parts if part.key in new},
        after={f"{key}.number": number for key, number in new.items()},
        reason=reason,
    )
    tx.session.flush()


def _in_rows(tx: Transaction, process: ProcessInstance, new: Mapping[str, str], reason: str) -> None:
    plan_id = process.subject_id
    before = numbers_of(tx.session, plan_id)
    for row in rows_in_order(tx.session, plan_id):
        number = new.get(_key(row))
        if number is None:
            continue
        old, row.number, row.seq = row.number, number, row.seq + 1
        append_edit(
            tx,
            area_id=process.area_id,
            subject_kind=row.__tablename__,
            subject_id=row.id,
            before={"number": old},
            after={"number": number},
            reason=reason,
        )
    tx.session.flush()
    last = newest_version(tx.session, plan_id)
    keep_former(tx.session, plan_id, before, last_version=last, at=tx.now, reason=reason)


def _plan_process(area_id: int, process_id: int) -> Select[ProcessInstance]:
    return select(ProcessInstance).where(
        ProcessInstance.id == process_id,
        ProcessInstance.area_id == area_id,
        ProcessInstance.process == "plan",
    )


def _open_change(tx: Transaction, process_id: int) -> TextChange | None:
    change = tx.session.scalars(
        select(TextChange)
        .where(TextChange.process_id == process_id, TextChange.state.in_(OPEN_STATES))
        .execution_options(populate_existing=True)
    ).one_or_none()
    return change if change is not None and change.state == "writing" else None


def _parts_of_text(change: TextChange) -> tuple[Numbered, ...]:
    return tuple(
        Numbered(item.path, item.what, item.number, item.title, _above(item.path))
        for item in numbered_sections(change.content)
    )


def _above(path: str) -> str:
    """Return the path of what a part is under: "goals.0.priorities.1" -> "goals.0"."""
    return path.rsplit(".", 2)[0] if path.count(".") > 1 else ""


def _parts_of_rows(tx: Transaction, plan_id: int) -> tuple[Numbered, ...]:
    return tuple(
        Numbered(_key(row), row.__tablename__, row.number, row.title, _key_above(row))
        for row in rows_in_order(tx.session, plan_id)
    )


def _key(row: Goal | Priority | Measure) -> str:
    return f"{row.__tablename__}-{row.id}"


def _key_above(row: Goal | Priority | Measure) -> str:
    if isinstance(row, Measure):
        return f"{PRIORITY}-{row.priority_id}"
    return f"{GOAL}-{row.goal_id}" if isinstance(row, Priority) else ""
