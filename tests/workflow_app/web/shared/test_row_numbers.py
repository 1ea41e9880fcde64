"""Numbers that no row can have, in addresses and in forms."""

import pytest

from tests.factories.people import leader
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.web.shared.row_numbers import NO_ROW, row_number

HUGE = "99999999999999999999"
DESK = "/working-group/hlucin/ps-seniori"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("17", 17),
        ("", NO_ROW),
        ("2147483648", NO_ROW),
        (HUGE, NO_ROW),
        ("²", NO_ROW),
        ("-1", NO_ROW),
    ],
)
def test_a_number_is_read_or_is_that_of_no_row(typed: str, number: int) -> None:
    assert row_number(typed) == number


@pytest.mark.parametrize("number", [HUGE, "2147483647", "2147483648"])
def test_an_address_with_an_impossible_number_is_not_found(client, database, clock, number: str) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        who = leader(tx, "ps-seniori")
    client.sign_in(who)
    for address in (
        f"{DESK}/document/{number}",
        f"{DESK}/plan/{number}/write",
        f"/steering/hlucin/decide/{number}",
    ):
        assert client.get(address).status_code == 404
