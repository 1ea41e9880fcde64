"""Who is told that working groups merged or split, and what the public reads of it."""

import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.factories.plan import RunningPlan, make_plan
from tests.factories.plan_in_force import make_plan_in_force
from tests.workflow_app.web.staff.conftest import Office
from tests.workflow_app.web.staff.merging_groups import DAY, answers, merge, pair, shown, split_answers

STEERING = "b.kind = 'steering_group'"


@pytest.fixture
def plan(office: Office) -> RunningPlan:
    with office.work() as tx:
        return make_plan(tx, office.catalogue)


@pytest.mark.row("K-24", page="/areas/<area>")
def test_the_public_reads_which_groups_merged_and_on_which_day(
    desk: PageClient, client: PageClient, office: Office, plan: RunningPlan
) -> None:
    gone, stays = pair(office, plan)
    merge(desk, answers(office, (gone, stays), stays))
    former, now = (
        office.value("SELECT name_en FROM body WHERE id = :body", body=body) for body in (gone, stays)
    )
    page = client.get("/areas/hlucin").text.replace("\u00a0", " ")
    groups, history = page[page.index("groups-table") :].split('id="history-title"')
    assert f"merged on 1 December 2026, former groups: {former}" in groups
    assert groups.count(former) == 1  # it has no row of its own any more
    assert f"Working groups merged. Former: {former}. Now: {now}." in history
    assert '<time datetime="2026-12-01">' in history


LETTERS = "SELECT n.email, n.body, n.link FROM notification n WHERE n.name = :name ORDER BY n.email"


def letters(office: Office, name: str) -> dict[str, tuple[str, str]]:
    with office.database.engine.connect() as connection:
        return {
            email: (body, link) for email, body, link in connection.execute(text(LETTERS), {"name": name})
        }


def sitting(office: Office, where: str) -> set[str]:
    """E-mails of everybody who sits today in such bodies."""
    statement = (
        'SELECT DISTINCT u.email FROM seat s JOIN "user" u ON u.id = s.user_id JOIN body b ON b.id = s.body_id '
        f"WHERE s.valid_from <= '{DAY}' AND (s.valid_to IS NULL OR s.valid_to >= '{DAY}') AND ({where})"
    )
    with office.database.engine.connect() as connection:
        return set(connection.execute(text(statement)).scalars())


@pytest.mark.row("K-24", page="/staff/<area>/groups/merge")
def test_people_of_both_groups_and_the_steering_group_are_told_once_each(
    desk: PageClient, office: Office, plan: RunningPlan
) -> None:
    gone, stays = pair(office, plan)
    keys = {body: key for key, body in plan.groups.items()}
    people, steering = sitting(office, f"b.id IN ({gone}, {stays})"), sitting(office, STEERING)
    preview = merge(desk, answers(office, (gone, stays), stays, note="Skupiny se scházely spolu."))
    assert "the steering group get an e-mail about it" in preview
    found = letters(office, "groups_merged")
    assert set(found) == people | steering
    former, now = (
        office.value("SELECT name FROM body WHERE id = :body", body=body) for body in (gone, stays)
    )
    for email, (letter, link) in found.items():
        body = letter.replace("\u00a0", " ")
        assert "od 1. 12. 2026 jsou pracovní skupiny sloučené" in body
        assert f"- {former}\n" in body
        assert f"Dál pracuje: {now}" in body
        assert "Poznámka: Skupiny se scházely spolu." in body
        assert link == (f"/working-group/hlucin/{keys[stays]}/" if email in people else "/steering/hlucin")
    sent = office.value("SELECT count(*) FROM outbox_message WHERE topic = 'send_notice'")
    assert sent >= len(found)


def test_people_of_the_old_group_and_of_the_new_one_are_told_of_a_split(
    desk: PageClient, office: Office
) -> None:
    with office.work() as tx:
        plan = make_plan_in_force(tx, office.catalogue)
    key, group = next(iter(plan.groups.items()))
    people, steering = sitting(office, f"b.id = {group}"), sitting(office, STEERING)
    page, data = split_answers(office, key, group)
    preview = desk.post_form(page, data)
    desk.post_form(page, {**data, "shown": shown(preview.text), "confirm": "1"})
    found = letters(office, "group_split")
    assert set(found) == people | steering
    links = {link for email, (_, link) in found.items() if email in people}
    assert links == {f"/working-group/hlucin/{key}/", "/working-group/hlucin/ps-rodiny/"}
