"""Decisions outside any round: recorded and corrected by the coordinator, shown in the area's public history."""

import pytest

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.staff.conftest import Office

PAGE = "/staff/hlucin/decisions"


def typed(office: Office, **more: str) -> dict[str, str]:
    """What Hlučín's history says of the beginning (domain § 1.1): board, session and date, no resolution number."""
    board = office.value(
        "SELECT b.id FROM body b JOIN municipality m ON m.id = b.municipality_id "
        "WHERE b.kind = 'board' AND m.code = '507016'"
    )
    return {
        "kind": "initiation",
        "body_id": str(board),
        "decided_on": "20. 6. 2005",
        "precision": "day",
        "session_number": "71. schůze",
        "subject": "Rada města rozhodla o zahájení příprav projektu komunitního plánování.",
        **more,
    }


@pytest.mark.row("H-12", page="/staff/<area>/decisions")
def test_a_decision_needs_no_resolution_number_and_stands_in_the_public_history(
    desk: PageClient, office: Office
) -> None:
    assert desk.post_form(PAGE, typed(office, source="Zápis v archivu")).status_code == 303
    assert "71. schůze" in desk.get(PAGE).text
    public = desk.get("/areas/hlucin").text.replace("\u00a0", " ")
    assert "rozhodla o zahájení příprav" in public
    assert "Rada města Hlučína, 71. schůze" in public
    assert "20 June 2005" in public
    assert "Zápis v archivu" not in public


@pytest.mark.row("A-06", page="/staff/<area>/decisions")
def test_another_body_may_begin_and_only_the_month_may_be_known(desk: PageClient, office: Office) -> None:
    more = {"body_id": "", "body_name": "Zastupitelstvo města Město Albrechtice", "decided_on": "1. 3. 2008"}
    assert (
        desk.post_form(PAGE, typed(office, precision="month", session_number="", **more)).status_code == 303
    )
    public = desk.get("/areas/hlucin").text.replace("\u00a0", " ")
    assert "March 2008" in public
    assert "1 March 2008" not in public


@pytest.mark.row("D-03", page="/staff/<area>/decisions")
@pytest.mark.row("D-04", page="/staff/<area>/decisions")
def test_a_submission_and_the_decision_of_an_outside_body_are_kept(desk: PageClient, office: Office) -> None:
    more = {"body_id": "", "body_name": "Zastupitelstvo Plzeňského kraje", "session_number": ""}
    sent = typed(office, **more | {"kind": "submission", "decided_on": "1. 10. 2005", "precision": "month"})
    assert (
        desk.post_form(PAGE, sent | {"subject": "Projekt předložen do 2. kola výzvy 3.2."}).status_code == 303
    )
    decided = typed(office, **more | {"kind": "project", "decided_on": "7. 2. 2006"})
    assert desk.post_form(PAGE, decided | {"subject": "Projekt byl schválen."}).status_code == 303
    page = desk.get(PAGE).text
    assert page.index("Projekt byl schválen.") < page.index("předložen do 2. kola")


def test_a_correction_is_a_new_row_and_the_old_one_stays(desk: PageClient, office: Office) -> None:
    desk.post_form(PAGE, typed(office))
    first = office.value("SELECT id FROM area_decision")
    form = f"{PAGE}?corrects={first}"
    assert 'value="71. schůze"' in desk.get(form).text
    assert desk.post_form(form, typed(office, session_number="72. schůze")).status_code == 422
    right = typed(office, session_number="72. schůze", reason="Opsáno chybně.")
    assert desk.post_form(form, right).status_code == 303
    assert "corrected later" in desk.get(PAGE).text
    assert "71. schůze" not in desk.get("/areas/hlucin").text
    assert desk.get(form).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided_on": "31. 2. 2005"},
        {"decided_on": "1. 1. 2050"},
        {"subject": ""},
        {"kind": "hop"},
        {"body_id": ""},
    ],
)
def test_bad_input_is_explained_and_kept(desk: PageClient, office: Office, wrong: dict[str, str]) -> None:
    answer = desk.post_form(PAGE, typed(office) | wrong)
    assert answer.status_code == 422
    assert 'value="71. schůze"' in answer.text
    assert office.value("SELECT count(*) FROM area_decision") == 0
