"""The coordinator's tasks in words: what, why, until when, and the one button."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.queries.staff_tasks import StaffTask
from workflow_app.web.shared.wording import in_words

SOON = timedelta(days=14)
NAMED = 4  # bodies in one task


def task_words(area: str, tasks: list[StaffTask], now: datetime, failed: int) -> list[dict[str, Any]]:
    """Return the tasks as the macro task_list shows them: `failed` deliveries as one task, then what is late."""
    found = [WORDS[task.kind](area, task) | _dates(task, prague_day(now)) for task in tasks]
    late_first = sorted(found, key=lambda words: words["urgency"] != "late")
    return [*([_failed(area, failed)] if failed else []), *late_first]


def _with_names(names: tuple[Text, ...], why: str) -> str:
    """Return the sentence after the names that it is about, of which there may be sixty."""
    said = [in_words(name) for name in names[:NAMED]]
    if len(names) > NAMED:
        more = len(names) - NAMED
        said.append(ngettext("and %(num)s more body", "and %(num)s more bodies", more))
    return f"{', '.join(said)}. {why}" if said else why


def _dates(task: StaffTask, today: date) -> dict[str, Any]:
    urgency = None
    if task.until is not None:
        urgency = "late" if task.until < today else "soon" if task.until <= today + SOON else None
    return {"since": task.since, "until": task.until, "urgency": urgency}


def _failed(area: str, count: int) -> dict[str, Any]:
    return {
        "title": ngettext(
            "%(num)s message did not get through", "%(num)s messages did not get through", count
        ),
        "why": _("Somebody may not know what to do. Look at the reason and try again."),
        "url": url_for("staff.failed_deliveries", area=area),
        "action": _("Look at it"),
        "urgency": "late",
    }


def _judge_changes(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "title": _("%(body)s approved with changes", body=in_words(task.subject)),
        "why": _("Decide whether the changes are only editorial. Until then the decision does not count."),
        "url": url_for("staff.council_body", area=area, process_id=task.process_id),
        "action": _("Judge the changes"),
    }


def _settle_refusal(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "title": f"{in_words(task.subject)}: {in_words(task.label)}",
        "why": _(
            "This does not count as consent. You can ask the body again, go on without it, or return the document."
        ),
        "url": url_for("staff.council_body", area=area, process_id=task.process_id),
        "action": _("Decide how to go on"),
    }


def _late_bodies(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": ngettext("%(num)s municipality is late", "%(num)s municipalities are late", task.count),
        "why": _with_names(
            task.names, _("Remind them, give them more time, or record what you know on their behalf.")
        ),
        "url": url_for("staff.council_round", area=area, process_id=task.process_id, outcome="late"),
        "action": _("Show who is late"),
    }


def _ended_body(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "title": _("%(body)s has ended, but the round waits for it", body=in_words(task.subject)),
        "why": _("Put the matter before its successor, or choose that the decision is not required."),
        "url": url_for("staff.successor", area=area, process_id=task.process_id),
        "action": _("Put before the successor"),
    }


def _step_is_ready(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": in_words(task.label),
        "why": _("Everything it needs is ready."),
        "url": url_for("staff.document", area=area, process_id=task.process_id),
        "action": _("Open the document"),
    }


def _own_chapters(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": ngettext(
            "%(num)s chapter of yours has no text yet",
            "%(num)s chapters of yours have no text yet",
            task.count,
        ),
        "why": _("These chapters are written by the coordinator."),
        "url": url_for("staff.document", area=area, process_id=task.process_id) + "#own-chapters",
        "action": _("Write them"),
    }


def _plan_ends(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": _("The plan in force was made until the end of %(year)s", year=task.year),
        "why": _("No other plan follows it yet. Preparing one usually takes more than a year."),
        "url": url_for("staff.new_plan", area=area),
        "action": _("Begin a new plan"),
    }


def _report_is_due(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": _("The monitoring report for %(year)s has not been begun", year=task.year),
        "why": _("The groups fill it in after the end of the year."),
        "url": url_for("staff.new_report", area=area),
        "action": _("Begin the report"),
    }


def _action_plan_is_due(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": _("The action plan for %(year)s has not been begun", year=task.year),
        "why": _("There is one for this year. The councils usually approve the next one in December."),
        "url": url_for("staff.new_action_plan", area=area),
        "action": _("Begin the action plan"),
    }


def _record_is_due(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": ngettext(
            "%(num)s council has met and its resolution is not recorded",
            "%(num)s councils have met and their resolutions are not recorded",
            task.count,
        ),
        "why": _with_names(
            task.names,
            _(
                "Minutes are made within 10 days of an assembly (§ 95), 7 days of a board (§ 101)"
                " and of a union as its statutes say."
            ),
        ),
        "url": url_for("staff.council_round", area=area, process_id=task.process_id, outcome="met"),
        "action": _("Show who has met"),
    }


def _round_will_be_late(area: str, task: StaffTask) -> dict[str, Any]:
    return {
        "context": in_words(task.subject),
        "title": ngettext(
            "%(num)s body will probably miss the deadline",
            "%(num)s bodies will probably miss the deadline",
            task.count,
        ),
        "why": _with_names(
            task.names, _("So say the dates of their sessions. Enter missing dates, or give them more time.")
        ),
        "url": url_for("staff.council_round", area=area, process_id=task.process_id) + "#forecast",
        "action": _("Look at the forecast"),
    }


WORDS: dict[str, Callable[[str, StaffTask], dict[str, Any]]] = {
    "judge_changes": _judge_changes,
    "settle_refusal": _settle_refusal,
    "late_bodies": _late_bodies,
    "ended_body": _ended_body,
    "step_is_ready": _step_is_ready,
    "own_chapters": _own_chapters,
    "plan_ends": _plan_ends,
    "report_is_due": _report_is_due,
    "action_plan_is_due": _action_plan_is_due,
    "record_is_due": _record_is_due,
    "round_will_be_late": _round_will_be_late,
}
