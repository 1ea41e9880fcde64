"""What an area knows about one municipality: its steps, councils and terms, decisions, mergers and splits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.municipality import Municipality
from workflow_app.models.municipality_change import MunicipalityChange
from workflow_app.models.onboarding import Onboarding, OnboardingStep
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.user import User
from workflow_app.queries.council_terms import Term, term_on, terms_of
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title
from workflow_app.queries.followed_municipalities import FollowedMunicipality, followed_municipalities


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way of the municipality, as it was written down."""

    state: str
    on: date
    note: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Council:
    """A board or assembly of the municipality; `valid_to` is its last day when the municipality has ended."""

    body_id: int
    kind: str
    name: Text
    member_count: int | None
    valid_to: date | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a council decided, or (no verdict) is still asked. `term` is the electoral term it decided in."""

    process_id: int
    title: Text
    body: Text
    verdict: Text | None
    tone: str
    session_on: date | None
    number: str
    term: Term | None
    body_has_ended: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A merger or split. `other_*` is the municipality on the other side; `is_successor`: it took this one's place."""

    kind: str
    on: date
    note: str
    other_code: str
    other_name: str
    is_successor: bool


@dataclass(frozen=True, slots=True)
class MunicipalityRecord:
    """Everything about one municipality in one area."""

    row: FollowedMunicipality
    steps: tuple[Step, ...]
    councils: tuple[Council, ...]
    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]

    @property
    def open_of_ended(self) -> tuple[Decision, ...]:
        """Decisions that an ended council is still asked for: staff has to excuse it."""
        return tuple(item for item in self.decisions if item.body_has_ended and item.verdict is None)


def municipality_record(
    tx: Transaction, catalogue: Catalogue, area_id: int, municipality_id: int
) -> MunicipalityRecord:
    """Return one municipality that the area follows. Raises NotFound for any other."""
    rows = followed_municipalities(tx, area_id)
    row = next((item for item in rows if item.municipality_id == municipality_id), None)
    if row is None:
        raise NotFound(f"municipality {municipality_id} in area {area_id}")
    councils = _councils(tx, municipality_id)
    return MunicipalityRecord(
        row=row,
        steps=_steps(tx, area_id, municipality_id),
        councils=councils,
        decisions=_decisions(tx, catalogue, area_id, councils),
        changes=changes_of(tx, municipality_id),
    )


def _steps(tx: Transaction, area_id: int, municipality_id: int) -> tuple[Step, ...]:
    statement = (
        select(OnboardingStep, User.name)
        .join(Onboarding, Onboarding.id == OnboardingStep.onboarding_id)
        .outerjoin(User, User.id == OnboardingStep.recorded_by_id)
        .where(Onboarding.area_id == area_id, Onboarding.municipality_id == municipality_id)
        .order_by(OnboardingStep.id.desc())
    )
    return tuple(
        Step(step.state, step.happened_on, step.note, step.recorded_at, who or "")
        for step, who in tx.session.execute(statement)
    )


def _councils(tx: Transaction, municipality_id: int) -> tuple[Council, ...]:
    bodies = tx.session.scalars(
        select(Body).where(Body.municipality_id == municipality_id).order_by(Body.kind)
    ).all()
    terms = terms_of(tx, [body.id for body in bodies])
    return tuple(
        Council(
            body.id,
            body.kind,
            Text(body.name, body.name_en),
            body.member_count,
            body.valid_to,
            terms.get(body.id, ()),
        )
        for body in bodies
    )


def _decisions(
    tx: Transaction, catalogue: Catalogue, area_id: int, councils: tuple[Council, ...]
) -> tuple[Decision, ...]:
    """Return the councils' decisions in this area, the newest first; those still open stand before them."""
    by_id = {council.body_id: council for council in councils}
    newest = (
        select(CouncilResolution.id)
        .where(CouncilResolution.process_id == ProcessInstance.id)
        .order_by(CouncilResolution.id.desc())
        .limit(1)
        .correlate(ProcessInstance)
        .scalar_subquery()
    )
    process = ProcessInstance
    names = ("id", "process", "version", "state", "body_id", "ended_at")
    columns: list[Any] = [getattr(process, name) for name in names]
    columns += [CouncilResolution.session_on, CouncilResolution.number, *TITLE_COLUMNS]
    statement = (
        with_title(select(*columns).outerjoin(CouncilResolution, CouncilResolution.id == newest))
        .where(process.area_id == area_id, process.body_id.in_(by_id), process.parent_id.is_not(None))
        .order_by(
            process.ended_at.is_not(None), CouncilResolution.session_on.desc().nulls_last(), process.id.desc()
        )
    )
    found = []
    for row in tx.session.execute(statement).mappings():
        council = by_id[row["body_id"]]
        state = catalogue.definition(row["process"], row["version"]).states[row["state"]]
        found.append(
            Decision(
                process_id=row["id"],
                title=title_of(row),
                body=council.name,
                verdict=state.label if state.settled else None,
                tone=state.tone,
                session_on=row["session_on"],
                number=row["number"] or "",
                term=term_on(council.terms, row["session_on"]),
                body_has_ended=council.valid_to is not None,
            )
        )
    return tuple(found)


def changes_of(tx: Transaction, municipality_id: int) -> tuple[Change, ...]:
    """Return the mergers and splits that a municipality took part in, in order of time."""
    change, old, new = MunicipalityChange, aliased(Municipality), aliased(Municipality)
    statement = (
        select(change, old, new)
        .join(old, old.id == change.from_id)
        .join(new, new.id == change.to_id)
        .where((change.from_id == municipality_id) | (change.to_id == municipality_id))
        .order_by(change.changed_on, change.id)
    )
    found = []
    for row, before, after in tx.session.execute(statement):
        is_successor = row.from_id == municipality_id
        other = after if is_successor else before
        found.append(Change(row.kind, row.changed_on, row.note, other.code, other.name, is_successor))
    return tuple(found)
