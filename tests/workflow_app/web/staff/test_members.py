"""People and bodies: a body seated in a group as a whole is shown as such, with its people under it."""

import re

import pytest

from tests.browser_of_pages import PageClient
from tests.workflow_app.usecases.area_files import shipped
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

PAGE = "/staff/hlucin/members"


def words(html: str) -> str:
    """The page as plain words."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\xa0", " ").split())


@pytest.mark.row("H-25", page="/staff/<area>/members")
def test_a_body_seated_as_a_whole_is_named_with_its_people_and_its_day(desk: PageClient) -> None:
    page = words(desk.get(PAGE).text)
    council = "Council of the Union of Municipalities of the Hlučín Microregion"
    title = f"{council} – 5 members by office, from 1 January 2010"
    steering = page[page.index("Steering group" if "Steering group 12" in page else "Řídicí skupina") :]
    assert "12 people" in steering[:60]
    block = steering[steering.index(title) :]
    assert "Jana Kulíšková" in block[: block.index("End this membership")]
    assert "Anna Vrbická" not in block[: block.index("End this membership")]


def test_a_union_that_names_no_council_of_its_own_is_called_by_its_name(
    desk: PageClient, office: Office
) -> None:
    named = next(line for line in shipped("hlucin").decode().splitlines() if "    council: " in line)
    with office.work() as tx:
        (change,) = import_area(tx, read_area_file(shipped("hlucin", (f"{named}\n", "")))).changes
    assert "název rady svazku: Rada Svazku obcí mikroregionu Hlučínsko" in change.text("cs")
    title = "Union of Municipalities of the Hlučín Microregion – 5 members by office"
    assert title in words(desk.get(PAGE).text)
    assert "Council of the union" in desk.get("/staff/hlucin/union").text


def test_a_block_that_has_ended_is_shown_among_former_members(desk: PageClient, office: Office) -> None:
    office.do("UPDATE block_seat SET valid_to = '2026-11-30'")
    assert "members by office" not in desk.get(PAGE).text
    former = words(desk.get(f"{PAGE}?former=1").text)
    assert "5 members by office, 1 January 2010 – 30 November 2026" in former
