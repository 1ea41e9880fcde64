"""One document before one body of a municipality: its packet, its text, what of it applies to that municipality."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.round_stage import RoundStage
from workflow_app.queries.document_head import DocumentHead, StepOnTheWay, document_head
from workflow_app.queries.documents import DocumentFile, documents_of


@dataclass(frozen=True, slots=True)
class MunicipalMatter:
    """A body's process in a round, with the head of the document it is about."""

    process_id: int
    seq: int
    municipality: str
    body_id: int
    body_kind: str  # assembly | board
    body_name: str
    body_name_en: str
    body_forms: dict[str, Any]
    member_count: int | None
    state_label: Text
    tone: str
    waits_for_council: bool
    settled: bool
    steps: tuple[StepOnTheWay, ...]
    counts: tuple[str, ...]  # verdicts that this stage takes as consent
    since: datetime
    until: date | None
    late: bool
    session_on: date | None
    version_id: int
    coordinator: dict[str, Any]
    document: DocumentHead


@dataclass(frozen=True, slots=True)
class Packet:
    """What was produced for the body, the newest of each language; `failed` when production was given up."""

    files: tuple[DocumentFile, ...]
    failed: bool

    @property
    def is_ready(self) -> bool:
        """There is something to download."""
        return bool(self.files)


def municipal_matter(
    tx: Transaction, catalogue: Catalogue, municipality_id: int, process_id: int
) -> MunicipalMatter:
    """Return one matter of this municipality. Raises NotFound, also for another municipality's process."""
    row = tx.session.execute(_statement(municipality_id, process_id)).first()
    if row is None:
        raise NotFound(f"process {process_id} of municipality {municipality_id}")
    process, body, town, area, rule = row
    law = catalogue.definition(process.process, process.version)
    state = law.states[process.state]
    until = prague_day(process.due_at) if process.due_at else None
    return MunicipalMatter(
        process_id=process.id,
        seq=process.seq,
        municipality=town.name,
        body_id=body.id,
        body_kind=body.kind,
        body_name=body.name,
        body_name_en=body.name_en,
        body_forms=body.name_forms,
        member_count=body.member_count,
        state_label=state.label,
        tone=state.tone,
        waits_for_council=state.audience == "council",
        settled=state.settled,
        steps=_steps(law, state.step),
        counts=tuple(rule["counts"]),
        since=process.started_at,
        until=until,
        late=until is not None and until < prague_day(tx.now),
        session_on=process.session_on,
        version_id=process.version_id,
        coordinator=area.coordinator,
        document=document_head(tx, catalogue, process.area_id, process.parent_id),
    )


def packet_of(tx: Transaction, process_id: int) -> Packet:
    """Return the packet of a body's process; the caller has checked whose process it is."""
    newest: dict[str, DocumentFile] = {}
    for file in documents_of(tx, process_id):
        if file.name == "council_packet":
            newest.setdefault(file.language, file)
    given_up = select(OutboxMessage.id).where(
        OutboxMessage.topic == "produce_document",
        OutboxMessage.failed_at.is_not(None),
        OutboxMessage.payload["process_id"].as_integer() == process_id,
    )
    failed = not newest and tx.session.execute(given_up).first() is not None
    return Packet(tuple(newest[language] for language in sorted(newest)), failed)


def _statement(municipality_id: int, process_id: int) -> Select[Any]:
    same_stage = (RoundStage.process_id == ProcessInstance.parent_id) & (
        RoundStage.position == ProcessInstance.stage
    )
    return (
        select(ProcessInstance, Body, Municipality, Area, RoundStage.rule)
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(Municipality, Municipality.id == Body.municipality_id)
        .join(Area, Area.id == ProcessInstance.area_id)
        .join(RoundStage, same_stage)
        .where(
            ProcessInstance.id == process_id,
            ProcessInstance.process == "council_resolution",
            Municipality.id == municipality_id,
        )
        .execution_options(populate_existing=True)  # a page that was refused is shown over fresh rows
    )


def _steps(law: Definition, current: str | None) -> tuple[StepOnTheWay, ...]:
    """Return the body's own way; the last step is done once it is reached."""
    keys = [key for key, _ in law.steps]
    at = keys.index(current) if current else -1
    found = []
    for index, (_, label) in enumerate(law.steps):
        is_done = index < at or (index == at and index == len(keys) - 1)
        found.append(StepOnTheWay(label, "done" if is_done else "current" if index == at else "todo"))
    return tuple(found)
