"""One step for every notice: what happened in the scene so that it is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tests.workflows.notice_scene import Scene
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.usecases.enter_sessions import SessionsInput, enter_sessions

MakeStep = Callable[[Scene], RecordedStep]
REASON = {"reason": "V části chybí náklady na rok 2028.\nDoplňte je prosím & pošlete <znovu>."}


def _groups(scene: Scene, *keys: str) -> dict[str, Any]:
    return {**REASON, "body_ids": [scene.plan.groups[key] for key in keys]}


def first_group(scene: Scene) -> tuple[str, int]:
    return next(iter(scene.plan.groups.items()))


def _resolution(verdict: str, **more: Any) -> dict[str, Any]:
    return {"verdict": verdict, "session_on": "2026-12-08", "number": "12/3/2026", **more}


def _submitted(scene: Scene) -> RecordedStep:
    _, body_id = first_group(scene)
    payload = {"comment": "Doplnili jsme náklady."}
    return scene.step("plan", "submit_part", "drafting", "drafting", body_id=body_id, payload=payload)


def _returned(scene: Scene) -> RecordedStep:
    key, _ = first_group(scene)
    payload = _groups(scene, key)
    chair = scene.steering_id
    return scene.step(
        "plan", "steering_return", "steering_approval", "drafting", body_id=chair, payload=payload
    )


def _report_returned(scene: Scene) -> RecordedStep:
    key, _ = first_group(scene)
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


def _by_chair(trigger: str) -> MakeStep:
    def made(scene: Scene) -> RecordedStep:
        state, chair = "council_approval", scene.steering_id
        return scene.step("plan", trigger, state, state, payload=REASON, body_id=chair)

    return made


def _by_group(process: str, trigger: str, from_state: str, to_state: str) -> MakeStep:
    def made(scene: Scene) -> RecordedStep:
        _, body_id = first_group(scene)
        return scene.step(process, trigger, from_state, to_state, payload=REASON, body_id=body_id)

    return made


def _on_agenda(scene: Scene) -> RecordedStep:
    made = scene.step("council_resolution", "ask_for_record", "on_agenda", "on_agenda")
    made.process.session_on = date(2026, 12, 8)
    return made


def _before_its_agenda_closes(scene: Scene) -> RecordedStep:
    made = scene.step("council_resolution", "remind_of_agenda", "sent", "sent")
    said = SessionsInput(dates="8. 12. 2026", agenda_days=7)
    enter_sessions(scene.tx, made.process.body_id or 0, said)
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
    "common/text_change_submitted": _plain(
        "plan", "submit_text_change", "council_approval", "council_approval"
    ),
    "common/text_change_taken": _by_chair("class_editorial"),
    "common/text_change_refused": _by_chair("refuse_text_change"),
    "plan/group_review_opened": _plain("plan", "open_group_review", "drafting", "group_review"),
    "plan/group_review_reminder": _plain("plan", "remind_groups", "group_review", "group_review"),
    "plan/plan_returned": _returned,
    "plan/plan_in_force": _plain("plan", "councils_agreed", "council_approval", "in_force", automatic=True),
    "plan/plan_withdrawn": _by_staff("plan", "withdraw", "council_approval", "withdrawn"),
    "intent/intent_returned": _by_staff("intent", "return_after_refusal", "council_approval", "drafting"),
    "intent/intent_concluded": _plain("intent", "all_decided", "council_approval", "concluded"),
    "intent/intent_withdrawn": _by_staff("intent", "withdraw", "steering_approval", "withdrawn"),
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
    "action_plan/group_review_opened": _plain("action_plan", "open_group_review", "drafting", "group_review"),
    "action_plan/group_review_reminder": _plain(
        "action_plan", "remind_groups", "group_review", "group_review"
    ),
    "action_plan/action_plan_returned": _by_group(
        "action_plan", "return_to_coordinator", "group_review", "drafting"
    ),
    "action_plan/action_plan_in_force": _plain(
        "action_plan", "councils_agreed", "council_approval", "in_force", automatic=True
    ),
    "action_plan/action_plan_withdrawn": _by_staff("action_plan", "withdraw", "group_review", "withdrawn"),
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
    "council_resolution/body_withdrew": _council(
        "record_withdrawal_from_agenda",
        "withdrawn_from_agenda",
        payload=_resolution(
            "withdrawn_from_agenda", changes="předkladatel chyběl", next_session_on="2027-02-09"
        ),
    ),
    "council_resolution/body_without_quorum": _council(
        "record_lack_of_quorum", "no_quorum", payload=_resolution("no_quorum", next_session_on="2026-12-21")
    ),
    "council_resolution/body_returned": _council(
        "record_return", "returned", payload=_resolution("returned", changes="Doplnit náklady obce.")
    ),
    "council_resolution/resolution_revoked": _council(
        "record_revocation", "revoked", payload=_resolution("revoked", number="3/1/2027")
    ),
    "council_resolution/no_answer_noted": _council("record_no_answer", "no_answer", payload=REASON),
    "council_resolution/record_reopened": _council("reopen", "sent", payload=REASON),
    "council_resolution/deadline_extended": _council(
        "extend", "sent", payload={**REASON, "until": "2026-12-15"}
    ),
    "council_resolution/resolution_reminder": _council("remind", "sent", late=True),
    "council_resolution/record_awaited": _on_agenda,
    "council_resolution/text_corrected": _council("take_corrected_text", "sent"),
    "council_resolution/agenda_closes": _before_its_agenda_closes,
    "council_resolution/deadline_missed": _council("deadline_passed", "sent", late=True),
}
