"""What a recording link is about: its place, the matter before its body, the files it opens; whom to ask instead."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.recording_link import RecordingLink
from workflow_app.queries.council_body import council_body
from workflow_app.queries.documents import DocumentFile, packet_document
from workflow_app.queries.municipal_matter import MunicipalMatter, matter_of, municipal_packet
from workflow_app.queries.place import Place
from workflows.council_resolution.payloads import VERDICTS


@dataclass(frozen=True, slots=True)
class LinkContact:
    """Whom to ask when a link opens nothing: the coordinator of its area; the body it was for."""

    place: Place
    body_name: str
    body_name_en: str
    coordinator: dict[str, Any]


def place_of_link(tx: Transaction, process_id: int) -> Place:
    """Return where a link leads: its area, and the process that it may act in."""
    area = tx.session.execute(
        select(Area.id, Area.key, Area.name)
        .join(ProcessInstance, ProcessInstance.area_id == Area.id)
        .where(ProcessInstance.id == process_id)
    ).one()
    return Place(area_id=area.id, area_key=area.key, area_name=area.name, process_id=process_id)


def link_matter(tx: Transaction, catalogue: Catalogue, place: Place) -> MunicipalMatter:
    """Return the matter before the body of the link that was opened."""
    tx.session.expire_all()  # a page that was refused is shown over fresh rows
    return matter_of(tx, catalogue, council_body(tx, catalogue, place.process_id or 0, area_id=place.area_id))


def recording_refusals(tx: Transaction, catalogue: Catalogue, process_id: int) -> tuple[Refusal, ...] | None:
    """Return why nothing can be recorded now (nothing: it can); None when this state is not for recording."""
    choices = available(tx, catalogue, process_id)
    return next((choice.refusals for choice in choices if choice.trigger in VERDICTS.values()), None)


def link_packet(tx: Transaction, matter: MunicipalMatter, document_id: int) -> DocumentFile:
    """Return a packet of the link's body, or a file of it. Raises NotFound, also for any other file."""
    packets = municipal_packet(tx, matter.body).files
    return packet_document(tx, [packet.id for packet in packets], document_id)


def link_contact(tx: Transaction, link_id: int) -> LinkContact:
    """Return whom to ask about a link, whatever has become of it. Raises NotFound."""
    row = tx.session.execute(
        select(ProcessInstance.id, Body.name, Body.name_en, Area.coordinator)
        .join(RecordingLink, RecordingLink.process_id == ProcessInstance.id)
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(Area, Area.id == ProcessInstance.area_id)
        .where(RecordingLink.id == link_id)
    ).first()
    if row is None:
        raise NotFound(f"link {link_id}")
    return LinkContact(place_of_link(tx, row.id), row.name, row.name_en, row.coordinator)
