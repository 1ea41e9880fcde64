"""Numbers of goals, priorities and measures: what each row is numbered, was numbered, and is called in a version."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow_app.models.former_number import FormerNumber
from workflow_app.models.measure import Measure, MeasureChange
from workflow_app.models.plan import Goal, Priority
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.text_change import TextChange
from workflow_app.models.text_sections import numbered_sections
from workflow_app.models.version import Version

Key = tuple[str, int]  # table and id of a row: its identity, whatever its number
Name = tuple[str, str]  # table and number: what a text calls it


def rows_in_order(session: Session, plan_id: int) -> Iterator[Goal | Priority | Measure]:
    """Yield goals, priorities and measures as the text has them: each goal, then each priority with its measures."""
    goals = session.scalars(
        select(Goal).where(Goal.plan_id == plan_id).order_by(Goal.position, Goal.id)
    ).all()
    priorities = session.scalars(
        select(Priority)
        .where(Priority.goal_id.in_([goal.id for goal in goals]))
        .order_by(Priority.position, Priority.id)
    ).all()
    measures = session.scalars(
        select(Measure).where(Measure.plan_id == plan_id).order_by(Measure.position, Measure.id)
    ).all()
    for goal in goals:
        yield goal
        for priority in priorities:
            if priority.goal_id == goal.id:
                yield priority
                yield from (measure for measure in measures if measure.priority_id == priority.id)


def numbers_of(session: Session, plan_id: int) -> dict[Key, str]:
    """Return the number that every goal, priority and measure has now."""
    return {(row.__tablename__, row.id): row.number for row in rows_in_order(session, plan_id)}


def newest_version(session: Session, plan_id: int) -> int:
    """Return the number of the newest frozen version of a plan, 0 when there is none."""
    statement = select(func.max(Version.number)).where(
        Version.subject_kind == "plan", Version.subject_id == plan_id
    )
    return session.scalar(statement) or 0


def keep_former(
    session: Session,
    plan_id: int,
    before: Mapping[Key, str],
    *,
    last_version: int,
    at: datetime,
    reason: str,
) -> None:
    """Keep the numbers of `before` that rows have no more; open proposals follow their measure or priority."""
    after = numbers_of(session, plan_id)
    given_up = {key: number for key, number in before.items() if after.get(key, number) != number}
    session.add_all(
        FormerNumber(
            plan_id=plan_id,
            subject_kind=kind,
            subject_id=row_id,
            number=number,
            last_version=last_version,
            until=at,
            reason=reason,
        )
        for (kind, row_id), number in given_up.items()
    )
    if given_up:
        _proposals_follow(session, plan_id, after)
    session.flush()


def _proposals_follow(session: Session, plan_id: int, numbers: Mapping[Key, str]) -> None:
    """An open proposal is about a row, so it takes the row's number; a new measure keeps its place if it is free."""
    changes = session.scalars(
        select(MeasureChange)
        .join(ProcessInstance, ProcessInstance.subject_id == MeasureChange.id)
        .where(ProcessInstance.process == "measure", ProcessInstance.ended_at.is_(None))
        .where(MeasureChange.plan_id == plan_id)
        .order_by(MeasureChange.id)
    )
    taken = {number for (kind, _), number in numbers.items() if kind == "measure"}
    for change in changes.all():
        if change.measure_id:
            change.number = numbers["measure", change.measure_id]
            continue
        above, last = numbers["priority", change.priority_id], change.number.rsplit(".", 1)[-1]
        place = int(last) if last.isdecimal() else 1
        while f"{above}.{place}" in taken:
            place += 1
        change.number = f"{above}.{place}"
        taken.add(change.number)


def former_numbers(session: Session, plan_id: int, version: int | None = None) -> dict[Name, tuple[str, ...]]:
    """Return what each row was numbered before, by its table and its number; the newest former one first.

    `version`: as of that version of the plan, else as of now.
    """
    formers = _formers(session, plan_id)
    if not formers:  # as in most plans
        return {}
    frozen = _version(session, plan_id, version) if version is not None else None
    now, found = _names_in(session, plan_id, frozen), dict[Name, tuple[str, ...]]()
    for former in formers:
        key = (former.subject_kind, former.subject_id)
        later = version is not None and former.last_version >= version
        if key not in now or former.number == now[key] or later:
            continue
        name = (former.subject_kind, now[key])
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), former.number)))
    return found


def former_numbers_of(session: Session, measure_id: int, number: str, frozen_at: datetime) -> tuple[str, ...]:
    """Return what a measure was numbered before a text that calls it `number` was frozen, the newest first."""
    rows = session.scalars(
        select(FormerNumber.number)
        .where(FormerNumber.subject_kind == "measure", FormerNumber.subject_id == measure_id)
        .where(FormerNumber.until <= frozen_at, FormerNumber.number != number)
        .order_by(FormerNumber.until.desc(), FormerNumber.id.desc())
    )
    return tuple(dict.fromkeys(rows))


def row_numbered(session: Session, plan_id: int, kind: str, number: str) -> int | None:
    """Return the id of the row that has this number, else of the one that had it last; None when there is none."""
    for (table, row_id), present in numbers_of(session, plan_id).items():
        if (table, present) == (kind, number):
            return row_id
    return next(
        (
            former.subject_id
            for former in _formers(session, plan_id)
            if (former.subject_kind, former.number) == (kind, number)
        ),
        None,
    )


def _formers(session: Session, plan_id: int) -> Any:
    newest_first = FormerNumber.until.desc(), FormerNumber.id.desc()
    return session.scalars(
        select(FormerNumber).where(FormerNumber.plan_id == plan_id).order_by(*newest_first)
    ).all()


def renumbered(session: Session, plan_id: int, before: int | None, after: int | None) -> dict[Name, str]:
    """Return old name -> new number of all that two versions of a plan both have.

    `before` and `after` are numbers of versions, None is the text as it is being written.
    """
    old, new = (_names_in(session, plan_id, _version(session, plan_id, item)) for item in (before, after))
    return {(key[0], old[key]): new[key] for key in old.keys() & new.keys() if old[key] != new[key]}


def _version(session: Session, plan_id: int, number: int | None) -> Version | None:
    return session.scalar(
        select(Version).where(
            Version.subject_kind == "plan", Version.subject_id == plan_id, Version.number == number
        )
    )


def _names_in(session: Session, plan_id: int, version: Version | None) -> dict[Key, str]:
    """Return what each row is numbered in a version. A changed text has the structure of the text it began from."""
    if version is None:
        return numbers_of(session, plan_id)
    change = session.scalar(
        select(TextChange).where(TextChange.version_id == version.id).order_by(TextChange.id.desc()).limit(1)
    )
    if change is None:
        return _numbers_at(session, plan_id, version.number)
    base = session.get_one(Version, change.from_version_id)
    return _along(_names_in(session, plan_id, base), base.content, version.content)


def _along(numbers: Mapping[Key, str], old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[Key, str]:
    """Return the numbers of `new` for the rows that `old` numbers as `numbers` says; both have one structure."""
    pairs = zip(numbered_sections(old), numbered_sections(new), strict=True)
    names = {(was.what, was.number): now.number for was, now in pairs}
    return {key: names.get((key[0], number), number) for key, number in numbers.items()}


def _numbers_at(session: Session, plan_id: int, version: int) -> dict[Key, str]:
    """Return the numbers as of a version that froze the working text."""
    found = numbers_of(session, plan_id)
    for former in _formers(
        session, plan_id
    ):  # the newest first, so the oldest that still counts has the last word
        if former.last_version >= version:
            found[former.subject_kind, former.subject_id] = former.number
    return found


def renumbered_by(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[Name, str]:
    """Return old name -> new number of a changed text, from the text that it began from."""
    pairs = zip(numbered_sections(old), numbered_sections(new), strict=True)
    return {(was.what, was.number): now.number for was, now in pairs if was.number != now.number}
