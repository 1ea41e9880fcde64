"""Records a decision about an area's planning outside any round, or corrects one; the old row stays."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.area_decision import KINDS, PRECISIONS, AreaDecision
from workflow_app.models.body import Body
from workflow_app.usecases.measure_input import LONGEST_LINE


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What the coordinator filled in. `body_id` or else `body_name` says who decided (domain H-12, A-06, D-04).

    `decided_on` is the first day of the month or year when `precision` says that no more is known.
    """

    kind: str
    subject: str
    decided_on: date | None
    precision: str = "day"
    body_id: int | None = None
    body_name: str = ""
    session_number: str = ""
    number: str = ""
    source: str = ""
    corrects: int | None = None
    reason: str = ""


def record_area_decision(tx: Transaction, area_id: int, wish: NewDecision) -> int:
    """Write the decision and return its id. Raises Refused with every reason, NotFound for a foreign correction."""
    refusals = _refusals(wish, prague_day(tx.now))
    name = wish.body_name.strip() or _name_of(tx, area_id, wish.body_id)
    if not name:
        refusals.append(Refusal("text_is_missing", field="body_name"))
    if wish.corrects is not None:
        refusals += _overtaken(tx, area_id, wish.corrects)
    if refusals or wish.decided_on is None:
        raise Refused(*refusals)
    row = AreaDecision(
        area_id=area_id,
        kind=wish.kind,
        body_id=wish.body_id,
        body_name=name,
        session_number=wish.session_number,
        decided_on=wish.decided_on,
        precision=wish.precision,
        number=wish.number,
        subject=wish.subject,
        source=wish.source,
        recorded_at=tx.now,
        recorded_by_id=tx.actor.user_id,
        corrects_id=wish.corrects,
        reason=wish.reason,
    )
    tx.session.add(row)
    tx.session.flush()
    return row.id


def _refusals(wish: NewDecision, today: date) -> list[Refusal]:
    found = []
    if wish.kind not in KINDS:
        found.append(Refusal("choice_is_unknown", field="kind"))
    if wish.precision not in PRECISIONS:
        found.append(Refusal("choice_is_unknown", field="precision"))
    if wish.decided_on is None:
        found.append(Refusal("text_is_missing", field="decided_on"))
    elif wish.decided_on > today:
        found.append(
            Refusal("day_is_in_the_future", {"day": wish.decided_on.isoformat()}, field="decided_on")
        )
    if not wish.subject:
        found.append(Refusal("text_is_missing", field="subject"))
    if wish.corrects is not None and not wish.reason:
        found.append(Refusal("text_is_missing", field="reason"))
    lines = {name: getattr(wish, name) for name in ("body_name", "session_number", "number", "source")}
    limits = [*((name, line, LONGEST_LINE) for name, line in lines.items()), ("subject", wish.subject, 2_000)]
    found += [
        Refusal("text_is_too_long", {"limit": limit, "length": len(line)}, field=name)
        for name, line, limit in limits
        if len(line) > limit
    ]
    return found


def _name_of(tx: Transaction, area_id: int, body_id: int | None) -> str:
    """Return the name of a body of the area, or of a municipality that plans or planned in it; "" for no body."""
    if body_id is None:
        return ""
    municipalities = select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == area_id)
    lead = select(Area.lead_municipality_id).where(Area.id == area_id)
    name = tx.session.scalar(
        select(Body.name).where(
            Body.id == body_id,
            (Body.area_id == area_id)
            | Body.municipality_id.in_(municipalities)
            | Body.municipality_id.in_(lead),
        )
    )
    if name is None:
        raise NotFound(f"body {body_id} in area {area_id}")
    return name


def _overtaken(tx: Transaction, area_id: int, decision_id: int) -> list[Refusal]:
    old = tx.session.get(AreaDecision, decision_id)
    if old is None or old.area_id != area_id:
        raise NotFound(f"decision {decision_id} in area {area_id}")
    newer = tx.session.scalar(select(AreaDecision.id).where(AreaDecision.corrects_id == decision_id))
    return [Refusal("record_was_overtaken")] if newer else []
