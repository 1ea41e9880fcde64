"""Writing a measure card through the pages, without JavaScript."""

import pytest
from sqlalchemy import select

from workflow_app.models.measure import Measure
from workflow_app.models.plan import Goal

CARD = {
    "title": "Pečovatelská služba",
    "description": "Služba do 20 h.",
    "owner": "Město Hlučín",
    "municipalities": ["507016", "512974"],
    "year_from": "2027",
    "year_to": "2030",
    "costs-0-year": "2027",
    "costs-0-amount_czk": "1 250 000",
    "costs-0-source": "municipality",
    "indicators-0-name": "Klienti za rok",
    "indicators-0-target": "120",
    "activities-0-title": "Nábor",
}


@pytest.mark.row("H-10")
def test_saves_the_whole_card(member_client, written, row_of):
    url = written.url(f"/measure/{written.measure}")
    answer = member_client.post_form(url, {**CARD, "do": "done"})
    assert (answer.status_code, answer.location) == (303, written.url("/write"))
    measure = row_of(Measure, written.measure)
    assert (measure.title, measure.done) == ("Pečovatelská služba", True)
    assert measure.card["municipalities"] == ["512974", "507016"]
    assert measure.card["costs"] == [{"year": 2027, "amount_czk": 1_250_000, "source": "municipality"}]
    assert measure.card["activities"][0]["number"] == f"{measure.number}.1"
    page = member_client.get(url).text
    assert 'value="1 250 000"' in page
    assert "Uloženo" in page or "saved" in page


@pytest.mark.row("H-01", page="/working-group/<area>/<group>/plan/<process>/measure/<measure>")
def test_a_related_activity_is_a_measure_like_a_service(member_client, written, row_of):
    url = written.url(f"/measure/{written.measure}")
    meeting = {**CARD, "title": "Setkávání sousedů", "description": "Dobrovolníci zvou seniory na oběd."}
    assert (
        "registr" not in member_client.get(url).text.lower()
    )  # nobody asks whether it is a registered service
    assert member_client.post_form(url, {**meeting, "do": "done"}).status_code == 303
    assert row_of(Measure, written.measure).done
    assert "Setkávání sousedů" in member_client.get(written.url("/write")).text


def test_rows_come_and_go_without_saving(member_client, written, row_of):
    url = written.url(f"/measure/{written.measure}")
    page = member_client.post_form(url, {**CARD, "do": "add-costs"})
    assert page.status_code == 200
    assert 'name="costs-1-amount_czk"' in page.text
    assert 'value="1 250 000"' in page.text
    page = member_client.post_form(url, {**CARD, "costs-1-year": "2028", "do": "remove-costs-0"})
    assert 'name="costs-1-year"' not in page.text
    assert 'name="costs-0-year"' in page.text
    assert 'value="2028"' in page.text
    three = {**CARD, **{f"costs-{row}-year": str(2027 + row) for row in range(3)}}
    two = member_client.post_form(url, {**three, "do": "remove-costs-1"}).text
    assert 'value="remove-costs-1"' in two
    assert 'value="remove-costs-2"' not in two
    assert [year in two.split('id="costs"')[1] for year in ('"2027"', '"2028"', '"2029"')] == [
        True,
        False,
        True,
    ]
    assert row_of(Measure, written.measure).seq == 0


def test_a_gap_between_rows_does_not_confuse_errors(member_client, written):
    url = written.url(f"/measure/{written.measure}")
    typed = {**CARD, "costs-3-year": "letos", "costs-3-amount_czk": "5", "costs-3-source": "eu", "do": "save"}
    answer = member_client.post_form(url, typed)
    assert answer.status_code == 422
    assert 'href="#costs-1-year"' in answer.text
    assert 'value="letos"' in answer.text


def test_everything_wrong_is_told_and_nothing_lost(member_client, written, row_of):
    url = written.url(f"/measure/{written.measure}")
    typed = {**CARD, "costs-0-amount_czk": "asi milion", "year_to": "2050", "owner": "o" * 600, "do": "save"}
    answer = member_client.post_form(url, typed)
    assert answer.status_code == 422
    for anchor in ("costs-0-amount_czk", "year_to", "owner"):
        assert f'href="#{anchor}"' in answer.text
    assert 'value="asi milion"' in answer.text
    assert "2027 až 2030" in answer.text
    assert row_of(Measure, written.measure).seq == 0


def test_an_outdated_tab_sees_what_differs(member_client, written, row_of):
    url = written.url(f"/measure/{written.measure}")
    old = member_client.hidden(url)
    member_client.post(url, data={**old, **CARD, "do": "save"})
    mine = {**CARD, "description": "Služba do 22 h.", "costs-0-amount_czk": "2 000 000"}
    answer = member_client.post(url, data={**old, **mine, "do": "save"})
    assert answer.status_code == 409
    assert "<mark> 22</mark>" in answer.text
    assert "<mark> 20</mark>" in answer.text
    assert row_of(Measure, written.measure).card["description"] == "Služba do 20 h."
    answer = member_client.post(url, data={**old, **mine, "seen": "1", "do": "save"})
    assert answer.status_code == 303
    assert row_of(Measure, written.measure).card["description"] == "Služba do 22 h."


def test_another_groups_measure_is_read_and_not_written(member_client, written, row_of):
    url = written.url(f"/measure/{written.foreign_measure}")
    page = member_client.get(url)
    assert page.status_code == 200
    assert "<textarea" not in page.text
    answer = member_client.post_form(url, {**CARD, "seen": "0", "do": "save"})
    assert answer.status_code == 422
    assert row_of(Measure, written.foreign_measure).seq == 0


def test_parts_are_added_and_removed(member_client, written, change, row_of):
    answer = member_client.post_form(written.url("/add/goal/0"), {"title": "Žít doma"})
    goal = int(answer.location.rsplit("/", 1)[1])
    assert row_of(Goal, goal).number == "5"
    assert member_client.post_form(written.url(f"/add/priority/{goal}"), {"title": ""}).status_code == 422
    member_client.post_form(written.url(f"/add/priority/{goal}"), {"title": "Péče"})
    page = member_client.get(written.url(f"/goal/{goal}")).text
    assert "5.1 Péče" in page
    priority = page.split("/add/measure/")[1].split('"')[0]
    answer = member_client.post_form(written.url(f"/add/measure/{priority}"), {"title": "Nové opatření"})
    url = answer.location
    assert "5.1.1 Nové opatření" in member_client.get(url).text
    assert member_client.get(f"{url}/remove").status_code == 200
    member_client.post_form(f"{url}/remove", {})
    titles = change(lambda tx: tx.session.scalars(select(Measure.title)).all())
    assert "Nové opatření" not in titles
    assert member_client.get(written.url("/add/chapter/0")).status_code == 404


def test_a_goal_keeps_what_was_typed_when_it_is_refused(member_client, written, change, row_of):
    goal = change(
        lambda tx: tx.session.scalars(
            select(Goal.id).where(Goal.body_id == written.plan.groups["ps-seniori"])
        ).one()
    )
    url = written.url(f"/goal/{goal}")
    answer = member_client.post_form(url, {"title": "", "text": "Text cíle"})
    assert answer.status_code == 422
    assert "Text cíle" in answer.text
    page = member_client.get(url).text
    name = page.split('name="priority-')[1].split('"')[0]
    typed = {"title": "Žít doma", "text": "Text cíle", f"priority-{name}": ""}
    answer = member_client.post_form(url, typed)
    assert answer.status_code == 422
    assert f'href="#priority-{name}"' in answer.text
    assert member_client.post_form(url, {**typed, f"priority-{name}": "Péče"}).status_code == 303
    assert row_of(Goal, goal).title == "Žít doma"
