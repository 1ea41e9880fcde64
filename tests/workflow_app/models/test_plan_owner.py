"""Whose plans are on which day."""

from datetime import date

import pytest
from sqlalchemy import select, update

from workflow_app.db.uow import Transaction
from workflow_app.models.area import Area
from workflow_app.models.plan_owner import LEAD, owner_on, owners_of

ENTRIES = [{"who": "svazek", "from": "2010-01-01"}, {"who": LEAD, "from": "2018-07-01"}]


@pytest.fixture
def area_id(tx: Transaction) -> int:
    found = tx.session.execute(select(Area.id).where(Area.key == "hlucin")).scalar_one()
    tx.session.execute(update(Area).where(Area.id == found).values(owners=ENTRIES))
    return found


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2006, 3, 1), LEAD),
        (date(2009, 12, 31), LEAD),
        (date(2010, 1, 1), "svazek"),
        (date(2018, 6, 30), "svazek"),
        (date(2018, 7, 1), LEAD),
    ],
)
def test_an_owner_owns_from_its_day_until_the_next_one_begins(
    tx: Transaction, area_id: int, day: date, key: str
) -> None:
    assert owner_on(tx.session, area_id, day).key == key


def test_the_lead_municipality_and_unions_can_own_and_groups_cannot(tx: Transaction, area_id: int) -> None:
    owners = owners_of(tx.session, area_id)
    assert [owner.key for owner in owners] == [LEAD, "svazek"]
    assert owners[0].text("cs") == "Město Hlučín, IČO\u00a000300063"
    assert owners[1].text("cs") == "Svazek obcí mikroregionu Hlučínsko"  # nobody has said its number
