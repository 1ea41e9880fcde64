"""What tests of merged and split working groups have in common: answers, and the two steps of the page."""

import re
from html import unescape
from typing import Any

from tests.browser_of_pages import PageClient
from tests.factories.plan import RunningPlan
from tests.workflow_app.web.staff.conftest import Office

GROUPS, MERGE = "/staff/hlucin/groups", "/staff/hlucin/groups/merge"
NEW = {"name": "Pracovní skupina pro rodiny", "name_en": "Working Group for Families", "key": "ps-rodiny"}
SEATS = "SELECT count(*) FROM membership WHERE body_id = :body AND (valid_to IS NULL OR valid_to >= :day)"
DAY = "2026-12-01"


def body_of(office: Office, key: str) -> int:
    return int(office.value("SELECT id FROM body WHERE key = :key", key=key))


def leaders(office: Office, *bodies: int) -> list[str]:
    with office.database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT user_id FROM membership WHERE role = 'leader' AND valid_to IS NULL AND body_id = ANY(%s)",
            (list(bodies),),
        )
        return [str(user_id) for (user_id,) in rows]


def shown(page: str) -> str:
    found = re.search(r'name="shown" value="([^"]*)"', page)
    assert found
    return unescape(found.group(1))


def merge(desk: PageClient, data: dict[str, object]) -> str:
    """Ask what will happen, then confirm; the sentence of the page that follows."""
    preview = desk.post_form(MERGE, data)
    assert preview.status_code == 200, preview.text
    done = desk.post_form(MERGE, {**data, "shown": shown(preview.text), "confirm": "1"})
    assert done.status_code == 303, done.text
    return preview.text.replace("\u00a0", " ")


def pair(office: Office, plan: RunningPlan) -> tuple[int, int]:
    first, second = list(plan.groups.values())[:2]
    return first, second


def answers(office: Office, groups: tuple[int, int], successor: object, **more: object) -> dict[str, object]:
    return {
        "on": DAY,
        "groups": [str(group) for group in groups],
        "successor": str(successor),
        "leaders": leaders(office, *groups),
        **more,
    }


def split_answers(office: Office, key: str, group: int) -> tuple[str, dict[str, Any]]:
    """The page, and answers by which the first member leads a new group with the first goal."""
    goal = office.value("SELECT id FROM goal WHERE body_id = :body", body=group)
    member = office.value(
        "SELECT user_id FROM membership WHERE body_id = :body AND role = 'member' ORDER BY id LIMIT 1",
        body=group,
    )
    said = {"on": DAY, "goals": [str(goal)], "people": [str(member)], "leader_id": str(member), **NEW}
    return f"{GROUPS}/{key}/split", said
