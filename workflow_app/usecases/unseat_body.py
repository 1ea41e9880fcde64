"""Ends on a day that a body sits in a group as a whole; the seats of its people there end with it."""

from datetime import date

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.body import Body
from workflow_app.usecases.seat_body import LONGEST_AHEAD_DAYS


def unseat_body(tx: Transaction, area_id: int, block_seat_id: int, last_day: date) -> None:
    """Let the block seat end on `last_day`. Raises NotFound and Refused as check_unseating does."""
    row = check_unseating(tx, area_id, block_seat_id, last_day)
    row.valid_to = last_day
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="block_seat",
        subject_id=row.id,
        before={"valid_to": None},
        after={"valid_to": last_day.isoformat()},
    )


def check_unseating(tx: Transaction, area_id: int, block_seat_id: int, last_day: date) -> BlockSeat:
    """Return the block seat, locked with its host, when it can end on `last_day`.

    Raises NotFound for one that is not of the area, Refused for a day before it began, one too far ahead, and when
    it has an end already.
    """
    mine = select(BlockSeat.host_id).where(BlockSeat.id == block_seat_id).scalar_subquery()
    host = select(Body.id).where(Body.id == mine, Body.area_id == area_id).with_for_update()
    if tx.session.execute(host).first() is None:
        raise NotFound(f"block seat {block_seat_id} in area {area_id}")
    row = tx.session.get_one(BlockSeat, block_seat_id, with_for_update=True)
    if row.valid_to is not None:
        raise Refused(Refusal("block_seat_has_ended", {"day": row.valid_to.isoformat()}, field="last_day"))
    if last_day < row.valid_from:
        refusal = Refusal("end_is_before_beginning", {"day": row.valid_from.isoformat()}, field="last_day")
        raise Refused(refusal)
    if (last_day - prague_day(tx.now)).days > LONGEST_AHEAD_DAYS:
        raise Refused(Refusal("day_is_a_year_away", field="last_day"))
    return row
