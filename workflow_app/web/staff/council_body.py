"""One body in a round: its resolutions with corrections, packet, history, and what staff can do for it."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import Choice, available
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.council_body import CouncilBody
from workflow_app.queries.council_body import council_body as read_body
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.queries.process_history import process_history
from workflow_app.queries.recording_links import links_of
from workflow_app.queries.resolutions import Resolution
from workflow_app.usecases.remind_body import remind_body
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.document_words import file_words
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.head_words import version_words
from workflow_app.web.shared.history_words import history_words
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.resolution_words import point_words, presence_in_words, session_words
from workflow_app.web.shared.source_words import source_words
from workflow_app.web.shared.term_words import former_council_words
from workflow_app.web.shared.transition_page import ASKED_HERE, TransitionButton, buttons_of, state_tones
from workflow_app.web.shared.wording import day, in_words, refusal_text
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.link_words import link_rows
from workflows.council_resolution.payloads import REVOCATION, VERDICTS

REMINDED_IN = "council"  # audience of the states in which somebody is waited for


@staff.get("/<area>/body/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def council_body(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show one body's way through the round."""
    catalogue = assembly().catalogue
    body = read_body(tx, catalogue, process_id, area_id=place.area_id)
    head = document_head(tx, catalogue, place.area_id or 0, body.parent_id)
    choices = available(tx, catalogue, process_id)
    history = process_history(tx, catalogue, process_id, area_id=place.area_id)
    law = catalogue.latest("council_resolution")
    return render(
        "staff/council_body.html",
        area=area,
        body=body,
        body_name=in_words(body.body_name),
        title=in_words(head.title),
        round_url=url_for("staff.council_round", area=area, process_id=body.parent_id),
        state={"label": in_words(body.state_label), "tone": body.tone},
        facts=_facts(body),
        resolutions=[_resolution(area, body, item) for item in reversed(body.resolutions)],
        files=[
            file_words(item, url_for("staff.file", area=area, document_id=item.id)) for item in body.documents
        ],
        transition_buttons=_buttons(area, body, choices),
        can_remind=law.states[body.state].audience == REMINDED_IN and not body.settled,
        body_links=link_rows(links_of(tx, [process_id])),
        history=history_words(history.records),
    )


@staff.post("/<area>/body/<int:process_id>/remind")
@page(Permission.STAFF_MANAGE)
def remind(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Send the reminder now."""
    body = read_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    back = url_for("staff.council_body", area=area, process_id=process_id)
    try:
        with attempt(tx):
            remind_body(tx, assembly().catalogue, process_id, seen=PageForm().seen_seq)
    except Refused as refused:
        return go_to(back, " ".join(refusal_text(reason) for reason in refused.reasons), "error")
    except Stale:
        return go_to(back, stale_text(), "warning")
    return go_to(back, _("The reminder to %(body)s is on its way.", body=in_words(body.body_name)))


def _facts(body: CouncilBody) -> list[dict[str, Any]]:
    stage = body.stage_now
    return [
        {"label": _("Municipality"), "value": f"{body.municipality} ({body.municipality_code})"},
        {"label": _("Stage"), "value": in_words(stage.rule.label) if stage else _("a former round")},
        {"label": _("Number of all members"), "value": body.member_count},
        {"label": _("E-mail for letters"), "value": body.contact_email},
        {"label": _("Session"), "value": day(body.session_on)},
        {"label": _("Deadline"), "value": _deadline(body)},
        {
            "label": _("Version before the body"),
            "value": version_words(body.version_number, body.version_sha256),
        },
    ]


def _deadline(body: CouncilBody) -> str:
    return _("%(day)s – overdue", day=day(body.until)) if body.late else day(body.until)


def _resolution(area: str, body: CouncilBody, item: Resolution) -> dict[str, Any]:
    state = assembly().catalogue.latest("council_resolution").states[item.verdict]
    newest = item is body.resolutions[-1]
    votes = (item.votes_for, item.votes_against, item.votes_abstained)
    rows = [
        {"label": _("Session"), "value": session_words(item)},
        {
            "label": _("Former council"),
            "value": former_council_words(body.body_kind, body.former_terms.get(item.id)),
        },
        {
            "label": _("Resolution number"),
            "value": " ".join(part for part in (item.number, item.point) if part),
        },
        {"label": _("Votes (for – against – abstained)"), "value": votes_text(votes)},
        {"label": _("Number of all members"), "value": item.members_total},
        {"label": _("Members present"), "value": presence_in_words(item)},
        {"label": _("Version"), "value": version_words(item.version_number, item.version_sha256)},
        {"label": _("What was changed, or why it was put off"), "value": item.changes},
        {"label": _("When it comes again"), "value": day(item.next_session_on)},
        {"label": _("Text of the resolution"), "value": item.text},
        {"label": _("Further points"), "value": "\n".join(point_words(point) for point in item.points)},
        {"label": _("How it became known"), "value": source_words(item.source)},
        {"label": _("Recorded by"), "value": item.recorded_by},
        {"label": _("Reason of the correction"), "value": item.reason},
    ]
    return {
        "state": {"label": in_words(state.label), "tone": state.tone if newest else "not_yet"},
        "recorded_at": item.recorded_at,
        "rows": rows,
        "valid": newest,
        "scan_url": url_for("staff.scan", area=area, resolution_id=item.id) if item.scan_sha256 else None,
        "scan_name": item.scan_name,
        "correct_url": url_for("staff.correct_record", area=area, process_id=body.process_id)
        if newest
        else None,
    }


def votes_text(votes: tuple[int | None, ...]) -> str:
    """Return "14 – 0 – 1", nothing when no vote was counted."""
    if all(vote is None for vote in votes):
        return ""
    return " – ".join("?" if vote is None else str(vote) for vote in votes)


def _buttons(area: str, body: CouncilBody, choices: tuple[Choice, ...]) -> list[TransitionButton]:
    """One button records whatever the verdict; the triggers of verdicts are choices on its page."""
    by_trigger = {choice.trigger: choice for choice in choices}
    records = [by_trigger[trigger] for trigger in VERDICTS.values() if trigger in by_trigger]
    others = [choice for choice in choices if choice.trigger not in VERDICTS.values()]
    pages = {
        "put_on_agenda": url_for("staff.plan_session", area=area, process_id=body.process_id),
        "extend": url_for("staff.extend_round", area=area, process_id=body.parent_id, chosen=body.process_id),
        REVOCATION: url_for("staff.revoke_record", area=area, process_id=body.process_id),
    }

    def url_of(trigger: str) -> str:
        if trigger in pages:
            return pages[trigger]
        return url_for("staff.body_step", area=area, process_id=body.process_id, trigger=trigger)

    shown = [choice for choice in others if choice.payload in ASKED_HERE or choice.trigger in pages]
    tones = state_tones("council_resolution", assembly().catalogue.latest("council_resolution").version)
    if not records:
        found = buttons_of(shown, url_of, tones)
        is_done = body.state in body.counts  # what is left to do is to take it back, which nobody is led to
        found = [_quieter(item) for item in found] if is_done else found
        return sorted(found, key=lambda item: ("primary", "secondary", "danger").index(item.kind))
    record = buttons_of(records[:1], lambda _trigger: _record_url(area, body), {})[0]
    main = TransitionButton("record", _("Record the resolution"), record.url, record.kind, "", record.reasons)
    rest = buttons_of(shown, url_of, tones)
    return [main, *(_quieter(item) for item in rest)]


def _record_url(area: str, body: CouncilBody) -> str:
    return url_for("staff.record_on_behalf", area=area, process_id=body.process_id)


def _quieter(item: TransitionButton) -> TransitionButton:
    """There is one main action a page."""
    if item.kind != "primary":
        return item
    return TransitionButton(item.trigger, item.label, item.url, "secondary", item.consequence, item.reasons)
