"""A plan before the lead town's assembly, with the worker's part played by the test."""

import io
import zipfile
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from tests.conftest import acting
from tests.factories.people import coordinator
from tests.factories.plan import make_plan
from tests.workflows.notice_scene import open_round
from workflow_app.db.uow import Transaction
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.area import Area
from workflow_app.models.document import Document
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.queries.packet_files import PACKET, FileInPacket, outdated_files, packet_files
from workflow_app.usecases import produce_document
from workflow_app.usecases.refresh_packet import refresh_packet

BASE = "https://plany.example.cz"


@dataclass(frozen=True)
class PacketScene:
    """The round, its only body, and the store that holds what was made. `tx` acts as the coordinator."""

    tx: Transaction
    catalogue: Catalogue
    store: FileStore
    parent: int
    child: int
    area_id: int

    def make(self, message: ProduceDocument | None = None) -> bool:
        """Work on one order, by default the one of the start; False when nothing was to do."""
        order = self.load(message)
        if order is None:
            return False
        self.record(order, produce_document.work(order, self.store))
        return True

    def record(self, order: Any, made: Any) -> None:
        """Take the last step of the work, as the worker does."""
        produce_document.record(replace(self.tx, actor=SYSTEM), self.catalogue, order, made)

    def load(self, message: ProduceDocument | None = None) -> Any:
        """Take the first step of the work."""
        message = message or ProduceDocument(self.child, 0, PACKET, "cs")
        return produce_document.load(self.tx, self.catalogue, message, BASE)

    def wishes(self) -> list[ProduceDocument]:
        """Return what staff has asked for, oldest first."""
        statement = select(OutboxMessage.payload).where(OutboxMessage.topic == "produce_document")
        payloads = self.tx.session.execute(statement.order_by(OutboxMessage.id)).scalars()
        return [ProduceDocument(**payload) for payload in payloads if payload.get("asked")]

    def later(self, seconds: int = 60) -> "PacketScene":
        """The same scene at another moment: two wishes of one moment are one wish."""
        return replace(self, tx=replace(self.tx, now=self.tx.now.replace(second=seconds % 60)))

    def outdated(self) -> frozenset[str]:
        """Return the names of files that would be different if they were made now."""
        return outdated_files(self.tx, self.catalogue, self.child, self.packets()[-1].id, "cs", BASE)

    def refresh(self) -> None:
        """Bring the packet up to date."""
        refresh_packet(self.tx, self.catalogue, self.area_id, self.child)
        self.make(self.wishes()[-1])

    def change_coordinator(self) -> None:
        """Another person signs the letters."""
        area = self.tx.session.get_one(Area, self.area_id)
        area.coordinator = {**area.coordinator, "name": "Mgr. Nová Koordinátorka"}
        self.tx.session.flush()

    def packets(self) -> list[Document]:
        """Return every packet that was made for the body, oldest first."""
        statement = select(Document).where(Document.process_id == self.child, Document.name == PACKET)
        return list(self.tx.session.execute(statement.order_by(Document.id)).scalars())

    def files(self) -> dict[str, FileInPacket]:
        """Return the files of the newest packet by name."""
        return {file.name: file for file in packet_files(self.tx, self.packets()[-1].id)}

    def zipped(self) -> dict[str, bytes]:
        """Return what is in the ZIP of the newest packet."""
        with zipfile.ZipFile(io.BytesIO(self.store.read(self.packets()[-1].sha256))) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def count(self) -> int:
        """Return how many documents there are."""
        return self.tx.session.execute(select(func.count()).select_from(Document)).scalar_one()


def packet_scene(tx: Transaction, catalogue: Catalogue, store: FileStore) -> PacketScene:
    """Bring a plan before the lead town's assembly, whose packet is not made yet."""
    plan = make_plan(tx, catalogue)
    open_round(tx, catalogue, plan)
    child = select(ProcessInstance.id).where(ProcessInstance.parent_id == plan.process_id)
    process_id = tx.session.execute(child).scalar_one()
    staff = acting(tx, coordinator(tx))
    return PacketScene(staff, catalogue, store, plan.process_id, read(tx, process_id).id, plan.area_id)


def edited(data: bytes, mark: str = "upraveno") -> bytes:
    """The same Word document with another body and its properties untouched, as Word saves it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                part = part.replace(b"</w:t>", f" {mark}</w:t>".encode(), 1)
            after.writestr(name, part)
    return target.getvalue()
