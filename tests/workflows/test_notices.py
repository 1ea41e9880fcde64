"""Every notice: who gets it, where it leads, and what it says in both languages, beside a golden file.

UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update

from tests.workflows.notice_scene import Scene, make_scene
from workflow_app.db.uow import Transaction
from workflow_app.documents.typography import typeset
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.user import User
from workflow_app.notifications.compose import compose
from workflow_app.notifications.notice import Notice
from workflow_app.web.register import register_pages
from workflows.catalogue import FOLDER, common_parts, load_definitions, process_parts
from workflows.common.groups import RECOMMENDED

HERE = Path(__file__).parent
BASE = "https://plany.example.cz"
MakeStep = Callable[[Scene], RecordedStep]
REASON = {"reason": "V části chybí náklady na rok 2028.\nDoplňte je prosím & pošlete <znovu>."}


def _groups(scene: Scene, *keys: str) -> dict[str, Any]:
    return {**REASON, "body_ids": [scene.plan.groups[key] for key in keys]}


def _first_group(scene: Scene) -> tuple[str, int]:
    return next(iter(scene.plan.groups.items()))


def _resolution(verdict: str, **more: Any) -> dict[str, Any]:
    return {"verdict": verdict, "session_on": "2026-12-08", "number": "12/3/2026", **more}


def _submitted(scene: Scene) -> RecordedStep:
    _, body_id = _first_group(scene)
    payload = {"comment": "Doplnili jsme náklady."}
    return scene.step("plan", "submit_part", "drafting", "drafting", body_id=body_id, payload=payload)


def _returned(scene: Scene) -> RecordedStep:
    key, _ = _first_group(scene)
    payload = _groups(scene, key)
    chair = scene.steering_id
    return scene.step(
        "plan", "steering_return", "steering_approval", "drafting", body_id=chair, payload=payload
    )


def _report_returned(scene: Scene) -> RecordedStep:
    key, _ = _first_group(scene)
    made = scene.step("monitoring_report", "return_after_refusal", "council_approval", "collecting")
    return replace(made, payload=_groups(scene, key), actor_id=scene.coordinator_id)


def _council(trigger: str, state: str, **more: Any) -> MakeStep:
    return lambda scene: scene.step("council_resolution", trigger, "sent", state, **more)


def _plain(process: str, trigger: str, from_state: str, to_state: str, **more: Any) -> MakeStep:
    return lambda scene: scene.step(process, trigger, from_state, to_state, **more)


def _by_staff(process: str, trigger: str, from_state: str, to_state: str) -> MakeStep:
    def made(scene: Scene) -> RecordedStep:
        actor = scene.coordinator_id
        return scene.step(process, trigger, from_state, to_state, payload=REASON, actor_id=actor)

    return made


def _by_group(process: str, trigger: str, from_state: str, to_state: str) -> MakeStep:
    def made(scene: Scene) -> RecordedStep:
        _, body_id = _first_group(scene)
        return scene.step(process, trigger, from_state, to_state, payload=REASON, body_id=body_id)

    return made


CASES: dict[str, MakeStep] = {
    "common/part_submitted": _submitted,
    "common/part_taken_back": _by_group("plan", "take_part_back", "drafting", "drafting"),
    "common/steering_approval_opened": _plain(
        "plan", "groups_recommended", "group_review", "steering_approval"
    ),
    "common/steering_reminder": _plain(
        "measure", "remind_steering", "steering_approval", "steering_approval", late=True
    ),
    "common/council_round_opened": _plain(
        "monitoring_report", "steering_approve", "steering_approval", "council_approval"
    ),
    "common/round_cancelled": _by_staff("plan", "return_after_refusal", "council_approval", "drafting"),
    "plan/group_review_opened": _plain("plan", "open_group_review", "drafting", "group_review"),
    "plan/group_review_reminder": _plain("plan", "remind_groups", "group_review", "group_review"),
    "plan/plan_returned": _returned,
    "plan/plan_in_force": _plain("plan", "councils_agreed", "council_approval", "in_force", automatic=True),
    "plan/plan_withdrawn": _by_staff("plan", "withdraw", "council_approval", "withdrawn"),
    "measure/proposal_submitted": _by_staff("measure", "submit_proposal", "proposed", "group_review"),
    "measure/group_review_reminder": _plain("measure", "remind_groups", "group_review", "group_review"),
    "measure/proposal_returned": _by_group("measure", "group_return", "group_review", "proposed"),
    "measure/measure_accepted": _plain("measure", "councils_agreed", "council_approval", "accepted"),
    "measure/proposal_withdrawn": _by_staff("measure", "withdraw", "group_review", "withdrawn"),
    "monitoring_report/group_review_reminder": _plain(
        "monitoring_report", "remind_groups", "collecting", "collecting"
    ),
    "monitoring_report/report_returned": _report_returned,
    "monitoring_report/report_concluded": _plain(
        "monitoring_report", "councils_agreed", "council_approval", "concluded"
    ),
    "monitoring_report/report_withdrawn": _by_staff(
        "monitoring_report", "withdraw", "collecting", "withdrawn"
    ),
    "council_resolution/packet_available": _council("packet_ready", "sent"),
    "council_resolution/resolution_received": _council(
        "record_approval", "approved", payload=_resolution("approved")
    ),
    "council_resolution/changes_wanted": _council(
        "record_approval_with_changes",
        "approved_with_changes",
        payload=_resolution("approved_with_changes", changes="Doplnit kapitolu o dopravě."),
    ),
    "council_resolution/body_refused": _council(
        "record_non_adoption", "not_adopted", payload=_resolution("not_adopted", number="")
    ),
    "council_resolution/body_postponed": _council(
        "record_postponement", "postponed", payload=_resolution("postponed", changes="na únorové zasedání")
    ),
    "council_resolution/record_reopened": _council("reopen", "sent", payload=REASON),
    "council_resolution/deadline_extended": _council(
        "extend", "sent", payload={**REASON, "until": "2026-12-15"}
    ),
    "council_resolution/resolution_reminder": _council("remind", "sent", late=True),
    "council_resolution/deadline_missed": _council("deadline_passed", "sent", late=True),
}


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
    key, body_id = _first_group(scene)
    said = {"process_id": scene.plan.process_id, "body_id": body_id, "kind": RECOMMENDED, "comment": ""}
    scene.tx.session.execute(insert(GroupOpinion).values(**said, said_at=scene.tx.now))
    links = {person.link for person in _notice(scene, "plan/group_review_reminder").recipients}
    assert not any(key in link for link in links)
    assert len(links) == len(scene.plan.groups) - 1
