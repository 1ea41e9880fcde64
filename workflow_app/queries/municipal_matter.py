"""One document before one body of a municipality: the body's decision, its packet, the document it is about."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.document_head import DocumentHead, StepOnTheWay, document_head
from workflow_app.queries.documents import DocumentFile
from workflow_app.queries.resolutions import Resolution, stands


@dataclass(frozen=True, slots=True)
class MunicipalMatter:
    """A body's decision with the head of the document. `steps` is the body's own way to it.

    `resolution` is the one that counts now: it is none while nothing is recorded, and once staff has reopened it.
    """

    body: CouncilBody
    document: DocumentHead
    steps: tuple[StepOnTheWay, ...]
    waits_for_council: bool
    resolution: Resolution | None
    coordinator: dict[str, Any]

    @property
    def process_id(self) -> int:
        """The body's process."""
        return self.body.process_id

    @property
    def body_name(self) -> Text:
        """The body in both languages."""
        return self.body.body_name


@dataclass(frozen=True, slots=True)
class MunicipalPacket:
    """What was produced for the body, the newest of each language; `failed` when production was given up."""

    files: tuple[DocumentFile, ...]
    failed: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """The file attached to a resolution: its fingerprint in the store, name and media type."""

    sha256: str
    file_name: str
    media_type: str


def municipal_matter(
    tx: Transaction, catalogue: Catalogue, municipality_id: int, process_id: int
) -> MunicipalMatter:
    """Return one matter of this municipality. Raises NotFound, also for another municipality's process."""
    tx.session.expire_all()  # a page that was refused is shown over fresh rows
    return matter_of(tx, catalogue, council_body(tx, catalogue, process_id, municipality_id=municipality_id))


def matter_of(tx: Transaction, catalogue: Catalogue, body: CouncilBody) -> MunicipalMatter:
    """Return the matter of a body that has been read."""
    process_id = body.process_id
    version = select(ProcessInstance.version).where(ProcessInstance.id == process_id)
    law = catalogue.definition("council_resolution", tx.session.execute(version).scalar_one())
    state = law.states[body.state]
    return MunicipalMatter(
        body=body,
        document=document_head(tx, catalogue, body.area_id, body.parent_id),
        steps=_steps(law, state.step),
        waits_for_council=state.audience == "council",
        resolution=_counting(law, body),
        coordinator=tx.session.execute(select(Area.coordinator).where(Area.id == body.area_id)).scalar_one(),
    )


def municipal_packet(tx: Transaction, body: CouncilBody) -> MunicipalPacket:
    """Return the packet of a body."""
    newest: dict[str, DocumentFile] = {}
    for file in body.documents:
        if file.name == "council_packet":
            newest.setdefault(file.language, file)
    given_up = select(OutboxMessage.id).where(
        OutboxMessage.topic == "produce_document",
        OutboxMessage.failed_at.is_not(None),
        OutboxMessage.payload["process_id"].as_integer() == body.process_id,
    )
    failed = not newest and tx.session.execute(given_up.limit(1)).first() is not None
    return MunicipalPacket(tuple(newest[language] for language in sorted(newest)), failed)


def municipal_scan(tx: Transaction, municipality_id: int, resolution_id: int) -> Scan:
    """Return the scan attached to a resolution of this municipality. Raises NotFound."""
    statement = (
        select(CouncilResolution.scan_sha256, CouncilResolution.scan_name, CouncilResolution.scan_type)
        .join(Body, Body.id == CouncilResolution.body_id)
        .where(CouncilResolution.id == resolution_id, Body.municipality_id == municipality_id)
        .where(CouncilResolution.scan_sha256.is_not(None))
    )
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound(f"scan of resolution {resolution_id}")
    return Scan(row.scan_sha256, row.scan_name or "", row.scan_type or "")


def _counting(law: Definition, body: CouncilBody) -> Resolution | None:
    """The newest record counts while the process stands where it led, or where staff took it on from there."""
    newest = body.resolutions[-1] if body.resolutions else None
    return newest if newest and stands(law.states[body.state], newest.verdict) else None


def _steps(law: Definition, current: str | None) -> tuple[StepOnTheWay, ...]:
    """Return the body's own way; its last step is done once it is reached."""
    keys = [key for key, _ in law.steps]
    at = keys.index(current) if current else -1
    found = []
    for index, (_, label) in enumerate(law.steps):
        is_done = index < at or (index == at and index == len(keys) - 1)
        found.append(StepOnTheWay(label, "done" if is_done else "current" if index == at else "todo"))
    return tuple(found)
