"""Who sits in a group because a body is seated in it as a whole, on which days, and who is not counted twice."""

from datetime import date

import pytest
from sqlalchemy import Date, literal, select, true

from workflow_app.db.uow import Transaction
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.seat import Seat, seats_of_user
from workflow_app.models.user import User

MAYOR = (
    "jana.kuliskova@kozmice.example.cz"  # sits in the union since 15 November 2022, nowhere else in a group
)


def _body(tx: Transaction, key: str) -> int:
    return tx.session.execute(select(Body.id).where(Body.key == key, Body.area_id.is_not(None))).scalar_one()


def _user(tx: Transaction, email: str = MAYOR) -> int:
    return tx.session.execute(select(User.id).where(User.email == email)).scalar_one()


def _sit(tx: Transaction, body: str, since: date, until: date | None = None, role: str = "member") -> None:
    row = Membership(user_id=_user(tx), body_id=_body(tx, body), role=role, valid_from=since, valid_to=until)
    tx.session.add(row)
    tx.session.flush()


def _seats(tx: Transaction, body: str = "rs") -> list[tuple[str, str | None, bool]]:
    """From, to, and whether through a block, of the seats of the mayor in a body."""
    rows = tx.session.execute(
        select(Seat.valid_from, Seat.valid_to, Seat.through_body_id)
        .where(Seat.user_id == _user(tx), Seat.body_id == _body(tx, body))
        .order_by(Seat.valid_from)
    )
    return [
        (str(since), str(until) if until else None, through is not None) for since, until, through in rows
    ]


def _block(tx: Transaction) -> BlockSeat:
    return tx.session.scalars(select(BlockSeat)).one()


def test_a_seat_through_a_block_lasts_while_membership_and_block_do(tx: Transaction) -> None:
    assert _seats(tx) == [("2022-11-15", None, True)]
    block = _block(tx)
    block.valid_from, block.valid_to = date(2023, 5, 1), date(2024, 4, 30)
    tx.session.flush()
    assert _seats(tx) == [("2023-05-01", "2024-04-30", True)]
    block.valid_from, block.valid_to = date(2010, 1, 1), date(2022, 11, 14)
    tx.session.flush()
    assert _seats(tx) == []


def test_side_is_that_of_the_block_and_what_the_person_stands_for_stays(tx: Transaction) -> None:
    block = _block(tx)
    block.side = "public"
    tx.session.flush()
    row = tx.session.scalars(select(Seat).where(Seat.block_seat_id == block.id).limit(1)).one()
    assert (row.role, row.side, row.represents_id is not None) == ("member", "public", True)
    block.side = None
    tx.session.flush()
    tx.session.refresh(row)
    assert row.side == "commissioner"


def test_an_own_membership_goes_before_the_seat_through_the_block_on_its_days(tx: Transaction) -> None:
    _sit(tx, "rs", date(2023, 1, 1), date(2023, 12, 31))
    _sit(tx, "rs", date(2024, 2, 1), date(2024, 1, 1))  # ended before it began: it never was
    assert [seat for seat in _seats(tx) if seat[2]] == [
        ("2022-11-15", "2022-12-31", True),
        ("2024-01-01", None, True),
    ]
    for day in (date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)):
        mine = (Seat.user_id == _user(tx), Seat.body_id == _body(tx, "rs"), Seat.held_on(day))
        assert len(tx.session.execute(select(Seat.role).where(*mine)).all()) == 1, day


def test_a_body_seated_in_a_seated_body_is_not_followed(tx: Transaction) -> None:
    tx.session.add(
        BlockSeat(host_id=_body(tx, "ps-rodina"), seated_id=_body(tx, "rs"), valid_from=date(2020, 1, 1))
    )
    tx.session.flush()
    assert _seats(tx, "ps-rodina") == []
    through = select(Seat.user_id).where(
        Seat.body_id == _body(tx, "ps-rodina"), Seat.through_body_id.is_not(None)
    )
    assert len(set(tx.session.scalars(through))) > 0, "its own members do sit there"


@pytest.mark.parametrize("day", [date(2022, 11, 14), date(2023, 6, 1), date(2024, 1, 1), date(2026, 11, 27)])
def test_the_seats_of_a_person_on_a_day_are_those_of_the_view(tx: Transaction, day: date) -> None:
    _sit(tx, "rs", date(2023, 1, 1), date(2023, 12, 31))
    _block(tx).valid_to = date(2026, 11, 27)
    tx.session.flush()
    held = seats_of_user(literal(day, Date))
    by_person = select(User.id, held.c.body_id, held.c.role).join(held, true())
    by_view = select(Seat.user_id, Seat.body_id, Seat.role).where(Seat.held_on(day))
    found = [sorted(map(tuple, tx.session.execute(statement))) for statement in (by_person, by_view)]
    assert found[0] == found[1]
    mayor_sits = any(seat[:2] == (_user(tx), _body(tx, "rs")) for seat in found[0])
    assert mayor_sits == (day >= date(2022, 11, 15))
