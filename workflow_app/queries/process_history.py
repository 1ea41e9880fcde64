"""Everything that happened to one process and its family: steps, edits, produced files and letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.document import Document
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.notification import Notification
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.user import User
from workflow_app.queries.edited_subjects import NAMELESS, edited_subjects
from workflow_app.queries.recording_links import link_history, steps_by_link

KINDS = ("step", "edit", "file", "letter", "link")
LONGEST = 500  # rows of one kind; older ones are cut off, and `cut` says so


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    """One line of the history. kind: step | edit | file | letter | link.

    `by_link` is the address (masked) whose recording link did it. link: `name` of the event, `subject` the masked
    address it was sent to, `reason` why it was refused.
    step: `label` of the trigger, `state_label` where it led, `automatic`, `payload` as it was recorded.
    edit: `subject_kind`, `subject`, `changed` (field -> (before, after)). file: `name`, `language`, `subject` is
    the file's name. letter: `name`, `subject` is its first line, `count` the recipients. `body` is the one acted
    for; `process_body` the body whose process it is, None for the document itself.
    """

    kind: str
    at: datetime
    process_id: int | None
    who: str | None = None
    body: Text | None = None
    process_body: Text | None = None
    label: Text | None = None
    trigger: str = ""
    state_label: Text | None = None
    tone: str = "not_yet"
    automatic: bool = False
    payload: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    subject_kind: str = ""
    subject: str = ""
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    name: str = ""
    language: str = ""
    count: int = 0
    by_link: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessHistory:
    """The records, newest first. `is_family`: children are included, because the process is a root."""

    records: tuple[HistoryRecord, ...]
    is_family: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class _Family:
    root_kind: str
    subject_id: int
    is_family: bool
    ids: tuple[int, ...]
    bodies: Mapping[int, Text | None]


def process_history(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    *,
    area_id: int | None = None,
    municipality_id: int | None = None,
    kinds: tuple[str, ...] = KINDS,
) -> ProcessHistory:
    """Return the history of a process of the area (or of the municipality): for a document with all its bodies.

    `kinds` limits what is read. Raises NotFound, also for a process of somebody else.
    """
    family = _family(tx, process_id, area_id, municipality_id)
    sources: dict[str, Callable[[], list[HistoryRecord]]] = {
        "step": lambda: _steps(tx, catalogue, family),
        "edit": lambda: _edits(tx, family),
        "file": lambda: _files(tx, family),
        "letter": lambda: _letters(tx, family),
        "link": lambda: _links(tx, family),
    }
    found = [sources[kind]() for kind in KINDS if kind in kinds]
    records = sorted((record for part in found for record in part), key=lambda item: item.at, reverse=True)
    return ProcessHistory(tuple(records), family.is_family, any(len(part) >= LONGEST for part in found))


def _family(tx: Transaction, process_id: int, area_id: int | None, municipality_id: int | None) -> _Family:
    process = ProcessInstance
    mine = select(process.id, process.process, process.subject_id, process.parent_id).where(
        process.id == process_id
    )
    if area_id is not None:
        mine = mine.where(process.area_id == area_id)
    if municipality_id is not None:
        mine = mine.join(Body, Body.id == process.body_id).where(Body.municipality_id == municipality_id)
    if area_id is None and municipality_id is None:
        raise ValueError("say whose process it must be")
    row = tx.session.execute(mine).first()
    if row is None:
        raise NotFound(f"process {process_id}")
    members = (
        select(process.id, Body.name, Body.name_en)
        .outerjoin(Body, Body.id == process.body_id)
        .where(or_(process.id == process_id, process.root_id == process_id))
    )
    bodies = {
        member_id: Text(name, name_en) if name else None
        for member_id, name, name_en in tx.session.execute(members)
    }
    return _Family(row.process, row.subject_id, row.parent_id is None, tuple(bodies), bodies)


def _steps(tx: Transaction, catalogue: Catalogue, family: _Family) -> list[HistoryRecord]:
    record = TransitionRecord
    statement = (
        select(record, ProcessInstance.process, User.name, Body.name, Body.name_en)
        .join(ProcessInstance, ProcessInstance.id == record.process_id)
        .outerjoin(User, User.id == record.actor_id)
        .outerjoin(Body, Body.id == record.body_id)
        .where(record.process_id.in_(family.ids))
        .order_by(record.at.desc(), record.id.desc())
        .limit(LONGEST)
    )
    by_link = steps_by_link(tx, family.ids)
    rows = tx.session.execute(statement).all()
    return [_step(catalogue, family, by_link.get((row[0].process_id, row[0].seq)), *row) for row in rows]


def _step(
    catalogue: Catalogue,
    family: _Family,
    by_link: str | None,
    record: TransitionRecord,
    process: str,
    who: str | None,
    body: str | None,
    body_en: str | None,
) -> HistoryRecord:
    law = catalogue.definition(process, record.version)
    label = next((item.label for item in law.transitions if item.trigger == record.trigger), None)
    state = law.states.get(record.to_state)
    moved = record.from_state != record.to_state
    payload = dict(record.payload)
    return HistoryRecord(
        kind="step",
        at=record.at,
        process_id=record.process_id,
        who=who,
        body=Text(body, body_en or body) if body else None,
        process_body=family.bodies[record.process_id],
        label=label,
        trigger=record.trigger,
        state_label=state.label if state and moved else None,
        tone=state.tone if state else "not_yet",
        automatic=record.automatic,
        payload=payload,
        reason=str(payload.pop("reason", "") or payload.pop("comment", "") or ""),
        by_link=by_link,
    )


def _edits(tx: Transaction, family: _Family) -> list[HistoryRecord]:
    names: dict[tuple[str, int], str] = {}
    ids_by_kind: dict[str, list[int]] = {}
    subjects = edited_subjects(family.root_kind, family.subject_id, family.ids, with_text=family.is_family)
    for kind, subject_statement in subjects.items():
        for subject_id, name in tx.session.execute(subject_statement):
            names[kind, subject_id] = name
            ids_by_kind.setdefault(kind, []).append(subject_id)
    edit = EditRecord
    mine = [(edit.subject_kind == kind) & edit.subject_id.in_(ids) for kind, ids in ids_by_kind.items()]
    statement = (
        select(edit, User.name)
        .outerjoin(User, User.id == edit.actor_id)
        .where(or_(*mine))
        .order_by(edit.at.desc(), edit.id.desc())
        .limit(LONGEST)
    )
    return [
        _edit(record, who, names[record.subject_kind, record.subject_id])
        for record, who in tx.session.execute(statement)
    ]


def _edit(record: EditRecord, who: str | None, name: str) -> HistoryRecord:
    fields = {**record.before, **record.after}
    return HistoryRecord(
        kind="edit",
        at=record.at,
        process_id=None,
        who=who,
        subject_kind=record.subject_kind,
        subject="" if record.subject_kind in NAMELESS else name,
        changed={field: (record.before.get(field), record.after.get(field)) for field in fields},
        reason=record.reason,
    )


def _files(tx: Transaction, family: _Family) -> list[HistoryRecord]:
    statement = (
        select(Document.created_at, Document.process_id, Document.name, Document.language, Document.file_name)
        .where(Document.process_id.in_(family.ids), Document.packet == "")
        .order_by(Document.id.desc())
        .limit(LONGEST)
    )
    return [
        HistoryRecord(
            kind="file",
            at=at,
            process_id=process_id,
            process_body=family.bodies[process_id],
            name=name,
            language=language,
            subject=file_name,
        )
        for at, process_id, name, language, file_name in tx.session.execute(statement)
    ]


def _letters(tx: Transaction, family: _Family) -> list[HistoryRecord]:
    """One line for all recipients of one announcement."""
    notice = Notification
    statement = (
        select(notice.created_at, notice.process_id, notice.name, func.min(notice.subject), func.count())
        .where(notice.process_id.in_(family.ids))
        .group_by(notice.created_at, notice.process_id, notice.name)
        .order_by(notice.created_at.desc())
        .limit(LONGEST)
    )
    return [
        HistoryRecord(
            kind="letter",
            at=at,
            process_id=process_id,
            process_body=family.bodies.get(process_id or 0),
            name=name,
            subject=subject,
            count=count,
        )
        for at, process_id, name, subject, count in tx.session.execute(statement)
    ]


def _links(tx: Transaction, family: _Family) -> list[HistoryRecord]:
    """What happened to recording links, beside the steps that were taken by them."""
    return [
        HistoryRecord(
            kind="link",
            at=item.at,
            process_id=process_id,
            who=item.who,
            process_body=family.bodies[process_id],
            name=item.event,
            subject=sent_to,
            reason=item.reason,
        )
        for process_id, sent_to, item in link_history(tx, family.ids, LONGEST)
    ]
