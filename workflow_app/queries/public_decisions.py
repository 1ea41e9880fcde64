"""What each body of a round decided, as the public may see it: no person, no note, no scan, no draft."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import StageCount, agreed_stages, standing_stages
from workflow_app.engine.stage_bodies import who_decides
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.council_term import CouncilTerm
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.queries.council_terms import Term, term_has_ended
from workflow_app.queries.resolutions import stands


@dataclass(frozen=True, slots=True)
class Decision:
    """One body. While it has not decided, `outcome` is None and `session_on` is the session that is planned.

    A body that was given up ("no answer") has an outcome without a session.
    """

    document_process_id: int
    municipality: str
    code: str
    is_twin: bool  # another municipality of the list has the same name
    body: Text
    outcome: Text | None
    tone: str
    session_on: date | None
    session_number: str
    number: str
    version_number: int | None
    version_sha256: str
    body_kind: str
    former_term: Term | None  # of the council that decided, once a newer one has begun


def round_decisions(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int
) -> tuple[Decision, ...]:
    """Return the bodies on the way of a document to its approval: by stage of the route, then in Czech order.

    After a restart the decisions that stand from an earlier round come first.
    """
    of_area = ProcessInstance.area_id == area_id
    return _decisions(tx, catalogue, of_area & _in_stages(process_id, standing_stages(tx, process_id)))


def agreed_decisions(tx: Transaction, catalogue: Catalogue, process_id: int) -> tuple[Decision, ...]:
    """Return the bodies on the way on which the text in force was agreed to, those behind it.

    While councils decide about a change of that text, and when the change was given up, it ends in an earlier round.
    """
    return _decisions(tx, catalogue, _in_stages(process_id, agreed_stages(tx, process_id)))


def _in_stages(process_id: int, stages: Sequence[StageCount]) -> ColumnElement[bool]:
    positions = [stage.position for stage in stages]
    return (ProcessInstance.parent_id == process_id) & ProcessInstance.stage.in_(positions)


def decisions_of(tx: Transaction, catalogue: Catalogue, process_ids: list[int]) -> tuple[Decision, ...]:
    """Return what bodies have decided about these documents, in all their rounds; one statement."""
    found = _decisions(tx, catalogue, ProcessInstance.parent_id.in_(process_ids))
    return tuple(decision for decision in found if decision.outcome and decision.session_on)


def _decisions(tx: Transaction, catalogue: Catalogue, of: ColumnElement[bool]) -> tuple[Decision, ...]:
    today = prague_day(tx.now)
    rows = tx.session.execute(_statement(of, today)).mappings().all()
    names = Counter(name for name, _ in {(row["municipality"], row["code"]) for row in rows})
    return tuple(_decision(catalogue, row, today, names[row["municipality"]] > 1) for row in rows)


_process, _resolution = ProcessInstance, CouncilResolution


def _statement(of: ColumnElement[bool], today: date) -> Select[Any]:
    any_of = aliased(_resolution)
    newest = select(func.max(any_of.id)).where(any_of.process_id == _process.id).scalar_subquery()
    return (
        select(
            *(getattr(_process, name) for name in ("process", "version", "state", "parent_id", "stands_in")),
            _process.session_on.label("planned_on"),
            func.coalesce(Municipality.name, Body.name).label("municipality"),
            func.coalesce(Municipality.code, "").label("code"),
            Body.kind.label("body_kind"),
            Body.name.label("body_name"),
            Body.name_en.label("body_name_en"),
            *(getattr(_resolution, name) for name in ("verdict", "session_on", "session_number", "number")),
            _resolution.version_sha256,
            Version.number.label("version_number"),
            CouncilTerm.valid_from.label("term_from"),
            CouncilTerm.valid_to.label("term_to"),
        )
        .join(Body, Body.id == _process.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .outerjoin(_resolution, _resolution.id == newest)
        .outerjoin(Version, Version.id == _resolution.version_id)
        .outerjoin(CouncilTerm, term_has_ended(today))
        .where(of)
        .order_by(
            _process.stage,
            func.coalesce(Municipality.sort_key, Body.sort_key),
            Municipality.code,
            _process.id,
        )
    )


def _decision(catalogue: Catalogue, row: RowMapping, today: date, is_twin: bool) -> Decision:
    state = catalogue.definition(row["process"], row["version"]).states[row["state"]]
    counts = stands(state, row["verdict"])
    planned = (
        row["planned_on"] if not state.settled and row["planned_on"] and row["planned_on"] >= today else None
    )
    return Decision(
        document_process_id=row["parent_id"],
        municipality=row["municipality"],
        code=row["code"],
        is_twin=is_twin,
        body=who_decides(row["body_name"], row["body_name_en"], row["stands_in"]),
        outcome=state.label if counts or state.settled else None,
        tone=state.tone if counts or state.settled else "not_yet",
        session_on=row["session_on"] if counts else planned,
        session_number=(row["session_number"] if counts else "") or "",
        number=(row["number"] if counts else "") or "",
        version_number=row["version_number"] if counts else None,
        version_sha256=(row["version_sha256"] if counts else "") or "",
        body_kind=row["body_kind"],
        former_term=Term(row["term_from"], row["term_to"]) if counts and row["term_from"] else None,
    )
