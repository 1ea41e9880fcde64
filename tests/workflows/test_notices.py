"""Every notice: who gets it, where it leads, and what it says in both languages, beside a golden file.

UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
"""

import os
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, update

from tests.workflows.notice_cases import CASES, first_group
from tests.workflows.notice_scene import Scene, make_scene
from workflow_app.db.uow import Transaction
from workflow_app.documents.typography import typeset
from workflow_app.engine.catalogue import Catalogue
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.user import User
from workflow_app.notifications.compose import compose
from workflow_app.notifications.notice import Notice
from workflow_app.web.register import register_pages
from workflows.catalogue import FOLDER, common_parts, load_definitions, process_parts
from workflows.common.groups import RECOMMENDED

HERE = Path(__file__).parent
BASE = "https://plany.example.cz"


@pytest.fixture
def scene(tx: Transaction, catalogue: Catalogue) -> Scene:
    return make_scene(tx, catalogue)


def _notice(scene: Scene, name: str) -> Notice:
    step = CASES[name](scene)
    notice: Notice = scene.catalogue.parts[step.process.process].notices[name.partition("/")[2]](step)
    return notice


def _written(notice: Notice, name: str) -> str:
    everybody = [f"{person.name} <{person.email}> {person.link}" for person in notice.recipients]
    lines = list(dict.fromkeys(everybody))
    first = notice.recipients[0]
    for language in ("cs", "en"):
        context = {**notice.context, "why": first.why, "link": BASE + first.link}
        composed = compose(notice.texts, name.partition("/")[2], language, context)
        lines += [
            f"=== {language}",
            typeset(composed.subject, language),
            "",
            typeset(composed.body, language),
        ]
    return re.sub(r"/\d{1,5}(?=/|\n|$)", "/<process>", "\n".join(lines))  # codes have six digits


@pytest.mark.parametrize("name", CASES)
def test_notice_says_what_its_golden_file_says(scene: Scene, name: str) -> None:
    process, _, notice_name = name.partition("/")
    golden = HERE / process / "golden" / f"{notice_name}.txt"
    written = _written(_notice(scene, name), name)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_every_notice_of_every_definition_has_a_case_and_every_defined_one_is_named() -> None:
    parts, common = process_parts(), common_parts()
    named = {
        (law.process, name)
        for law in load_definitions()
        for names in (law.start_notices, *(item.notices for item in law.transitions))
        for name in names
    }
    cases = {tuple(case.split("/")) for case in CASES}
    owners = {
        (process if parts[process].notices[name] is not common.notices.get(name) else "common", name)
        for process, name in named
    }
    assert owners == cases
    assert set(common.notices) <= {name for _, name in named}


def test_every_text_is_there_in_both_languages_and_belongs_to_a_notice() -> None:
    found = {
        f"{path.parent.parent.name}/{path.name}"
        for path in FOLDER.glob("*/texts/*.txt")
        if not path.name.startswith("_")
    }
    assert found == {f"{case}.{language}.txt" for case in CASES for language in ("cs", "en")}


@pytest.mark.parametrize("name", [case for case in CASES if "reminder" in case or "opened" in case])
def test_nobody_is_asked_for_what_is_no_longer_wanted(scene: Scene, name: str) -> None:
    step = CASES[name](scene)
    if name in ("common/council_round_opened", "council_resolution/record_reopened"):
        return
    step.process.state = "somewhere_else"
    notice = scene.catalogue.parts[step.process.process].notices[name.partition("/")[2]](step)
    assert notice.recipients == ()


def test_every_link_leads_to_a_page(scene: Scene) -> None:
    pages = Flask("pages")
    register_pages(pages)
    routes = pages.url_map.bind("localhost")
    links = {person.link for name in CASES for person in _notice(scene, name).recipients}
    for link in links:
        assert routes.match(link, method="GET"), link


def test_contact_address_is_written_to_where_nobody_has_an_account(scene: Scene) -> None:
    before = _notice(scene, "council_resolution/packet_available").recipients
    assert all(person.user_id is not None for person in before)
    mayors = [person.user_id for person in before]
    scene.tx.session.execute(update(User).where(User.id.in_(mayors)).values(active=False))
    (office,) = _notice(scene, "council_resolution/packet_available").recipients
    assert (office.user_id, office.email) == (None, "podatelna@hlucin.example.cz")
    assert "město Hlučín" in office.why.cs


def test_group_that_has_recommended_is_not_reminded(scene: Scene) -> None:
    key, body_id = first_group(scene)
    said = {"process_id": scene.plan.process_id, "body_id": body_id, "kind": RECOMMENDED, "comment": ""}
    scene.tx.session.execute(insert(GroupOpinion).values(**said, said_at=scene.tx.now))
    links = {person.link for person in _notice(scene, "plan/group_review_reminder").recipients}
    assert not any(key in link for link in links)
    assert len(links) == len(scene.plan.groups) - 1
