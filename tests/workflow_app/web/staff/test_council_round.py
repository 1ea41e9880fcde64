"""One round through the browser: rule, table, filter in the address, bulk extension, packets."""

import io
import zipfile

from flask import Flask

from tests.browser_of_pages import PageClient
from tests.factories.approval import record
from tests.workflow_app.web.staff.conftest import Office, PlanBeforeMembers
from workflow_app.engine.catalogue import Catalogue


def _url(running: PlanBeforeMembers, rest: str = "") -> str:
    return f"/staff/hlucin/round/{running.plan.process_id}{rest}"


def test_the_rule_is_a_sentence_and_every_body_a_row(desk: PageClient, running: PlanBeforeMembers) -> None:
    page = desk.get(_url(running)).text
    assert "Every municipality must agree." in page
    assert "When a body rejects it, the coordinator decides how to go on." in page
    assert "Shown 15 of 15" in page
    assert "1 of 1 agree" in page


def test_resolution_and_version_stand_in_the_row(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, number="12/3/2026", point="II")
    page = desk.get(_url(running, "?q=b%C4%9Bl")).text
    sha256 = office.value("SELECT sha256 FROM version")
    assert "Shown 1 of 15" in page
    assert "12/3/2026 II" in page
    assert f"1 ({sha256[:8]})" in page


def test_the_filter_stands_in_the_address_and_is_kept(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela, "noted")
    page = desk.get(_url(running, "?outcome=noted&stage=2")).text
    assert "Shown 1 of 15" in page
    assert '<option value="noted" selected>' in page
    assert "Shown 13 of 15" in desk.get(_url(running, "?outcome=waiting")).text
    assert "Shown 0 of 15" in desk.get(_url(running, "?q=%3Cscript%3E")).text


def test_a_document_without_a_round_and_another_areas_are_not_found(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    assert desk.get("/staff/hlucin/round/999999").status_code == 404
    office.do(
        "INSERT INTO area (key, name, name_locative, lead_municipality_id, coordinator, contacts, publicity)"
        " SELECT 'other', '{\"cs\": \"J\", \"en\": \"O\"}', 'v', lead_municipality_id, '{}', '[]', '{}' FROM area"
    )
    office.do(
        "UPDATE process_instance SET area_id = (SELECT id FROM area WHERE key = 'other') WHERE id = :id",
        id=running.plan.process_id,
    )
    assert desk.get(_url(running)).status_code == 404
    assert desk.get("/staff/other").status_code == 403


def test_chosen_bodies_get_more_time_once(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    page = _url(running, f"/extend?chosen={running.bela}&chosen={running.pist}")
    answers = {**desk.hidden(page), "until": "2027-06-30", "reason": "Volby"}
    first = desk.post(_url(running, "/extend"), data=answers, follow_redirects=True)
    assert "2 municipalities have more time." in first.text
    due = office.value("SELECT due_at::date FROM process_instance WHERE id = :id", id=running.bela)
    assert due.isoformat() == "2027-06-30"
    again = desk.post(_url(running, "/extend"), data=answers)
    assert again.status_code == 409
    assert "Volby" in again.text
    assert office.value("SELECT count(*) FROM transition_record WHERE trigger = 'extend'") == 2


def test_the_whole_round_is_extended_except_those_who_decided(
    desk: PageClient, running: PlanBeforeMembers, office: Office, catalogue: Catalogue
) -> None:
    with office.work() as tx:
        record(tx, catalogue, running.bela)
        record(tx, catalogue, running.pist, "approved_with_changes", changes="Jiný název.")
    page = _url(running, "/extend")
    offered = desk.get(page).text
    assert "Hať" in offered
    assert "Bělá" not in offered
    assert "Píšť" not in offered, "it has decided; only its changes are still judged"
    done = desk.post_form(page, {"until": "30. 6. 2027", "reason": "Volby"}, follow_redirects=True)
    assert "12 municipalities have more time." in done.text


def test_a_wrong_day_comes_back_with_advice_and_everything_typed(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    page = _url(running, f"/extend?chosen={running.bela}")
    for day in ("brzy", "2020-01-01"):
        answer = desk.post(
            _url(running, "/extend"), data={**desk.hidden(page), "until": day, "reason": "Volby"}
        )
        assert answer.status_code == 422
        assert "Volby" in answer.text
        assert day in answer.text
    assert office.value("SELECT count(*) FROM transition_record WHERE trigger = 'extend'") == 0


def test_a_body_of_another_round_cannot_be_slipped_in(
    desk: PageClient, running: PlanBeforeMembers, office: Office
) -> None:
    page = _url(running, f"/extend?chosen={running.bela}")
    foreign = {**desk.hidden(page), "chosen": "999999", "until": "2027-06-30", "reason": "x"}
    assert desk.post(_url(running, "/extend"), data=foreign).status_code in (404, 409)
    assert office.value("SELECT count(*) FROM transition_record WHERE trigger = 'extend'") == 0


def test_packets_of_chosen_bodies_come_as_one_file(
    desk: PageClient, running: PlanBeforeMembers, office: Office, app: Flask
) -> None:
    assert desk.get(_url(running, "/packets")).status_code == 303
    store = app.extensions["workflow"].store
    for name, process_id in (("Bělá.zip", running.bela), ("Píšť.zip", running.pist)):
        office.do(
            "INSERT INTO document (area_id, process_id, name, language, seq, file_name, media_type, size, sha256,"
            " created_at) SELECT id, :process, 'council_packet', 'cs', 0, :name, 'application/zip', 3, :sha, now()"
            " FROM area",
            process=process_id,
            name=name,
            sha=store.put(name.encode()),
        )
    answer = desk.get(_url(running, f"/packets?chosen={running.pist}"))
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["01_Píšť.zip"]
        assert archive.read("01_Píšť.zip") == "Píšť.zip".encode()
