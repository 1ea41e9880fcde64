"""The union as an organisation, and whose a plan is: on the pages of staff and of the public."""

import re
from html import unescape

import pytest

from tests.browser_of_pages import PageClient
from tests.workflow_app.usecases.area_files import shipped
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

PAGE = "/staff/hlucin/union"
UNION = "Union of Municipalities of the Hlučín Microregion"
WHOLE = """key: svazek
    ico: "12345679"
    address: [Mírové náměstí 23, 748 01 Hlučín]
    municipalities: ["507016", {code: "512974", from: 2012-05-01, to: 2019-12-31}, "506702"]
    rules: {quorum: ">= 2/3", majority: "> 1/2", of: present, per_rollam: allowed}
"""
GOOD = {"title": "Plán", "period_from": "2027", "period_to": "2030"}


def words(desk: PageClient, url: str) -> str:
    answer = desk.get(url)
    assert answer.status_code == 200, url
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\u00a0", " ").split())


def bring(office: Office, *changes: tuple[str, str]) -> None:
    with office.work() as tx:
        import_area(tx, read_area_file(shipped("hlucin", *changes)))


@pytest.mark.row("H-22", page="/staff/<area>/union")
def test_the_union_has_its_number_seat_members_council_and_statutes(desk: PageClient, office: Office) -> None:
    bring(office, ("key: svazek\n", WHOLE))
    assert f'<a href="{PAGE}">{UNION}</a>' in desk.get("/staff/hlucin/municipalities").text
    shown = words(desk, PAGE)
    assert "IČO 12345679 Seat Mírové náměstí 23, 748 01 Hlučín Owner of plans from 1 January 2010" in shown
    assert "2 municipalities are in the union today." in shown
    assert "Dolní Benešov 506702 1 January 2010 – is a member" in shown
    assert "Bělá 512974 1 May 2012 31 December 2019 ended" in shown
    assert "Pavel Zapletal chair Hlučín 15 November 2022" in shown
    assert "It can decide when at least 2/3 of its members are present." in shown
    assert "A resolution needs the votes of more than 1/2 of those present." in shown
    assert "It can decide in writing, without a session." in shown
    public = words(desk, "/areas/hlucin")
    assert f"Who owns the plans {UNION}, IČO 12345679 The union has 2 member municipalities." in public


def test_what_is_not_known_of_a_union_is_said_and_an_area_without_one_says_so(
    desk: PageClient, office: Office
) -> None:
    shown = words(desk, PAGE)
    assert "IČO not given Seat not given" in shown
    assert "It cannot decide in writing, without a session." in shown
    office.do("DELETE FROM block_seat")
    office.do("DELETE FROM union_municipality")
    office.do("DELETE FROM membership WHERE body_id IN (SELECT id FROM body WHERE kind = 'union')")
    office.do("DELETE FROM body WHERE kind = 'union'")
    office.do("UPDATE area SET owners = '[]'")
    assert "This area has no union of municipalities." in words(desk, PAGE)
    assert "Union of municipalities:" not in words(desk, "/staff/hlucin/municipalities")
    public = words(desk, "/areas/hlucin")
    assert "Who owns the plans Town of Hlučín, IČO 00300063" in public
    assert "The union has" not in public


def test_a_union_that_owns_nothing_has_its_page_too(desk: PageClient, office: Office) -> None:
    office.do("UPDATE area SET owners = '[]'")
    assert UNION in words(desk, PAGE)


@pytest.mark.row("H-22", page="/staff/<area>/new-plan")
@pytest.mark.row("H-23")
def test_a_plan_stays_its_owners_when_later_plans_are_somebody_elses(
    desk: PageClient, office: Office
) -> None:
    bring(office, ("owner: svazek ", "owner: [{who: svazek, from: 2026-12-02}] "))
    form = desk.get("/staff/hlucin/new-plan").text
    assert '<option selected value="lead_municipality">Town of Hlučín, IČO\u00a000300063</option>' in form
    towns = desk.post_form("/staff/hlucin/new-plan", GOOD | {"owner": "lead_municipality"})
    bring(office, ("owner: svazek ", "owner: [{who: svazek, from: 2026-11-01}] "))
    form = desk.get("/staff/hlucin/new-plan").text
    assert f'<option selected value="svazek">{UNION}</option>' in form
    unions = desk.post_form("/staff/hlucin/new-plan", GOOD | {"owner": "svazek", "title": "Další plán"})
    for answer, owner in ((towns, "Town of Hlučín, IČO 00300063"), (unions, UNION)):
        assert answer.status_code == 303
        assert f"Owner of the plan {owner}" in words(desk, answer.location)
    plans = office.one("SELECT max(id) FILTER (WHERE owner_id IS NULL), max(id) FROM plan")
    assert "Owner of the plan: Town of Hlučín, IČO 00300063" in words(desk, f"/areas/hlucin/plans/{plans[0]}")
    assert f"Owner of the plan: {UNION}" in words(desk, f"/areas/hlucin/plans/{plans[1]}")
    history = words(desk, unions.location.replace("/document/", "/history/"))
    assert "owner of the plan: Svazek obcí mikroregionu Hlučínsko" in history


def test_a_plan_stays_with_the_municipality_that_led_the_area_when_it_was_begun(
    desk: PageClient, office: Office
) -> None:
    bring(office, ("owner: svazek ", "owner: lead_municipality "))
    begun = desk.post_form("/staff/hlucin/new-plan", GOOD | {"owner": "lead_municipality"})
    bring(
        office,
        ("owner: svazek ", "owner: lead_municipality "),
        ('lead_municipality: "507016"', 'lead_municipality: "506702"'),
    )
    assert "Owner of the plan Town of Hlučín, IČO 00300063" in words(desk, begun.location)
    plan = office.value("SELECT max(id) FROM plan")
    assert "Owner of the plan: Town of Hlučín, IČO 00300063" in words(desk, f"/areas/hlucin/plans/{plan}")
    assert "Who owns the plans Town of Dolní Benešov" in words(desk, "/areas/hlucin")
    later = desk.post_form("/staff/hlucin/new-plan", GOOD | {"owner": "lead_municipality", "title": "Další"})
    assert "Owner of the plan Town of Dolní Benešov" in words(desk, later.location)


def test_an_owner_from_elsewhere_is_refused_and_what_was_typed_stays(
    desk: PageClient, office: Office
) -> None:
    for wrong in ("ps-seniori", "koordinace", "kraj", "1"):
        answer = desk.post_form("/staff/hlucin/new-plan", GOOD | {"owner": wrong, "title": "Můj <plán>"})
        assert answer.status_code == 422
        assert "The chosen owner does not belong to this area." in answer.text
        assert "Můj &lt;plán&gt;" in answer.text
    assert office.value("SELECT count(*) FROM plan") == 0
