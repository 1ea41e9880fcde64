"""Every audience's pages in real Chromium, wide and narrow, Czech and English, with axe."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Site, Visitor, body_of, number_of, state_of

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("site")]

FORMATS = [(1280, "cs"), (360, "cs"), (1280, "en")]


def plan_in_round(site: Site) -> int:
    return number_of(
        site, "SELECT id FROM process_instance WHERE process = 'plan' AND state = 'council_approval'"
    )


def look_at(visitor: Visitor, audience: str, paths: dict[str, str], kind: str) -> None:
    for name, path in paths.items():
        visitor.go(path)
        visitor.look(f"{audience}-{name}-{kind}")


@pytest.mark.parametrize(("width", "language"), FORMATS)
def test_public(visitor: Callable[..., Visitor], site: Site, width: int, language: str) -> None:
    plan = number_of(site, "SELECT id FROM plan WHERE in_force_version_id IS NOT NULL")
    measure = number_of(site, f"SELECT min(id) FROM measure WHERE plan_id = {plan}")
    paths = {
        "areas": "/",
        "area": "/areas/hlucin",
        "plan": f"/areas/hlucin/plans/{plan}",
        "measure": f"/areas/hlucin/plans/{plan}/measures/{measure}",
        "matrix": "/areas/hlucin/matrix",
        "accessibility": "/accessibility",
        "sign-in": "/account/sign-in",
    }
    look_at(visitor(width, language), "public", paths, f"{width}-{language}")


@pytest.mark.parametrize(("width", "language"), FORMATS)
def test_staff(visitor: Callable[..., Visitor], site: Site, width: int, language: str) -> None:
    person, process = visitor(width, language), plan_in_round(site)
    person.sign_in("Anna Šafránová")
    waiting = body_of(site, "Vřesina", "sent")
    paths = {
        "overview": "/staff/hlucin",
        "matrix": "/staff/hlucin/matrix?document=all",
        "document": f"/staff/hlucin/document/{process}",
        "round": f"/staff/hlucin/round/{process}",
        "body": f"/staff/hlucin/body/{waiting}",
        "record": f"/staff/hlucin/body/{waiting}/record",
        "history": f"/staff/hlucin/history/{process}",
        "deliveries": "/staff/hlucin/deliveries",
        "members": "/staff/hlucin/members",
        "new-block-seat": "/staff/hlucin/new-block-seat",
        "end-block-seat": f"/staff/hlucin/block-seats/{number_of(site, 'SELECT id FROM block_seat')}/end",
        "import": "/staff/hlucin/import",
        "new-plan": "/staff/hlucin/new-plan",
        "audit": "/staff/hlucin/audit",
        "notifications": "/account/notifications",
    }
    look_at(person, "staff", paths, f"{width}-{language}")


def test_on_paper_every_document_of_the_matrix_stands_under_its_head(
    visitor: Callable[..., Visitor], site: Site
) -> None:
    person = visitor(1280, "cs")
    person.sign_in("Anna Šafránová")
    person.go("/staff/hlucin/matrix?document=all")
    person.page.emulate_media(media="print")
    lefts = "row => [...row.cells].map(cell => Math.round(cell.getBoundingClientRect().left))"
    heads, *rows = (row.evaluate(lefts) for row in person.page.locator("#matrix tr").all())
    assert len(heads) > 4
    assert rows == [heads] * len(rows)
    person.look("staff-matrix-paper-cs")


def test_steering_group_looks_and_approves(visitor: Callable[..., Visitor], site: Site) -> None:
    """The pages of a matter that waits, in every format; then its approval opens the round."""
    change = number_of(
        site, "SELECT id FROM process_instance WHERE process = 'measure' AND state = 'steering_approval'"
    )
    paths = {
        "desk": "/steering/hlucin",
        "decide": f"/steering/hlucin/decide/{change}",
        "return": f"/steering/hlucin/return/{change}",
        "plan": f"/steering/hlucin/decide/{plan_in_round(site)}",
        "approve": f"/steering/hlucin/approve/{change}",
    }
    for width, language in FORMATS:
        chair = visitor(width, language)
        chair.sign_in("Kateřina Žáková")
        look_at(chair, "steering", paths, f"{width}-{language}")
    page = chair.page
    page.locator('input[name="meeting_on"]').fill("2026-11-20")
    page.locator('input[name="present"]').fill("9")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    assert state_of(site, change) == "council_approval"
    chair.look("steering-receipt")
    bodies = f"SELECT count(*) FROM process_instance WHERE parent_id = {change}"
    assert number_of(site, bodies) == 1, "the lead town first"


@pytest.mark.parametrize(("width", "language"), FORMATS)
def test_council(visitor: Callable[..., Visitor], site: Site, width: int, language: str) -> None:
    person = visitor(width, language)
    person.sign_in("Martin Kalous")
    waiting = body_of(site, "Vřesina", "sent")
    paths = {
        "desk": "/council/568244",
        "packet": f"/council/568244/packet/{waiting}",
        "text": f"/council/568244/text/{waiting}",
        "record": f"/council/568244/record-resolution/{waiting}",
    }
    look_at(person, "council", paths, f"{width}-{language}")


@pytest.mark.parametrize(("width", "language"), FORMATS)
def test_working_group(visitor: Callable[..., Visitor], site: Site, width: int, language: str) -> None:
    person = visitor(width, language)
    person.sign_in("Hana Hlaváčová")
    report = number_of(site, "SELECT id FROM process_instance WHERE state = 'collecting'")
    group = "/working-group/hlucin/ps-rodina"
    entry = number_of(
        site,
        "SELECT r.id FROM measure_result r JOIN body b ON b.id = r.body_id JOIN process_instance p "
        f"ON p.subject_id = r.report_id WHERE p.id = {report} AND b.key = 'ps-rodina' ORDER BY r.id LIMIT 1",
    )
    paths = {
        "desk": f"{group}/",
        "report": f"{group}/report/{report}",
        "report-entry": f"{group}/report/{report}/measure/{entry}",
        "review": f"{group}/document/{plan_in_round(site)}",
        "propose": f"{group}/propose",
    }
    look_at(person, "working-group", paths, f"{width}-{language}")
