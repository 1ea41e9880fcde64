"""Seats a body of an area in one of its groups as a whole, from a day on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.block_seat import HOST_KINDS, BlockSeat
from workflow_app.models.body import Body
from workflow_app.models.membership import SIDES

LONGEST_AHEAD_DAYS = 366  # a day further ahead is a slip; a day of the past completes what was


@dataclass(frozen=True, slots=True)
class NewBlockSeat:
    """Who sits where from when. `side` None: everybody keeps the side of the own membership."""

    host_id: int
    seated_id: int
    valid_from: date
    side: str | None = None


def seat_body(tx: Transaction, area_id: int, wish: NewBlockSeat) -> int:
    """Seat the body and return the id of its block seat; the people follow from its memberships.

    Raises Refused with every reason: bodies that are not the area's, a body in itself, one that sits there already.
    """
    bodies = check_block_seat(tx, area_id, wish)
    row = BlockSeat(
        host_id=wish.host_id, seated_id=wish.seated_id, side=wish.side, valid_from=wish.valid_from
    )
    tx.session.add(row)
    tx.session.flush()
    after = {
        "host": bodies[row.host_id].key,
        "seated": bodies[row.seated_id].key,
        "side": row.side,
        "valid_from": row.valid_from.isoformat(),
    }
    append_edit(tx, area_id=area_id, subject_kind="block_seat", subject_id=row.id, before={}, after=after)
    return row.id


def check_block_seat(tx: Transaction, area_id: int, wish: NewBlockSeat) -> dict[int, Body]:
    """Return the two bodies by id when the one can be seated in the other. Raises Refused with every reason.

    They stay locked: two people cannot seat the same body twice at once.
    """
    chosen = Body.id.in_((wish.host_id, wish.seated_id))
    statement = select(Body).where(Body.area_id == area_id, chosen).order_by(Body.id).with_for_update()
    bodies = {body.id: body for body in tx.session.scalars(statement)}
    refusals = _refusals(tx, wish, bodies)
    if refusals:
        raise Refused(*refusals)
    return bodies


def _refusals(tx: Transaction, wish: NewBlockSeat, bodies: dict[int, Body]) -> list[Refusal]:
    host, seated = bodies.get(wish.host_id), bodies.get(wish.seated_id)
    found = []
    if host is None or host.kind not in HOST_KINDS:
        found.append(Refusal("choice_is_unknown", field="host_id"))
    if seated is None or seated.kind == "region":
        found.append(Refusal("choice_is_unknown", field="seated_id"))
    elif seated is host:
        found.append(Refusal("body_sits_in_itself", field="seated_id"))
    if wish.side is not None and wish.side not in SIDES:
        found.append(Refusal("choice_is_unknown", field="side"))
    if (wish.valid_from - prague_day(tx.now)).days > LONGEST_AHEAD_DAYS:
        found.append(Refusal("day_is_a_year_away", field="valid_from"))
    if host is not None and seated is not None and sits_already(tx, host.id, seated.id, wish.valid_from):
        names = {
            "seated_cs": seated.name,
            "seated_en": seated.name_en,
            "host_cs": host.name,
            "host_en": host.name_en,
        }
        found.append(Refusal("body_is_seated_already", names, field="seated_id"))
    return found


def sits_already(tx: Transaction, host_id: int, seated_id: int, since: date) -> bool:
    """Tell whether the body sits in the group as a whole on that day or later."""
    statement = select(BlockSeat.id).where(
        BlockSeat.host_id == host_id,
        BlockSeat.seated_id == seated_id,
        or_(
            BlockSeat.valid_to.is_(None),
            (BlockSeat.valid_to >= since) & (BlockSeat.valid_to >= BlockSeat.valid_from),
            BlockSeat.valid_from == since,
        ),
    )
    return tx.session.execute(statement.limit(1)).first() is not None
