"""Approval routes on the staff's pages: in words, as a picture, changed with a preview, and kept by version."""

import re
from html import unescape
from typing import Any

import pytest

from tests.browser_of_pages import PageClient
from tests.factories.people import clerk_of, coordinator
from tests.workflow_app.usecases.area_files import shipped
from tests.workflow_app.web.staff.conftest import HLUCIN, Office, PlanBeforeMembers
from workflow_app.models.approval_route import (
    JOINS,
    ORDERS,
    OUTCOMES_THAT_COUNT,
    PARTS,
    REFUSALS,
    STAGE_BODIES,
    WITHOUT_BOARD,
)
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

LIST, REPORT, PLAN = (
    "/staff/hlucin/routes",
    "/staff/hlucin/routes/monitoring_report",
    "/staff/hlucin/routes/plan",
)
CHOICES = {
    "bodies": set(STAGE_BODIES) - {"asked_assemblies"},  # only an intent asks municipalities to join
    "order": ORDERS,
    "join": JOINS,
    "refusal": REFUSALS,
    "without_board": WITHOUT_BOARD,
    "part": PARTS,
}
FIELD = re.compile(r'<(?:input|textarea)[^>]*name="(stages-[^"]+|valid_from)"[^>]*>')
TICKED = re.compile(r'<input type="checkbox" name="(stages-\d+-counts)" [^>]*value="(\w+)" checked')
CHOSEN = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)


def typed(page: str) -> dict[str, Any]:
    """What the form of a page would send, as a browser fills it in."""
    found: dict[str, Any] = {}
    for field in FIELD.finditer(page):
        if 'type="checkbox"' not in field.group(0):
            value = re.search(r'value="([^"]*)"', field.group(0))
            found[field.group(1)] = unescape(value.group(1)) if value else ""
    for name, options in CHOSEN.findall(page):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        first = re.search(r'value="([^"]*)"', options)
        found[name] = (chosen or first).group(1)
    for name, value in TICKED.findall(page):
        found.setdefault(name, []).append(value)
    return found


def send(desk: PageClient, url: str, do: str, **changes: Any) -> Any:
    """Send the form of the page as it stands, with some fields changed."""
    page = desk.get(url).text
    return desk.post_form(url, {**typed(page), "do": do, **changes})


@pytest.mark.row("H-26", page="/staff/<area>/routes")
@pytest.mark.row("H-28", page="/staff/<area>/routes")
def test_every_kind_of_document_has_its_route_in_words_and_as_a_picture(desk: PageClient) -> None:
    page = desk.get(LIST)
    assert page.status_code == 200
    for sentence in (
        "Who decides: Board of the Town of Hlučín.",
        "Who decides: assemblies of the other municipalities (14).",
        "Who decides: assemblies of the municipalities asked to join.",
        "What counts as consent: noted or approved.",
    ):
        assert sentence in unescape(page.text).replace("\xa0", " ")
    assert page.text.count('<svg class="diagram__picture"') == 5
    assert "The same in words stands below the picture." in page.text


def test_a_changed_route_is_a_version_that_a_running_round_does_not_follow(
    desk: PageClient, office: Office, running: PlanBeforeMembers
) -> None:
    done = send(desk, PLAN, "save", **{"stages-1-deadline_days": "99", "reason": "Usnesení ZM č. 5."})
    assert (done.status_code, done.location) == (303, f"{LIST}#plan")
    assert office.value("SELECT max(version) FROM approval_route WHERE document_kind = 'plan'") == 2
    page = unescape(desk.get(PLAN).text)
    assert "Reason: Usnesení ZM č. 5." in page
    assert "Each body has 99 days" in page
    assert "Each body has 120 days" in page
    round_page = desk.get(f"/staff/hlucin/round/{running.plan.process_id}").text
    assert "Each body has 120 days" in round_page
    assert "99 days" not in round_page


def test_saving_a_route_as_it_is_changes_nothing(desk: PageClient, office: Office) -> None:
    done = send(desk, REPORT, "save")
    assert done.status_code == 303
    assert "Nothing has changed" in desk.get(LIST).text
    assert office.value("SELECT max(version) FROM approval_route") == 1


def test_a_stage_is_added_moved_and_removed_without_javascript(desk: PageClient) -> None:
    added = send(desk, REPORT, "add-stages")
    assert added.status_code == 200
    assert "stages-2-label_cs" in typed(added.text)
    hidden = {"csrf_token": desk.token(REPORT), "seen": "1"}
    form = {**typed(added.text), **hidden, "stages-2-label_cs": "Svazek", "stages-2-bodies": "union"}
    moved = desk.post(REPORT, data={**form, "do": "up-stages-2"})
    names = [typed(moved.text)[f"stages-{index}-label_cs"] for index in range(3)]
    assert names == ["Rada města Hlučína", "Svazek", "Zastupitelstva ostatních obcí"]
    removed = desk.post(REPORT, data={**typed(moved.text), **hidden, "do": "remove-stages-0"})
    names = [typed(removed.text)[f"stages-{index}-label_cs"] for index in range(2)]
    assert names == ["Svazek", "Zastupitelstva ostatních obcí"]
    assert (typed(removed.text)["stages-1-counts"], typed(removed.text)["stages-1-proposes"]) == (
        ["approved", "noted"],
        "noted",
    )
    assert "union of municipalities" in removed.text


def test_the_preview_says_beforehand_what_is_impossible_and_doubtful(
    desk: PageClient, office: Office
) -> None:
    changes = {"stages-1-join": "at_least", "stages-1-join_value": "15", "stages-1-deadline_days": "6"}
    page = send(desk, REPORT, "check", **changes)
    assert page.status_code == 422
    words = unescape(page.text)
    assert "Only this many bodies decide in the stage: 14." in words
    assert "at least 7 days ahead (§ 93" in words
    assert typed(page.text)["stages-1-join_value"] == "15"
    assert send(desk, REPORT, "check", **{**changes, "stages-1-join_value": "8"}).status_code == 200
    assert office.value("SELECT max(version) FROM approval_route") == 1


BAD_INPUT: tuple[tuple[dict[str, Any], str], ...] = (
    ({"stages-1-deadline_days": "tři týdny"}, "tři týdny"),
    ({"stages-1-bodies": "všichni"}, "Choose one of the"),
    ({"stages-1-bodies": "named"}, "the area has no such body"),
    ({"stages-1-label_cs": ""}, "Write the name of the stage."),
    ({"stages-1-counts": []}, "Tick at least one outcome"),
    ({"stages-1-proposes": "consented"}, "can propose only what counts"),
    ({"valid_from": "zítra"}, "Write the day as 2026-12-31."),
    ({"reason": ""}, "Write the reason of the change"),
    ({"stages-1-note": "x" * 301}, "at most 300"),
)


def test_bad_input_comes_back_with_everything_typed(desk: PageClient, office: Office) -> None:
    kept = {"stages-0-note": "Co jsem napsala.", "reason": "Důvod."}
    for changes, sentence in BAD_INPUT:
        page = send(desk, REPORT, "save", **{**kept, **changes})
        assert page.status_code == 422, changes
        assert sentence in unescape(page.text), changes
        assert typed(page.text)["stages-0-note"] == "Co jsem napsala."
    assert office.value("SELECT max(version) FROM approval_route") == 1


def test_somebody_faster_is_shown_beside_what_was_typed(desk: PageClient) -> None:
    before = desk.get(REPORT).text
    mine = {**typed(before), **desk.hidden(REPORT), "do": "save", "reason": "Můj důvod."}
    send(desk, REPORT, "save", **{"stages-0-deadline_days": "33", "reason": "Byl jsem rychlejší."})
    late = desk.post(REPORT, data={**mine, "stages-0-deadline_days": "44"})
    assert late.status_code == 409
    assert "Somebody saved this route meanwhile." in late.text
    assert "Each body has 33 days" in late.text
    assert typed(late.text)["stages-0-deadline_days"] == "44"
    seen = re.search(r'name="seen" value="(\d+)"', late.text)
    again = desk.post(REPORT, data={**mine, "stages-0-deadline_days": "44", "seen": seen.group(1)})
    assert again.status_code == 303


def test_a_kind_without_a_route_gets_its_first_one(desk: PageClient, office: Office) -> None:
    office.do("DELETE FROM approval_route WHERE document_kind = 'action_plan'")
    url = "/staff/hlucin/routes/action_plan"
    assert "There is no stage yet." in desk.get(url).text
    refused = send(desk, url, "save", reason="První.")
    assert (refused.status_code, "has no stage" in refused.text) == (422, True)
    added = send(desk, url, "add-stages")
    form = {**typed(added.text), "stages-0-label_cs": "ZM", "do": "save", "reason": "První."}
    assert desk.post_form(url, form).status_code == 303
    assert office.value("SELECT version FROM approval_route WHERE document_kind = 'action_plan'") == 1


def test_neither_a_clerk_nor_another_areas_coordinator_sees_or_changes_routes(
    client: PageClient, office: Office
) -> None:
    with office.work() as tx:
        import_area(tx, read_area_file(shipped("albrechtice")))
        body = office.value(
            "SELECT b.id FROM body b JOIN municipality m ON m.id = b.municipality_id WHERE m.code = :code LIMIT 1",
            code=HLUCIN,
        )
        strangers = [clerk_of(tx, body), coordinator(tx, "albrechtice")]
    for email in strangers:
        client.sign_in(email)
        for url in (LIST, REPORT):
            assert client.get(url).status_code == 403
        assert client.post(REPORT, data={"do": "save"}).status_code in (400, 403)
    assert office.value("SELECT max(version) FROM approval_route") == 1


def test_no_such_kind_of_document(desk: PageClient) -> None:
    assert desk.get("/staff/hlucin/routes/rules").status_code == 404


def test_everything_that_a_route_can_say_can_be_chosen(desk: PageClient) -> None:
    page = desk.get(PLAN).text
    offered = {name: set(re.findall(r'value="([^"]*)"', options)) for name, options in CHOSEN.findall(page)}
    for name, known in CHOICES.items():
        assert offered[f"stages-0-{name}"] == set(known), name
    assert set(re.findall(r'name="stages-0-counts" [^>]*value="(\w+)"', page)) == set(OUTCOMES_THAT_COUNT)
    assert "507016/board" in offered["stages-0-body_key"]


def test_municipalities_asked_to_join_may_be_asked_one_after_another(
    desk: PageClient, office: Office
) -> None:
    url = "/staff/hlucin/routes/intent"
    changes = {"stages-0-order": "one_by_one", "stages-0-refusal": "go_on"}
    page = send(desk, url, "check", **changes)
    assert page.status_code == 200
    assert "the next one is asked once the one before it has decided" in unescape(page.text)
    assert send(desk, url, "save", **changes, reason="Postupně.").status_code == 303
    kept = "SELECT stages->0->>'order' FROM approval_route WHERE document_kind = 'intent' AND version = 2"
    assert office.value(kept) == "one_by_one"


@pytest.mark.row("H-27", page="/staff/<area>/routes/<kind>")
def test_the_order_in_which_municipalities_are_asked_is_written_a_name_a_line(
    desk: PageClient, office: Office
) -> None:
    one_by_one = {"stages-1-order": "one_by_one", "stages-1-refusal": "ask"}
    wrong = send(
        desk, PLAN, "save", **one_by_one, **{"stages-1-sequence": "Píšť\nNikde\nPíšť"}, reason="Nově."
    )
    assert wrong.status_code == 422
    assert "We do not know the municipality “Nikde” in this area." in unescape(wrong.text)
    assert "Píšť\nNikde\nPíšť" in unescape(wrong.text).replace("\r", ""), "what was typed stays"
    twice = send(desk, PLAN, "check", **one_by_one, **{"stages-1-sequence": "Píšť; 509647"})
    assert "It stands in the order twice" in unescape(twice.text)
    typed_order = {"stages-1-sequence": "píšť\n512974"}
    shown = unescape(send(desk, PLAN, "check", **one_by_one, **typed_order).text)
    assert "In this order: Píšť, Bělá, then the others by the alphabet." in shown
    assert "one after another: Píšť, Bělá …" in shown, "the picture says it, too"
    order = [
        shown.index(f"Assembly of the Municipality of {name}") for name in ("Píšť", "Bělá", "Bohuslavice")
    ]
    assert order == sorted(order)
    assert (
        send(desk, PLAN, "save", **one_by_one, **typed_order, reason="Jak jdou zasedání.").status_code == 303
    )
    kept = "SELECT stages->1->'sequence' FROM approval_route WHERE document_kind = 'plan' AND version = 2"
    assert office.value(kept) == ["509647", "512974"]
    page = unescape(desk.get(PLAN).text)
    assert "Píšť\nBělá</textarea>" in page.replace("\r", "")
    assert send(desk, PLAN, "save", **{"stages-1-order": "parallel"}, reason="Zpět.").status_code == 303
    assert office.value(kept.replace("version = 2", "version = 3")) == []
