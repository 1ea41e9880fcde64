"""Staff gives a body a recording link: by e-mail, by hand, or anew to every body of a round that still waits."""

import re
from dataclasses import dataclass

from sqlalchemy import func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import lock
from workflow_app.engine.process_row import ProcessRow
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.recording_link import RecordingLink
from workflow_app.settings import Settings
from workflow_app.usecases.issue_recording_link import RECORD, issue_link, path_of
from workflow_app.usecases.write_link_letter import LINK, write_link_letter
from workflows.council_resolution.links import is_awaited

_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Reissued:
    """Names of the bodies that get a new link, and of those that wait but have no address."""

    sent: tuple[str, ...]
    without_address: tuple[str, ...]


def send_link(tx: Transaction, catalogue: Catalogue, settings: Settings, process_id: int, email: str) -> None:
    """Send a new link to `email`; the one that this address had opens nothing any more.

    The caller has checked whose process it is. Raises Refused (nothing is awaited, no address), NotFound.
    """
    process = _awaited(tx, catalogue, process_id)
    address = _checked(email)
    issue_link(tx, settings, process_id, RECORD, address)
    _write(tx, catalogue, settings, process, address)


def hand_over_link(tx: Transaction, catalogue: Catalogue, settings: Settings, process_id: int) -> str:
    """Return the path of a new link, to be told by telephone or by data box; it is shown this once.

    A link that was handed over before opens nothing any more. Raises Refused (nothing is awaited), NotFound.
    """
    _awaited(tx, catalogue, process_id)
    return path_of(settings, issue_link(tx, settings, process_id, RECORD, ""))


def reissue_links(
    tx: Transaction, catalogue: Catalogue, settings: Settings, area_id: int, parent_id: int
) -> Reissued:
    """Send a new link for every body of the document's round that has not decided, to the addresses it has.

    These are the addresses of its links that hold, else the one for letters. Raises NotFound for a document of
    another area, Refused when no body waits.
    """
    if lock(tx, parent_id, None).root.area_id != area_id:
        raise NotFound(f"process {parent_id}")
    waiting = [
        body
        for body in _children(tx, parent_id)
        if is_awaited(catalogue.definition(body[1], body[2]), body[3])
    ]
    if not waiting:
        raise Refused(Refusal("nobody_waits_for_a_link"))
    sent: list[str] = []
    without: list[str] = []
    for process_id, *_, name in waiting:
        addresses = _addresses(tx, process_id)
        for address in addresses:
            send_link(tx, catalogue, settings, process_id, address)
        (sent if addresses else without).append(name)
    return Reissued(tuple(sent), tuple(without))


def _awaited(tx: Transaction, catalogue: Catalogue, process_id: int) -> ProcessRow:
    process = lock(tx, process_id, None).process
    if not is_awaited(catalogue.definition(process.process, process.version), process.state):
        raise Refused(Refusal("no_resolution_is_awaited"))
    return process


def _checked(email: str) -> str:
    typed = email.strip().lower()
    if not _ADDRESS.fullmatch(typed):
        raise Refused(Refusal("email_is_not_one", {"email": typed}, field="email"))
    return typed


def _write(
    tx: Transaction, catalogue: Catalogue, settings: Settings, process: ProcessRow, address: str
) -> None:
    write_link_letter(
        tx,
        catalogue,
        process.id,
        process.seq,
        name=LINK,
        kind=RECORD,
        email=address,
        base_url=settings.base_url,
    )


def _children(tx: Transaction, parent_id: int) -> list[tuple[int, str, int, str, str]]:
    process = ProcessInstance
    statement = (
        select(process.id, process.process, process.version, process.state, Body.name)
        .join(Body, Body.id == process.body_id)
        .where(process.parent_id == parent_id, process.ended_at.is_(None))
        .order_by(Body.sort_key, process.id)
    )
    return [tuple(row) for row in tx.session.execute(statement)]  # type: ignore[misc]


def _addresses(tx: Transaction, process_id: int) -> list[str]:
    """Return where the links of a body that hold were sent, else the address for letters of its municipality."""
    held = select(RecordingLink.sent_to).where(
        RecordingLink.process_id == process_id,
        RecordingLink.kind == RECORD,
        RecordingLink.revoked_at.is_(None),
        RecordingLink.sent_to != "",
    )
    found = list(tx.session.scalars(held.order_by(RecordingLink.sent_to)))
    return found or _contact(tx, process_id)


def _contact(tx: Transaction, process_id: int) -> list[str]:
    today = prague_day(tx.now)
    statement = (
        select(func.lower(AreaMunicipality.contact_email))
        .join(Body, Body.municipality_id == AreaMunicipality.municipality_id)
        .join(ProcessInstance, ProcessInstance.body_id == Body.id)
        .where(
            ProcessInstance.id == process_id,
            AreaMunicipality.area_id == ProcessInstance.area_id,
            AreaMunicipality.valid_from <= today,
            AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today),
            AreaMunicipality.contact_email != "",
        )
    )
    return list(tx.session.scalars(statement.limit(1)))
