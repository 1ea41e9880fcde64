"""Produced documents that everybody may read: made by the step that ended the councils' decision, or later."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.document import Document
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.version import Version
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title

# Documents about something that the councils have decided; packets, extracts and drafts never are public.
PUBLIC_NAMES = ("plan", "action_plan", "adoption_certificate", "monitoring_report", "measure_card")
DECIDED = ("in_force", "superseded", "accepted", "concluded")
PUBLIC_STATES = (*DECIDED, "amending")


@dataclass(frozen=True, slots=True)
class PublicFile:
    """The file itself: its fingerprint in the store, its name and media type."""

    sha256: str
    file_name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Download:
    """One document on offer. `about` is what it is about, `size` is in bytes."""

    id: int
    name: str
    about: Text
    language: str
    size: int
    made_on: date
    version_number: int | None


def public_document(tx: Transaction, area_id: int, document_id: int) -> PublicFile:
    """Return a document of the area that everybody may read. Raises NotFound, also for one that exists."""
    statement = (
        select(Document.sha256, Document.file_name, Document.media_type)
        .join(ProcessInstance, ProcessInstance.id == Document.process_id)
        .where(Document.id == document_id, Document.area_id == area_id, *_public())
    )
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound(f"public document {document_id} in area {area_id}")
    return PublicFile(*row)


def public_documents(
    tx: Transaction, area_id: int, plan_id: int, process_id: int | None = None
) -> tuple[Download, ...]:
    """Return what there is of a plan, its reports and its changes, the plan itself first; the newest of each kind.

    `process_id` limits it to one document of the plan, such as its action plan of one year.
    """
    newest: dict[tuple[int, str, str], Download] = {}
    statement = _statement(area_id, plan_id)
    if process_id is not None:
        statement = statement.where(Document.process_id == process_id)
    for row in tx.session.execute(statement).mappings():
        newest.setdefault((row["process_id"], row["name"], row["language"]), _download(row))
    return tuple(sorted(newest.values(), key=_rank))


def _statement(area_id: int, plan_id: int) -> Select[Any]:
    statement = (
        select(
            *(
                getattr(Document, name)
                for name in ("id", "process_id", "name", "language", "size", "created_at")
            ),
            Version.number.label("version_number"),
            *TITLE_COLUMNS,
        )
        .join(ProcessInstance, ProcessInstance.id == Document.process_id)
        .outerjoin(Version, Version.id == Document.version_id)
    )
    return (
        with_title(statement)
        .where(Document.area_id == area_id, Plan.id == plan_id, *_public())
        .order_by(Document.seq.desc(), Document.id.desc())
    )


def _public() -> tuple[ColumnElement[bool], ...]:
    """A draft of the same name, about what councils had yet to decide, belongs to another step and stays inside."""
    step = TransitionRecord
    of_its_step = (step.process_id == Document.process_id) & (step.seq == Document.seq)
    decided = select(step.id).where(of_its_step, step.to_state.in_(DECIDED)).exists()
    return (
        Document.name.in_(PUBLIC_NAMES),
        Document.packet == "",
        ProcessInstance.state.in_(PUBLIC_STATES),
        ProcessInstance.parent_id.is_(None),
        decided,
    )


def _download(row: Any) -> Download:
    return Download(
        id=row["id"],
        name=row["name"],
        about=title_of(row),
        language=row["language"],
        size=row["size"],
        made_on=prague_day(row["created_at"]),
        version_number=row["version_number"],
    )


def _rank(download: Download) -> tuple[int, str, str]:
    return PUBLIC_NAMES.index(download.name), download.about.cs, download.language
