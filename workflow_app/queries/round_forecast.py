"""Reads what the forecast of a running council round needs: its bodies, their sessions and rhythms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.stage_bodies import bodies_of_stages, who_decides
from workflow_app.kernel.clock import prague_day
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.body_calendar import PAST, council_of, sittings_of
from workflow_app.queries.forecast import Forecast, StageAhead, Undecided, forecast
from workflow_app.queries.session_reach import Council, Sitting, Terms


@dataclass(frozen=True, slots=True)
class _Calendar:
    """What is known of one body of the round."""

    name: str
    name_en: str
    council: Council
    sittings: tuple[Sitting, ...]


def round_forecast(tx: Transaction, catalogue: Catalogue, process_id: int, terms: Terms) -> Forecast | None:
    """Return the forecast of the newest round of a document; None when it has none or the document has ended."""
    document = tx.session.get_one(ProcessInstance, process_id)
    stages = stages_of(tx, process_id)
    if document.ended_at is not None or not stages:
        return None
    today, closed = prague_day(tx.now), [stage for stage in stages if stage.opened_at is None]
    subject = (document.subject_kind, document.subject_id)
    later = bodies_of_stages(tx, document.area_id, [stage.rule for stage in closed], today, subject)
    rows = _children(tx, process_id, [stage.position for stage in stages])
    ids = {row.body_id for row in rows if row.body_id} | {body.body_id for mine in later for body in mine}
    calendars = _calendars(tx, ids, today)
    ahead = {
        stage.position: [
            Undecided(
                name=body.who,
                council=calendars[body.body_id].council,
                sittings=calendars[body.body_id].sittings,
                stands="mayor" if body.stands_in == "mayor" else "to_come",
                inhabitants=body.inhabitants,
                is_lead=body.is_lead,
            )
            for body in mine
        ]
        for stage, mine in zip(closed, later, strict=True)
    }
    counts = {stage.position: stage for stage in stages}
    for row in rows:
        state = catalogue.definition(row.process, row.version).states[row.state]
        if row.stage is not None and row.body_id is not None and not state.settled:
            body = _undecided(row, state.audience, calendars[row.body_id], counts[row.stage], today)
            ahead.setdefault(row.stage, []).append(body)
    return forecast(
        [StageAhead(stage, tuple(ahead.get(stage.position, ()))) for stage in stages], today, terms
    )


def _children(tx: Transaction, process_id: int, positions: Sequence[int]) -> Sequence[ProcessInstance]:
    statement = select(ProcessInstance).where(
        ProcessInstance.parent_id == process_id, ProcessInstance.stage.in_(positions)
    )
    return tx.session.scalars(statement.order_by(ProcessInstance.id)).all()


def _calendars(tx: Transaction, body_ids: Collection[int], today: date) -> Mapping[int, _Calendar]:
    statement = (
        select(Body, Municipality.kind)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(Body.id.in_(body_ids))
    )
    sittings = sittings_of(tx, body_ids, today - PAST)
    return {
        body.id: _Calendar(body.name, body.name_en, council_of(body, kind), tuple(sittings[body.id]))
        for body, kind in tx.session.execute(statement)
    }


def _undecided(
    row: ProcessInstance, audience: str, calendar: _Calendar, stage: StageCount, today: date
) -> Undecided:
    return Undecided(
        name=who_decides(calendar.name, calendar.name_en, row.stands_in),
        council=calendar.council,
        sittings=calendar.sittings,
        stands=_stands(row, audience, today),
        planned_on=row.session_on,
        until=prague_day(row.due_at) if row.due_at else None,
        has_packet=row.state != "preparing",
        inhabitants=row.inhabitants or 0,
        is_lead=stage.lead_body_id == row.body_id,
        process_id=row.id,
    )


def _stands(row: ProcessInstance, audience: str, today: date) -> str:
    """Where the body stands, see forecast.Undecided."""
    if audience == "staff" and row.state != "preparing":
        return "staff"
    if row.session_on and row.session_on >= today:
        return "planned"
    if row.state == "on_agenda":
        return "held"
    return "mayor" if row.stands_in == "mayor" else "to_come"
