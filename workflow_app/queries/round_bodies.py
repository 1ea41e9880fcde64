"""The bodies of chosen council rounds with what they decided, beside every municipality of the area; one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import FromClause, Row, Select, Subquery, func, select, tuple_
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition, State
from workflow_app.engine.stage_bodies import who_decides
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.council_term import CouncilTerm
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.round_stage import RoundStage
from workflow_app.models.version import Version
from workflow_app.queries.council_terms import Term, term_has_ended
from workflow_app.queries.resolutions import stands
from workflow_app.queries.rounds import Round


@dataclass(frozen=True, slots=True)
class Decider:
    """A municipality, or a body that belongs to none (a union, a region: no code and no inhabitants)."""

    name: str
    code: str
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class RoundBody:
    """One body in one stage of a round, with its newest resolution, if any. Days are days in Prague."""

    process_id: int
    document_id: int
    round: int
    stage: int
    body: Text
    law: Definition
    state: State
    session_on: date | None  # planned, or held
    until: date | None
    changed_on: date
    version_number: int | None  # of the text that it has before it
    verdict: str | None
    resolved_on: date | None
    resolved_version: int | None
    number: str
    point: str
    former_term: Term | None  # of the council that resolved, once a newer one has begun

    @property
    def is_decided(self) -> bool:
        """What was recorded last stands."""
        return stands(self.state, self.verdict)


def round_bodies(
    tx: Transaction, catalogue: Catalogue, area_id: int, rounds: Collection[Round]
) -> dict[Decider, list[RoundBody]]:
    """Return the deciders in Czech order, bodies without a municipality last; those of nothing have an empty list.

    The municipalities of the area today are all there, others as far as a body of theirs is in one of the rounds.
    """
    today = prague_day(tx.now)
    statement = _statement(
        _members(area_id, today), _bodies([(item.process_id, item.number) for item in rounds], today)
    )
    found: dict[Decider, list[RoundBody]] = {}
    for row in tx.session.execute(statement):
        mine = found.setdefault(Decider(row.decider, row.code, row.inhabitants), [])
        if row.id is not None:
            mine.append(_body(catalogue, row))
    return found


def _members(area_id: int, today: date) -> Subquery:
    seat = AreaMunicipality
    return (
        select(seat.municipality_id)
        .where(seat.area_id == area_id, seat.valid_from <= today)
        .where(seat.valid_to.is_(None) | (seat.valid_to >= today))
        .distinct()
        .subquery("member")
    )


def _bodies(rounds: Collection[tuple[int, int]], today: date) -> Subquery:
    process, stage, resolution = ProcessInstance, RoundStage, CouncilResolution
    any_of, resolved = aliased(resolution), aliased(Version)
    newest = select(func.max(any_of.id)).where(any_of.process_id == process.id).scalar_subquery()
    columns = (
        "id",
        "process",
        "version",
        "state",
        "parent_id",
        "stage",
        "session_on",
        "due_at",
        "changed_at",
        "stands_in",
    )
    return (
        select(
            *(getattr(process, name) for name in columns),
            stage.round,
            Body.municipality_id,
            Body.name.label("body_name"),
            Body.name_en.label("body_name_en"),
            Body.sort_key,
            Version.number.label("version_number"),
            resolution.verdict,
            resolution.session_on.label("resolved_on"),
            resolution.number.label("resolution_number"),
            resolution.point,
            resolved.number.label("resolved_version"),
            CouncilTerm.valid_from.label("term_from"),
            CouncilTerm.valid_to.label("term_to"),
        )
        .join(stage, (stage.process_id == process.parent_id) & (stage.position == process.stage))
        .join(Body, Body.id == process.body_id)
        .outerjoin(Version, Version.id == process.version_id)
        .outerjoin(resolution, resolution.id == newest)
        .outerjoin(resolved, resolved.id == resolution.version_id)
        .outerjoin(CouncilTerm, term_has_ended(today))
        .where(tuple_(stage.process_id, stage.round).in_(rounds))
        .subquery("asked")
    )


def _statement(member: FromClause, asked: FromClause) -> Select[Any]:
    both = member.outerjoin(asked, asked.c.municipality_id == member.c.municipality_id, full=True)
    its_own = Municipality.id == func.coalesce(member.c.municipality_id, asked.c.municipality_id)
    return (
        select(
            func.coalesce(Municipality.name, asked.c.body_name).label("decider"),
            func.coalesce(Municipality.code, "").label("code"),
            Municipality.inhabitants,
            asked,
        )
        .select_from(both.outerjoin(Municipality, its_own))
        .order_by(
            Municipality.id.is_(None),
            func.coalesce(Municipality.sort_key, asked.c.sort_key),
            Municipality.code,
            asked.c.parent_id,
            asked.c.stage,
            asked.c.id,
        )
    )


def _body(catalogue: Catalogue, row: Row[Any]) -> RoundBody:
    law = catalogue.definition(row.process, row.version)
    return RoundBody(
        process_id=row.id,
        document_id=row.parent_id,
        round=row.round,
        stage=row.stage,
        body=who_decides(row.body_name, row.body_name_en, row.stands_in),
        law=law,
        state=law.states[row.state],
        session_on=row.session_on,
        until=prague_day(row.due_at) if row.due_at else None,
        changed_on=prague_day(row.changed_at),
        version_number=row.version_number,
        verdict=row.verdict,
        resolved_on=row.resolved_on,
        resolved_version=row.resolved_version,
        number=row.resolution_number or "",
        point=row.point or "",
        former_term=Term(row.term_from, row.term_to) if row.term_from else None,
    )
