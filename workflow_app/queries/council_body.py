"""One body's decision on one document: where it stands, its packet, its resolutions, its stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.stage_bodies import who_decides
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import Onboarding
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.queries.council_terms import MAYOR, Term, former_term, terms_of
from workflow_app.queries.documents import DocumentFile, documents_of
from workflow_app.queries.resolutions import Resolution, resolutions_of
from workflows.council_resolution.payloads import VERDICTS


@dataclass(frozen=True, slots=True)
class CouncilBody:
    """Everything about one body in a round. `last_number` is how it wrote its last resolution number."""

    process_id: int
    seq: int
    parent_id: int
    area_id: int
    state: str
    state_label: Text
    tone: str
    settled: bool
    has_decided: bool  # nothing is awaited of the body, though staff may still judge what it decided
    body_name: Text
    body_kind: str
    member_count: int | None
    municipality: str
    municipality_code: str
    contact_email: str
    stage: int
    stages: tuple[StageCount, ...]
    session_on: date | None
    until: date | None
    late: bool
    changed_at: datetime
    version_number: int | None
    version_sha256: str | None
    documents: tuple[DocumentFile, ...]
    resolutions: tuple[Resolution, ...]
    last_number: str
    verdicts: tuple[str, ...]  # that the law of this process knows
    former_terms: Mapping[int, Term]  # by resolution: that of the council, once it has ended

    @property
    def stage_now(self) -> StageCount | None:
        """The stage of the newest round that this body decides in; None for a body of a former round."""
        return next((stage for stage in self.stages if stage.position == self.stage), None)

    @property
    def counts(self) -> tuple[str, ...]:
        """The verdicts that count as consent here."""
        return self.stage_now.rule.counts if self.stage_now else ()


def council_body(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    *,
    area_id: int | None = None,
    municipality_id: int | None = None,
) -> CouncilBody:
    """Return one body's process, limited to an area (staff) or a municipality (its council). Raises NotFound."""
    row = _found(tx, process_id, area_id, municipality_id)
    process, body, municipality, code, number, sha256, email = row
    law = catalogue.definition(process.process, process.version)
    state = law.states[process.state]
    until = prague_day(process.due_at) if process.due_at and not state.settled else None
    who = who_decides(body.name, body.name_en, process.stands_in)
    resolutions = resolutions_of(tx, [process.id]).get(process.id, ())
    return CouncilBody(
        process_id=process.id,
        seq=process.seq,
        parent_id=process.parent_id,
        area_id=process.area_id,
        state=state.name,
        state_label=state.label,
        tone=state.tone,
        settled=state.settled,
        has_decided=law.is_answered(state.name),
        body_name=who,
        body_kind=body.kind,
        member_count=body.member_count,
        municipality=municipality,
        municipality_code=code,
        contact_email=email or "",
        stage=process.stage,
        stages=tuple(stages_of(tx, process.parent_id)),
        session_on=process.session_on,
        until=until,
        late=until is not None and until < prague_day(tx.now),
        changed_at=process.changed_at,
        version_number=number,
        version_sha256=sha256,
        documents=tuple(documents_of(tx, process.id)),
        resolutions=resolutions,
        last_number=_last_number(tx, body.id) or body.resolution_number,
        verdicts=_verdicts(law),
        former_terms=_former_terms(tx, process, resolutions),
    )


def _former_terms(
    tx: Transaction, process: ProcessInstance, resolutions: tuple[Resolution, ...]
) -> dict[int, Term]:
    """A mayor who decides where there is no board is no council."""
    if not resolutions or process.stands_in == MAYOR or process.body_id is None:
        return {}
    terms, today = terms_of(tx, [process.body_id]).get(process.body_id, ()), prague_day(tx.now)
    found = ((item.id, former_term(terms, item.session_on, today)) for item in resolutions)
    return {resolution_id: term for resolution_id, term in found if term}


def _verdicts(law: Definition) -> tuple[str, ...]:
    triggers = {item.trigger for item in law.transitions}
    return tuple(verdict for verdict, trigger in VERDICTS.items() if trigger in triggers)


def _found(
    tx: Transaction, process_id: int, area_id: int | None, municipality_id: int | None
) -> Row[*tuple[Any, ...]]:
    if area_id is None and municipality_id is None:
        raise ValueError("say whose process it must be")
    statement = _statement().where(ProcessInstance.id == process_id)
    if area_id is not None:
        statement = statement.where(ProcessInstance.area_id == area_id)
    if municipality_id is not None:
        statement = statement.where(Body.municipality_id == municipality_id)
    row = tx.session.execute(statement).first()
    if row is None:
        raise NotFound(f"body's process {process_id}")
    return row


def _statement() -> Select[*tuple[Any, ...]]:
    """The process with its body, municipality, version and the address of letters in this area."""
    return (
        select(
            ProcessInstance,
            Body,
            func.coalesce(Municipality.name, Body.name),
            func.coalesce(Municipality.code, ""),
            Version.number,
            Version.sha256,
            func.coalesce(AreaMunicipality.contact_email, Onboarding.contact_email),
        )
        .join(Body, Body.id == ProcessInstance.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .outerjoin(Version, Version.id == ProcessInstance.version_id)
        .outerjoin(
            AreaMunicipality,
            (AreaMunicipality.area_id == ProcessInstance.area_id)
            & (AreaMunicipality.municipality_id == Municipality.id),
        )
        .outerjoin(
            Onboarding,
            (Onboarding.area_id == ProcessInstance.area_id) & (Onboarding.municipality_id == Municipality.id),
        )
        .where(ProcessInstance.process == "council_resolution", ProcessInstance.parent_id.is_not(None))
        .order_by(AreaMunicipality.valid_from.desc())
        .limit(1)
    )


def _last_number(tx: Transaction, body_id: int) -> str:
    statement = (
        select(CouncilResolution.number)
        .where(CouncilResolution.body_id == body_id, CouncilResolution.number != "")
        .order_by(CouncilResolution.id.desc())
        .limit(1)
    )
    return tx.session.execute(statement).scalar() or ""
