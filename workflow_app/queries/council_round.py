"""The table of all bodies in the newest council round of one document."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.stage_bodies import who_decides
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.document import Document
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.version import Version
from workflow_app.queries.council_terms import MAYOR, Term, former_term, terms_of
from workflow_app.queries.earlier_decisions import EarlierDecision, earlier_decisions
from workflow_app.queries.resolutions import Resolution, resolutions_of, stands

PACKET = "council_packet"
AGREEING = ("approved", "approved_with_changes", "consented", "recommended", "noted")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One body of the round. `twin` tells that another municipality of the round has the same name."""

    process_id: int
    seq: int
    stage: int
    municipality: str
    code: str
    twin: bool
    body_name: str
    body_name_en: str
    state: str
    state_label: Text
    tone: str
    settled: bool
    has_decided: bool  # nothing is awaited of the body, though staff may still judge what it decided
    sent_at: datetime | None
    session_on: date | None
    until: date | None
    late: bool
    version_number: int | None
    version_sha256: str | None
    packet_id: int | None
    resolution: Resolution | None
    has_met: bool  # its session has been and nobody has recorded the resolution
    is_standing: bool  # the body's process is where the newest resolution led
    earlier: EarlierDecision | None  # about a version before this round's
    body_kind: str = ""
    former_term: Term | None = None  # of the council that decided, once a newer one has begun

    @property
    def standing(self) -> Resolution | None:
        """The newest resolution while it counts: not once the body was reopened or has it on an agenda again."""
        return self.resolution if self.is_standing else None

    @property
    def has_agreed(self) -> bool:
        """The body agreed to the version that it had before it, with changes or by taking note included."""
        return self.standing is not None and self.standing.verdict in AGREEING


@dataclass(frozen=True, slots=True)
class CouncilRound:
    """The newest round: its stages and bodies, in the order of the route and of the Czech alphabet."""

    stages: tuple[StageCount, ...]
    rows: tuple[RoundRow, ...]

    def selected(self, outcome: str, stage: int | None, text: str) -> tuple[RoundRow, ...]:
        """Return the rows that a filter leaves.

        `outcome`: late, waiting, met, decided or a state; `text`: part of a municipality's name or code.
        """
        wanted = text.casefold()
        return tuple(
            row
            for row in self.rows
            if _fits(row, outcome)
            and stage in (None, row.stage)
            and (wanted in row.municipality.casefold() or wanted in row.code)
        )


def _fits(row: RoundRow, outcome: str) -> bool:
    if outcome == "late":
        return row.late
    if outcome == "met":
        return row.has_met
    if outcome == "waiting":
        return not row.settled
    if outcome == "decided":
        return row.settled
    return outcome in ("", row.state)


def council_round(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int
) -> CouncilRound | None:
    """Return the newest round of a document of the area, None when there is none; eight statements whatever its size.

    Raises NotFound for another area's document.
    """
    owner = select(ProcessInstance.id).where(
        ProcessInstance.id == process_id, ProcessInstance.area_id == area_id
    )
    if tx.session.execute(owner).first() is None:
        raise NotFound(f"document process {process_id} in area {area_id}")
    stages = tuple(stages_of(tx, process_id))
    if not stages:
        return None
    positions = [stage.position for stage in stages]
    rows = tx.session.execute(_bodies(process_id, positions)).all()
    ids = [row.ProcessInstance.id for row in rows]
    names = Counter(name for name, _code in {(row.municipality, row.code) for row in rows})
    earlier = earlier_decisions(tx, process_id, positions)
    terms = terms_of(tx, {row.ProcessInstance.body_id for row in rows})
    facts = _Facts(names, _sent(tx, ids), _packets(tx, ids), resolutions_of(tx, ids), earlier, terms)
    return CouncilRound(stages, tuple(_row(tx, catalogue, row, facts) for row in rows))


def _bodies(process_id: int, positions: list[int]) -> Select[*tuple[Any, ...]]:
    """Bodies of the stages at `positions`, in the order of the route and of the Czech alphabet."""
    return (
        select(
            ProcessInstance,
            func.coalesce(Municipality.name, Body.name).label("municipality"),
            func.coalesce(Municipality.code, "").label("code"),
            Body.kind.label("body_kind"),
            Body.name.label("body_name"),
            Body.name_en.label("body_name_en"),
            Version.number.label("version_number"),
            Version.sha256.label("version_sha256"),
        )
        .join(Body, Body.id == ProcessInstance.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .outerjoin(Version, Version.id == ProcessInstance.version_id)
        .where(ProcessInstance.parent_id == process_id, ProcessInstance.stage.in_(positions))
        .order_by(
            ProcessInstance.stage, func.coalesce(Municipality.sort_key, Body.sort_key), Municipality.code
        )
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rows are completed with, read once for all of them; `names` counts municipalities by name."""

    names: Mapping[str, int]
    sent: Mapping[int, datetime]
    packets: Mapping[int, int]
    resolutions: Mapping[int, tuple[Resolution, ...]]
    earlier: Mapping[int, EarlierDecision]
    terms: Mapping[int, tuple[Term, ...]]


def _sent(tx: Transaction, ids: list[int]) -> dict[int, datetime]:
    """Return when each packet was sent: the first step out of its preparation."""
    statement = (
        select(TransitionRecord.process_id, func.min(TransitionRecord.at))
        .where(TransitionRecord.process_id.in_(ids), TransitionRecord.to_state == "sent")
        .group_by(TransitionRecord.process_id)
    )
    return {process_id: at for process_id, at in tx.session.execute(statement)}


def _packets(tx: Transaction, ids: list[int]) -> dict[int, int]:
    """Return the newest Czech packet of each process."""
    statement = (
        select(Document.process_id, func.max(Document.id))
        .where(Document.process_id.in_(ids), Document.name == PACKET, Document.language == "cs")
        .group_by(Document.process_id)
    )
    return {process_id: document_id for process_id, document_id in tx.session.execute(statement)}


def _row(tx: Transaction, catalogue: Catalogue, row: Row[Any], facts: _Facts) -> RoundRow:
    process = row.ProcessInstance
    law = catalogue.definition(process.process, process.version)
    state = law.states[process.state]
    until = prague_day(process.due_at) if process.due_at else None
    resolutions = facts.resolutions.get(process.id, ())
    who = who_decides(row.body_name, row.body_name_en, process.stands_in)
    newest = resolutions[-1] if resolutions else None
    is_standing = newest is not None and stands(state, newest.verdict)
    terms = facts.terms.get(process.body_id, ()) if process.stands_in != MAYOR else ()
    decided_on = newest.session_on if newest is not None and is_standing else None
    return RoundRow(
        process_id=process.id,
        seq=process.seq,
        stage=process.stage,
        municipality=row.municipality,
        code=row.code,
        twin=facts.names[row.municipality] > 1,
        body_name=who.cs,
        body_name_en=who.en,
        state=state.name,
        state_label=state.label,
        tone=state.tone,
        settled=state.settled,
        has_decided=law.is_answered(state.name),
        sent_at=facts.sent.get(process.id),
        session_on=process.session_on,
        until=None if state.settled else until,
        late=not state.settled and until is not None and until < prague_day(tx.now),
        version_number=row.version_number,
        version_sha256=row.version_sha256,
        packet_id=facts.packets.get(process.id),
        resolution=newest,
        has_met=state.after_session is not None
        and process.session_on is not None
        and process.session_on < prague_day(tx.now),
        is_standing=is_standing,
        earlier=facts.earlier.get(process.body_id),
        body_kind=row.body_kind,
        former_term=former_term(terms, decided_on, prague_day(tx.now)),
    )
