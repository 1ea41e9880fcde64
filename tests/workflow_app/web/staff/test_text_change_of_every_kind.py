"""Changes of the text of reports, action plans, measures and intents: through the same pages, in both languages."""

import re
from html import unescape

import pytest

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.factories.changed_text import BEFORE_COUNCILS, MEETING, FrozenText, bodies_of
from tests.factories.document import make_document
from tests.factories.people import chair, coordinator, member
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.engine.fire import fire
from workflow_app.kernel.actor import SYSTEM
from workflow_app.models.process_instance import ProcessInstance
from workflows.council_resolution.payloads import ResolutionRecorded

LANGUAGES = ("cs", "en")
SECTIONS = {  # how the name of the section with the sentence begins
    "measure": {"cs": "Opatření ", "en": "Measure "},
    "intent": {"cs": "Text záměru", "en": "Text of the intent"},
}
EDITORIAL = {"cs": "redakční: schválení platí", "en": "editorial: approvals stand"}
OPEN = {"cs": "změna je otevřená", "en": "a change is open"}
BEFORE = {"cs": "předtím: verze 1 – schváleno", "en": "before: version 1 – approved"}
ON_FIRST = {"cs": "rozhodla o verzi 1", "en": "decided on version 1"}
HOLDS = {"cs": "platí akční plán v dosavadním znění", "en": "the action plan holds as it is"}
GIVE_UP = {"cs": "Od změny upustit", "en": "Give up the change"}
MEANWHILE = {
    "cs": ("změna se schvaluje", "Obce rozhodují o změně"),
    "en": ("a change is being approved", "The municipalities are deciding about a change"),
}
NEW_WORDS = "Opraveno do roku 2028."


def make(office: Office, kind: str, *, decided: bool = False) -> FrozenText:
    """The document before the councils; with `decided` the first body has approved."""
    with office.work() as tx:
        text = BEFORE_COUNCILS[kind](tx, office.catalogue)
        if decided:
            body = bodies_of(tx, text.process_id)[0]
            approve(office, tx, body)
        return text


def approve(office: Office, tx, body: ProcessInstance) -> None:
    fire(tx, office.catalogue, body.id, "packet_ready")
    said = ResolutionRecorded(verdict="approved", session_on=MEETING, number="7/2026", source="e-mail")
    fire(acting(tx, coordinator(tx)), office.catalogue, body.id, said.trigger, said)
    assert tx.actor is SYSTEM


def read_in(client: PageClient, language: str) -> None:
    with client.session_transaction() as cookie:
        cookie["language"] = language


def as_person(client: PageClient, office: Office, who, language: str) -> None:
    with office.work() as tx:
        client.sign_in(who(tx))
    read_in(client, language)


def begin(desk: PageClient, text: FrozenText, called: str = "") -> str:
    """Open a change and return the address of the section that has the sentence."""
    step = f"/staff/hlucin/document/{text.process_id}/step/open_text_change"
    assert desk.post_form(step, {"reason": "V textu chybí rok."}).status_code == 303
    section = f"/staff/hlucin/text-change/{text.process_id}/section/{text.section or 'top'}"
    page = desk.get(f"/staff/hlucin/text-change/{text.process_id}").text
    assert f'href="{section}">{called}' in page
    return section


def whole(desk: PageClient, section: str) -> dict[str, str]:
    """Everything that the form of a section shows, as it stands."""
    page = desk.get(section).text
    inputs = re.findall(r'<input[^>]*type="(?:text|date)"[^>]*>', page)
    lines = {
        name: re.search(r'value="([^"]*)"', field) for field in inputs for name in names_in(field) if name
    }
    areas = dict(re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL))
    typed = {name: found[1] if found else "" for name, found in lines.items()} | areas
    return {name: unescape(value) for name, value in typed.items()}


def names_in(field: str) -> list[str]:
    return re.findall(r'name="([^"]*)"', field)


def submit(desk: PageClient, text: FrozenText, called: str = "") -> None:
    section = begin(desk, text, called)
    saved = desk.post_form(section, whole(desk, section) | {text.field: NEW_WORDS})
    assert saved.status_code == 303
    step = f"/staff/hlucin/document/{text.process_id}/step/submit_text_change"
    assert desk.post_form(step, {}).status_code == 303


def class_as(client: PageClient, text: FrozenText, trigger: str, restart_from: int = 1) -> int:
    answer = client.post_form(
        f"/steering/hlucin/text-change/{text.process_id}",
        {
            "trigger": trigger,
            "meeting_on": MEETING.isoformat(),
            "reason": "Tak rozhodla skupina.",
            "restart_from": str(restart_from),
        },
    )
    return answer.status_code


@pytest.mark.row("K-25", page="/staff/<area>/text-change/<id>")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(BEFORE_COUNCILS))
def test_an_editorial_change_from_the_first_word_to_the_decision(
    desk: PageClient, office: Office, kind: str, language: str
) -> None:
    text = make(office, kind)
    read_in(desk, language)
    submit(desk, text, SECTIONS.get(kind, SECTIONS["measure"])[language])
    shown = desk.get(f"/staff/hlucin/text-change/{text.process_id}").text
    assert re.search(r"<ins>[^<]*do roku 2028", shown)
    assert OPEN[language] in desk.get(f"/staff/hlucin/document/{text.process_id}").text
    as_person(desk, office, chair, language)
    page = f"/steering/hlucin/text-change/{text.process_id}"
    assert page in desk.get("/steering/hlucin").text
    assert re.search(r"<ins>[^<]*do roku 2028", desk.get(page).text)
    assert class_as(desk, text, "class_editorial") == 303
    assert EDITORIAL[language] in desk.get(page).text
    versions = (
        "SELECT array_agg(DISTINCT version.number) FROM process_instance JOIN version "
        "ON version.id = version_id WHERE parent_id = :id"
    )
    assert office.value(versions, id=text.process_id) == [2]
    assert office.state(text.process_id) == "council_approval"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["measure", "intent"])
def test_after_a_substantive_change_round_and_matrix_show_who_approved_which_version(
    desk: PageClient, office: Office, kind: str, language: str
) -> None:
    text = make(office, kind, decided=True)
    read_in(desk, language)
    submit(desk, text)
    as_person(desk, office, chair, language)
    assert class_as(desk, text, "class_substantive") == 303
    as_person(desk, office, coordinator, language)
    assert BEFORE[language] in desk.get(f"/staff/hlucin/round/{text.process_id}").text
    rows = "SELECT count(*) FROM process_instance WHERE parent_id = :id AND ended_at IS NULL"
    assert office.value(rows, id=text.process_id) == {"measure": 1, "intent": 3}[kind]
    matrix = desk.get(f"/staff/hlucin/matrix?document={text.process_id}-1").text
    assert matrix.count(ON_FIRST[language]) == 1


def printed(office: Office, text: FrozenText) -> int:
    """The Word document that the newest step has made."""
    with office.work() as tx:
        return make_document(tx, text.process_id, "action_plan")


@pytest.mark.row("K-25", page="/steering/<area>/text-change/<id>")
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_action_plan_in_force_holds_for_the_public_until_the_councils_agree_to_a_change(
    desk: PageClient, office: Office, language: str
) -> None:
    text = make(office, "action_plan", decided=True)
    public = f"/areas/hlucin/action-plans/{office.value('SELECT id FROM action_plan')}"
    read_in(desk, language)
    adopted = printed(office, text)
    before = desk.get(public).text
    submit(desk, text)
    as_person(desk, office, chair, language)
    assert HOLDS[language] in desk.get(f"/steering/hlucin/text-change/{text.process_id}").text
    assert class_as(desk, text, "class_substantive", restart_from=2) == 422
    assert class_as(desk, text, "class_substantive") == 303
    draft = printed(office, text)
    meanwhile = desk.get(public).text
    assert [f"/documents/{number}" in meanwhile for number in (adopted, draft)] == [True, False]
    assert desk.get(f"/areas/hlucin/documents/{draft}").status_code == 404
    assert re.findall("<code.*</code>", meanwhile) == re.findall("<code.*</code>", before)
    assert NEW_WORDS not in meanwhile
    assert all(words in meanwhile for words in MEANWHILE[language])
    shown = meanwhile.split('id="change"')
    assert [("7/2026" in part) for part in shown] == [True, False]
    as_person(desk, office, coordinator, language)
    assert BEFORE[language] in desk.get(f"/staff/hlucin/round/{text.process_id}").text
    assert GIVE_UP[language] in desk.get(f"/staff/hlucin/document/{text.process_id}").text
    with office.work() as tx:
        approve(office, tx, bodies_of(tx, text.process_id)[-1])
    assert office.state(text.process_id) == "in_force"
    after = desk.get(public).text
    assert NEW_WORDS in after
    assert 'id="change"' not in after


def test_the_public_reads_the_decisions_behind_the_text_when_a_change_is_given_up(
    desk: PageClient, office: Office
) -> None:
    text = make(office, "action_plan", decided=True)
    submit(desk, text)
    as_person(desk, office, chair, "en")
    assert class_as(desk, text, "class_substantive") == 303
    as_person(desk, office, coordinator, "en")
    step = f"/staff/hlucin/document/{text.process_id}/step/give_up_change"
    assert desk.post_form(step, {"reason": ""}).status_code == 422
    assert desk.post_form(step, {"reason": "Není třeba."}).status_code == 303
    page = desk.get(f"/areas/hlucin/action-plans/{office.value('SELECT id FROM action_plan')}").text
    assert "7/2026" in page
    assert 'id="change"' not in page
    assert NEW_WORDS not in page


@pytest.mark.parametrize("kind", list(BEFORE_COUNCILS))
def test_two_tabs_and_bad_input_lose_nothing(desk: PageClient, office: Office, kind: str) -> None:
    text = make(office, kind)
    section = begin(desk, text)
    typed = whole(desk, section)
    long = desk.post_form(section, typed | {text.field: "x" * 20_001})
    assert long.status_code == 422
    assert "x" * 20_001 in long.text
    seen = desk.hidden(section)
    assert desk.post_form(section, typed | {text.field: "První znění."}).status_code == 303
    late = desk.post(section, data={**seen, **typed, text.field: "Druhé znění."})
    assert late.status_code == 409
    assert "Druhé znění." in late.text
    assert "První znění." in late.text


@pytest.mark.parametrize("kind", list(BEFORE_COUNCILS))
def test_others_neither_see_nor_write_it(desk: PageClient, office: Office, kind: str) -> None:
    text = make(office, kind)
    section = begin(desk, text)
    for who in (chair, lambda tx: member(tx, "ps-seniori")):
        as_person(desk, office, who, "cs")
        assert desk.get(section).status_code == 403
        assert desk.get(f"/staff/hlucin/text-change/{text.process_id}").status_code == 403
    assert desk.get(f"/steering/hlucin/text-change/{text.process_id}").status_code == 403


def test_the_day_of_joining_changes_with_the_text_and_who_is_asked_stays(
    desk: PageClient, office: Office
) -> None:
    text = make(office, "intent")
    section = begin(desk, text)
    page = desk.get(section).text
    assert "The municipalities asked stay" in page
    typed = whole(desk, section)
    assert typed["join_on"] == "2027-01-01"
    wrong = desk.post_form(section, typed | {"join_on": "32. 1. 2027"})
    assert wrong.status_code == 422
    assert "32. 1. 2027" in wrong.text
    assert desk.post_form(section, typed | {"join_on": ""}).status_code == 422
    assert desk.post_form(section, typed | {"join_on": "1. 7. 2027"}).status_code == 303
    assert "1\u00a0July\u00a02027" in desk.get(f"/staff/hlucin/text-change/{text.process_id}").text
    step = f"/staff/hlucin/document/{text.process_id}/step/submit_text_change"
    assert desk.post_form(step, {}).status_code == 303
    assert str(office.value("SELECT join_on FROM intent")) == "2027-01-01"
    as_person(desk, office, chair, "en")
    assert class_as(desk, text, "class_editorial") == 303
    assert str(office.value("SELECT join_on FROM intent")) == "2027-07-01"


def test_a_change_of_a_proposal_begins_with_the_number_that_its_measure_has_today(
    desk: PageClient, office: Office
) -> None:
    text = make(office, "measure")
    office.do("UPDATE measure_change SET number = '7.1.1'")  # as new numbers of the plan do
    begin(desk, text)
    page = f"/staff/hlucin/text-change/{text.process_id}"
    assert "7.1.1" in desk.get(page).text
    office.do("UPDATE measure_change SET number = '8.1.1'")  # and again, while the change is being written
    step = f"/staff/hlucin/document/{text.process_id}/step/submit_text_change"
    assert desk.post_form(step, {}).status_code == 303
    frozen = "SELECT content->'after'->>'number' FROM version WHERE subject_kind = 'measure' AND number = 2"
    assert office.value(frozen) == "8.1.1"


def test_without_a_steering_group_the_coordinator_corrects_an_intent(
    desk: PageClient, office: Office
) -> None:
    text = make(office, "intent")
    section = begin(desk, text)
    assert desk.post_form(section, whole(desk, section) | {text.field: NEW_WORDS}).status_code == 303
    page = f"/staff/hlucin/text-change/{text.process_id}"
    assert "It decides first." in desk.get(page).text
    group = "(SELECT id FROM body WHERE kind = 'steering_group')"
    office.do(f"UPDATE membership SET valid_to = '2026-11-01' WHERE body_id IN {group}")
    office.do(f"UPDATE block_seat SET valid_to = '2026-11-01' WHERE host_id IN {group}")
    step = f"/staff/hlucin/document/{text.process_id}/step/correct_text"
    assert step in desk.get(page).text
    assert desk.post_form(step, {"reason": ""}).status_code == 422
    assert desk.post_form(step, {"reason": "Jen překlep."}, follow_redirects=True).status_code == 200
    assert "editorial: approvals stand" in desk.get(page).text
