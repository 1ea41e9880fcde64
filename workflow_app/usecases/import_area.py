"""Imports an area file: all of it or nothing, twice the same as once, every change on record."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from czech_sort import bytes_key
from sqlalchemy import text

from workflow_app.audit.record import append_edit
from workflow_app.db.base import Base
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.body import Body
from workflow_app.models.exclusion import Exclusion
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.union_municipality import UnionMunicipality
from workflow_app.models.user import User
from workflow_app.usecases.area_changes import AreaChange
from workflow_app.usecases.area_facts import KINDS, Facts, Fields, Subject
from workflow_app.usecases.area_file import AreaFile, Problem
from workflow_app.usecases.preview_area import load_for, preview_stored
from workflow_app.usecases.replace_sessions import replace_sessions

IMPORT_LOCK = 7_016_001  # one import at a time: two files may name the same municipality or person


@dataclass(frozen=True, slots=True)
class AreaImported:
    """What the import did. `invited_user_ids` are new people: nobody has written to them yet."""

    area_id: int
    changes: tuple[AreaChange, ...]
    warnings: tuple[Problem, ...]
    invited_user_ids: tuple[int, ...]

    @property
    def changed(self) -> bool:
        """False when the database already said what the file says."""
        return bool(self.changes)


@dataclass(slots=True)
class _Writing:
    """Rows by subject, the facts they must say, and the area, while the import goes on."""

    rows: dict[Subject, Any]
    facts: Facts
    area_key: str
    new_users: list[User] = field(default_factory=list)

    def id_of(self, kind: str, *key: str) -> int:
        return int(self.rows[Subject(kind, key)].id)

    @property
    def area_id(self) -> int:
        return self.id_of("area", self.area_key)


def import_area(tx: Transaction, area_file: AreaFile) -> AreaImported:
    """Make the database say what `area_file` says and return what that changed.

    Municipalities, their councils and people are shared by all areas; seats and municipalities that the file
    no longer has are ended by date. Every changed thing gets an edit record. Nothing is sent to anybody.
    Raises AreaFileInvalid when the file would seat somebody in a body that has ended.
    """
    tx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": IMPORT_LOCK})
    stored = load_for(tx, area_file)
    preview = preview_stored(stored, area_file, prague_day(tx.now))
    writing = _Writing(rows=dict(stored.rows), facts={**stored.facts}, area_key=area_file.key)
    _write(tx, writing, preview.changes)
    _record(tx, writing, preview.changes, area_file)
    return AreaImported(
        area_id=writing.area_id,
        changes=preview.changes,
        warnings=preview.warnings,
        invited_user_ids=tuple(user.id for user in writing.new_users),
    )


def _write(tx: Transaction, writing: _Writing, changes: tuple[AreaChange, ...]) -> None:
    """Write kind by kind, each in one flush, because later kinds need the ids of earlier ones.

    Sessions come last: when their agenda closes as usual, it is as the file says now.
    """
    by_kind: dict[str, list[AreaChange]] = defaultdict(list)
    for change in changes:
        by_kind[change.subject.kind].append(change)
    for kind in KINDS:
        for change in by_kind[kind]:
            fields = {**writing.facts.get(change.subject, {}), **change.after}
            writing.facts[change.subject] = fields
            _put(tx, writing, change, fields)
        tx.session.flush()
    for change in by_kind["body"]:
        if {"session_dates", "session_rhythm"} & change.after.keys():
            dates = writing.facts[change.subject].get("session_dates", [])
            replace_sessions(tx, writing.rows[change.subject].id, dates)


def _put(tx: Transaction, writing: _Writing, change: AreaChange, fields: Fields) -> None:
    """Add a row or set the changed columns of one; a route is never changed but gets its next version."""
    subject = change.subject
    columns = COLUMNS[subject.kind](writing, subject, fields)
    row = writing.rows.get(subject)
    if row is None or subject.kind == "approval_route":
        if subject.kind == "approval_route":
            columns["version"] = row.version + 1 if row else 1
            columns |= {"created_at": tx.now, "created_by_id": tx.actor.user_id}
        row = writing.rows[subject] = TABLES[subject.kind](**columns)
        tx.session.add(row)
        if isinstance(row, User):
            writing.new_users.append(row)
    else:
        for name, value in columns.items():
            setattr(row, name, value)


def _record(tx: Transaction, writing: _Writing, changes: tuple[AreaChange, ...], area_file: AreaFile) -> None:
    """One edit record for every changed thing; the file's fingerprint stays with the area."""
    area = writing.rows[Subject("area", (area_file.key,))]
    area.file_sha256 = area_file.sha256 or None
    tx.session.flush()
    for change in changes:
        append_edit(
            tx,
            area_id=area.id,
            subject_kind=change.subject.kind,
            subject_id=writing.rows[change.subject].id,
            before=change.before,
            after=change.after,
            reason=f"area file {area_file.sha256[:12]}",
        )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _municipality(_writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    return {**fields, "code": subject.key[0], "sort_key": bytes_key(fields["name"])}


def _user(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    new = {} if subject in writing.rows else {"email": subject.key[0], "fs_uniquifier": uuid4().hex}
    return {**fields, **new}


def _area(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    columns = {name: value for name, value in fields.items() if name != "lead_municipality"}
    lead_id = writing.id_of("municipality", fields["lead_municipality"])
    return {**columns, "key": subject.key[0], "lead_municipality_id": lead_id}


def _area_municipality(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    return {
        "area_id": writing.area_id,
        "municipality_id": writing.id_of("municipality", subject.key[0]),
        "valid_from": _day(subject.key[1]),
        "valid_to": _day(fields["valid_to"]),
        "contact_email": fields["contact_email"],
    }


def _exclusion(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    return {
        "area_id": writing.area_id,
        "municipality_id": writing.id_of("municipality", subject.key[0]),
        "valid_from": _day(subject.key[1]),
        "valid_to": _day(fields["valid_to"]),
        "reason": fields["reason"],
    }


def _body(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    """A council is sorted by its municipality, so that lists of councils read as lists of municipalities."""
    code, key = subject.key
    sorted_by = writing.facts[Subject("municipality", (code,))]["name"] if code else fields["name"]
    columns = {name: value for name, value in fields.items() if name != "session_dates"}
    return {
        **columns,
        "key": key,
        "valid_to": _day(fields.get("valid_to")),
        "area_id": None if code else writing.area_id,
        "municipality_id": writing.id_of("municipality", code) if code else None,
        "sort_key": bytes_key(sorted_by),
    }


def _union_municipality(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    union, code, valid_from = subject.key
    return {
        "body_id": writing.id_of("body", "", union),
        "municipality_id": writing.id_of("municipality", code),
        "valid_from": _day(valid_from),
        "valid_to": _day(fields["valid_to"]),
    }


def _membership(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    email, code, body, role, valid_from = subject.key
    represents = fields["represents"]
    return {
        "user_id": writing.id_of("user", email),
        "body_id": writing.id_of("body", code, body),
        "role": role,
        "side": fields["side"],
        "organisation": fields["organisation"],
        "represents_id": writing.id_of("municipality", represents) if represents else None,
        "valid_from": _day(valid_from),
        "valid_to": _day(fields["valid_to"]),
    }


def _block_seat(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    host, seated, valid_from = subject.key
    return {
        "host_id": writing.id_of("body", "", host),
        "seated_id": writing.id_of("body", "", seated),
        "role": fields["role"],
        "side": fields["side"],
        "valid_from": _day(valid_from),
        "valid_to": _day(fields["valid_to"]),
    }


def _approval_route(writing: _Writing, subject: Subject, fields: Fields) -> dict[str, Any]:
    return {
        "area_id": writing.area_id,
        "document_kind": subject.key[0],
        "valid_from": _day(fields["valid_from"]),
        "stages": fields["stages"],
    }


Columns = Callable[[_Writing, Subject, Fields], dict[str, Any]]
COLUMNS: dict[str, Columns] = {
    "municipality": _municipality,
    "user": _user,
    "area": _area,
    "area_municipality": _area_municipality,
    "exclusion": _exclusion,
    "body": _body,
    "union_municipality": _union_municipality,
    "membership": _membership,
    "block_seat": _block_seat,
    "approval_route": _approval_route,
}
TABLES: dict[str, type[Base]] = {
    "municipality": Municipality,
    "user": User,
    "area": Area,
    "area_municipality": AreaMunicipality,
    "exclusion": Exclusion,
    "body": Body,
    "union_municipality": UnionMunicipality,
    "membership": Membership,
    "block_seat": BlockSeat,
    "approval_route": ApprovalRoute,
}
