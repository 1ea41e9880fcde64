"""A change of the text before the councils: written by the coordinator, classed by the steering group."""

import re
from datetime import date

from tests.browser_of_pages import PageClient
from tests.factories.people import chair, coordinator
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers

MEETING = date(2026, 11, 30).isoformat()


def start(desk: PageClient, running: PlanBeforeMembers) -> str:
    """Open a change and return the address of the first measure's section."""
    process = running.plan.process_id
    step = f"/staff/hlucin/document/{process}/step/open_text_change"
    assert desk.post_form(step, {"reason": "V popisu chybí rok."}).status_code == 303
    page = desk.get(f"/staff/hlucin/text-change/{process}").text
    assert "V popisu chybí rok." in page
    found = re.search(rf'href="(/staff/hlucin/text-change/{process}/section/goals[^"]*measures\.0)"', page)
    assert found
    return found[1]


def submit(desk: PageClient, running: PlanBeforeMembers) -> None:
    section = start(desk, running)
    name = next(name for name in fields(desk.get(section).text) if name.endswith("description"))
    assert desk.post_form(section, whole(desk, section) | {name: "Popis i s rokem 2028."}).status_code == 303
    step = f"/staff/hlucin/document/{running.plan.process_id}/step/submit_text_change"
    assert desk.post_form(step, {}).status_code == 303


def fields(page: str) -> list[str]:
    return re.findall(r'name="(goals[^"]*)"', page)


def whole(desk: PageClient, section: str) -> dict[str, str]:
    """Everything that the form of a section shows, as it stands."""
    page = desk.get(section).text
    inputs = dict(re.findall(r'<input[^>]*name="(goals[^"]*)"[^>]*value="([^"]*)"', page))
    areas = dict(re.findall(r'<textarea[^>]*name="(goals[^"]*)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL))
    return {name: (inputs | areas).get(name, "") for name in fields(page)}


def as_chair(client: PageClient, office: Office) -> None:
    with client.session_transaction() as cookie:
        cookie.clear()
    with office.work() as tx:
        client.sign_in(chair(tx))
    with client.session_transaction() as cookie:
        cookie["language"] = "en"


def test_an_editorial_change_from_the_first_word_to_the_decision(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    submit(desk, running)
    process = running.plan.process_id
    shown = desk.get(f"/staff/hlucin/text-change/{process}").text
    assert re.search(r"<ins>[^<]*rokem 2028", shown)
    assert "waits for the steering group" in shown
    as_chair(desk, office)
    assert "Change of the text" in desk.get("/steering/hlucin").text
    page = f"/steering/hlucin/text-change/{process}"
    without = desk.post_form(page, {"trigger": "class_editorial", "meeting_on": MEETING, "reason": ""})
    assert without.status_code == 422
    assert 'value="class_editorial" checked' in without.text.replace("\n", " ")
    answer = desk.post_form(
        page,
        {
            "trigger": "class_editorial",
            "meeting_on": MEETING,
            "reason": "Jen upřesnění.",
            "restart_from": "1",
        },
    )
    assert answer.status_code == 303
    assert "editorial: approvals stand" in desk.get(page).text
    numbers = "SELECT count(DISTINCT version_id) FROM process_instance WHERE parent_id = :id AND stage = 2"
    assert office.value(numbers, id=process) == 1
    assert office.state(process) == "council_approval"


def test_two_tabs_and_bad_input_lose_nothing(desk: PageClient, running: PlanBeforeMembers) -> None:
    section = start(desk, running)
    typed = whole(desk, section)
    title = next(name for name in typed if name.endswith(".title") and ".activities" not in name)
    empty = desk.post_form(section, typed | {title: ""})
    assert empty.status_code == 422
    page = desk.get(section).text
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page)
    assert seen
    assert desk.post_form(section, typed | {title: "První"}).status_code == 303
    late = desk.post_form(section, typed | {title: "Druhá", "seen": seen[1]})
    assert late.status_code == 409
    assert "Druhá" in late.text
    assert "První" in late.text


def test_others_neither_see_nor_write_it(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    section = start(desk, running)
    as_chair(desk, office)
    assert desk.get(section).status_code == 403
    assert desk.get(f"/staff/hlucin/text-change/{running.plan.process_id}").status_code == 403
    assert desk.get("/steering/hlucin/text-change/999999").status_code == 404


def test_after_a_substantive_change_the_round_shows_who_approved_which_version(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    submit(desk, running)
    process = running.plan.process_id
    as_chair(desk, office)
    answer = desk.post_form(
        f"/steering/hlucin/text-change/{process}",
        {
            "trigger": "class_substantive",
            "meeting_on": MEETING,
            "reason": "Mění se služba.",
            "restart_from": "1",
        },
    )
    assert answer.status_code == 303
    again = "SELECT count(*) FROM process_instance WHERE parent_id = :id AND stage = 3 AND ended_at IS NULL"
    assert office.value(again, id=process) == 1
    with office.work() as tx:
        desk.sign_in(coordinator(tx))
    page = desk.get(f"/staff/hlucin/round/{process}").text
    assert "předtím: verze 1 – schváleno" in page
