"""The history in words: one line a record, special words where a record has something special to tell."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.kernel.languages import Text
from workflow_app.queries.process_history import HistoryRecord
from workflow_app.web.shared.document_words import document_name
from workflow_app.web.shared.link_words import event_words, refusal_words
from workflow_app.web.shared.resolution_words import points_in_words
from workflow_app.web.shared.source_words import source_words
from workflow_app.web.shared.wording import day, in_words

BY_HOLDER = ("opened", "recorded", "corrected", "refused")  # what somebody did with a recording link
SHOWN = 160  # characters of a text before and after; the whole stands in the record


def history_words(records: Iterable[HistoryRecord]) -> list[dict[str, Any]]:
    """Return records as the macro history shows them."""
    return [
        {
            "at": record.at,
            "what": _what(record),
            "who": _who(record),
            "on_behalf": in_words(body) if (body := _body(record)) else None,
            "reason": refusal_words(record.reason) if record.kind == "link" else record.reason,
            "state": in_words(record.state_label) if record.state_label else None,
            "tone": record.tone,
            "details": _details(record),
        }
        for record in records
    ]


def _body(record: HistoryRecord) -> Text | None:
    return record.body or (record.process_body if record.kind != "edit" else None)


def _who(record: HistoryRecord) -> str | None:
    """A step by itself has nobody; a person's step may still be the system's own when a deadline came."""
    if record.kind == "link" and record.name in BY_HOLDER:
        return record.who or _("whoever has the link")
    if record.by_link is None:
        return record.who
    return (
        _("by the link sent to %(email)s", email=record.by_link)
        if record.by_link
        else _("by a link handed over")
    )


def _what(record: HistoryRecord) -> str:
    if record.kind == "step":
        if record.label is None and record.reason:
            return _("Added to the round that runs")
        return in_words(record.label) if record.label else _("Begun")
    if record.kind == "file":
        return _("Document made: %(name)s", name=document_name(record.name))
    if record.kind == "letter":
        return _("Message: %(subject)s", subject=record.subject)
    if record.kind == "link":
        return f"{event_words(record.name)}{': ' + record.subject if record.subject else ''}"
    if record.subject_kind == "process_instance":
        return _("A reminder was sent by hand")
    if record.subject_kind == "round_stage" and "added_last" in record.changed:
        return _("Added to the round that runs, asked last: %(stage)s", stage=record.subject)
    return f"{_thing(record.subject_kind)}{': ' + record.subject if record.subject else ''}"


def _thing(kind: str) -> str:
    return {
        "intent": _("Intent edited"),
        "plan": _("Plan"),
        "chapter": _("Chapter edited"),
        "goal": _("Goal edited"),
        "priority": _("Priority edited"),
        "measure": _("Measure edited"),
        "measure_change": _("Proposal edited"),
        "monitoring_report": _("Report edited"),
        "measure_result": _("Result of a measure edited"),
        "action_plan": _("Choice of measures edited"),
        "action_plan_entry": _("Measure of the year edited"),
        "document": _("File of the packet"),
        "council_resolution": _("Resolution corrected"),
        "round_stage": _("Stage passed over, no municipality in it has a board"),
    }.get(kind, kind)


def _details(record: HistoryRecord) -> str:
    if record.kind == "letter":
        return str(ngettext("%(num)s recipient", "%(num)s recipients", record.count))
    if record.kind == "file":
        return f"{record.subject} ({record.language})"
    if record.kind == "edit":
        return (
            "; ".join(_change(name, *pair) for name, pair in record.changed.items())
            if record.subject_kind not in ("process_instance", "round_stage")
            else ""
        )
    if record.payload.get("before"):  # a correction tells what it changed, not everything anew
        before = record.payload["before"].items()
        return "; ".join(_change(name, old, record.payload.get(name)) for name, old in before)
    return "; ".join(words for name, words_of in PAYLOAD.items() if (words := words_of(record.payload, name)))


def _change(name: str, before: object, after: object) -> str:
    if name == "source":
        before, after = source_words(str(before or "")), source_words(str(after or ""))
    if before in (None, "", [], {}):
        return f"{field_name(name)}: {_short(after)}"
    return f"{field_name(name)}: {_short(before)} → {_short(after)}"


def field_name(name: str) -> str:
    """Return what people call a field of an edit; an unknown one keeps its name."""
    return {
        "text": _("text"),
        "title": _("title"),
        "done": _("complete"),
        "number": _("number"),
        "group": _("working group"),
        "point": _("point"),
        "card": _("card"),
        "reason": _("reason"),
        "session_on": _("day of the session"),
        "session_number": _("number of the session"),
        "votes_for": _("votes for"),
        "votes_against": _("votes against"),
        "votes_abstained": _("abstained"),
        "members_total": _("number of all members"),
        "members_present": _("members present"),
        "members_conflicted": _("members with a conflict of interest"),
        "decided_by": _("way of deciding"),
        "next_session_on": _("when it comes again"),
        "points": _("further points"),
        "changes": _("changes"),
        "source": _("how it became known"),
        "scan_name": _("file"),
        "scan_sha256": _("fingerprint of the file"),
        "scan_type": _("kind of file"),
        "period_from": _("from the year"),
        "period_to": _("to the year"),
        "year": _("year"),
        "status": _("state"),
        "comment": _("comment"),
        "spent_czk": _("money spent"),
        "planned_czk": _("money planned"),
        "indicators": _("indicators"),
        "deviation": _("deviation and its cause"),
        "next_step": _("what next"),
        "plan_owner": _("owner of the plan"),
        "introduction": _("introduction"),
        "conclusion": _("conclusion"),
    }.get(name, name)


def _short(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], Mapping) and "verb" in value[0]:
        return points_in_words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, Mapping):
        value = ", ".join(str(part) for part in value.values() if part not in (None, "", [], {}))
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _day_words(label: Callable[[], str]) -> Callable[[Mapping[str, Any], str], str]:
    return lambda payload, name: f"{label()} {day(payload[name])}" if payload.get(name) else ""


def _text_words(label: Callable[[], str]) -> Callable[[Mapping[str, Any], str], str]:
    return lambda payload, name: f"{label()} {payload[name]}" if payload.get(name) not in (None, "") else ""


def _source(payload: Mapping[str, Any], name: str) -> str:
    source = payload.get(name)
    return _("known from: %(source)s", source=source_words(source)) if source else ""


def _votes(payload: Mapping[str, Any], name: str) -> str:
    if payload.get("votes_for") is None:
        return ""
    against, abstained = payload.get("votes_against"), payload.get("votes_abstained")
    return _(
        "for %(yes)s, against %(no)s, abstained %(abstained)s",
        yes=payload["votes_for"],
        no="?" if against is None else against,
        abstained="?" if abstained is None else abstained,
    )


PAYLOAD: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "session_on": _day_words(lambda: _("session on")),
    "meeting_on": _day_words(lambda: _("meeting on")),
    "meeting_number": _text_words(lambda: _("meeting no.")),
    "present": _text_words(lambda: _("people present:")),
    "until": _day_words(lambda: _("new deadline")),
    "number": _text_words(lambda: _("resolution no.")),
    "votes_for": _votes,
    "members_present": _text_words(lambda: _("people present:")),
    "next_session_on": _day_words(lambda: _("again on")),
    "points": lambda payload, name: points_in_words(payload.get(name) or ()),
    "changes": _text_words(lambda: _("changes:")),
    "source": _source,
    "scan_name": _text_words(lambda: _("file:")),
    "successor": _text_words(lambda: _("successor:")),
    "in_place_of": _text_words(lambda: _("in place of:")),
}
