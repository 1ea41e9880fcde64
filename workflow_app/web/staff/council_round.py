"""One council round: how far it is, by which rule, and the table of all bodies."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.join import StageCount
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.council_round import CouncilRound, RoundRow
from workflow_app.queries.council_round import council_round as read_round
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.queries.round_forecast import round_forecast
from workflow_app.queries.round_newcomers import RoundNewcomers, round_newcomers
from workflow_app.queries.session_reach import Terms
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.round_rule import rule_sentences
from workflow_app.web.shared.term_words import former_council_words
from workflow_app.web.shared.wording import day, in_words, language
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.forecast_words import forecast_sentence, late_bodies


@staff.get("/<area>/round/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def council_round(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show the newest round of one document."""
    catalogue, area_id = assembly().catalogue, place.area_id or 0
    head = document_head(tx, catalogue, area_id, process_id)
    found = read_round(tx, catalogue, area_id, process_id)
    if found is None:
        raise NotFound(f"round of {process_id}")
    chosen = {name: request.args.get(name, "").strip() for name in ("outcome", "stage", "q")}
    stage = int(chosen["stage"]) if chosen["stage"].isdecimal() else None
    ahead = round_forecast(tx, catalogue, process_id, Terms.of(assembly().settings))
    rows = found.selected(chosen["outcome"], stage, chosen["q"])
    return render(
        "staff/council_round.html",
        area=area,
        head=head_words(head),
        process_id=process_id,
        segments=_segments(found),
        forecast=forecast_sentence(ahead) if ahead else "",
        late_bodies=late_bodies(area, ahead) if ahead else [],
        stages=[_stage(item) for item in found.stages],
        **_newcomers(area, process_id, round_newcomers(tx, catalogue, area_id, process_id)),
        rows=[_row(area, row) for row in rows],
        shown=len(rows),
        total=len(found.rows),
        chosen=chosen,
        outcomes=_outcomes(found),
    )


def _segments(found: CouncilRound) -> list[dict[str, Any]]:
    """Count the bodies by state, in the order in which states first appear in the definition."""
    states = assembly().catalogue.latest("council_resolution").states
    counts = {name: sum(row.state == name for row in found.rows) for name in states}
    order = ["done", "changed", "refused", "waits", "under_way", "not_yet"]
    shown = sorted(
        (name for name, count in counts.items() if count), key=lambda name: order.index(states[name].tone)
    )
    return [
        {"label": in_words(states[name].label), "count": counts[name], "tone": states[name].tone}
        for name in shown
    ]


def _stage(stage: StageCount) -> dict[str, Any]:
    if stage.completed_at is not None or stage.is_complete:
        state = {"label": _("fulfilled"), "tone": "done"}
    elif stage.opened_at is None:
        state = {"label": _("not opened yet"), "tone": "not_yet"}
    elif stage.is_impossible:
        asks = stage.rule.refusal == "ask"
        label = _("waits for your decision") if asks else _("cannot succeed any more")
        state = {"label": label, "tone": "waits" if asks else "refused"}
    else:
        state = {"label": _("under way"), "tone": "under_way"}
    return {
        "label": in_words(stage.rule.label),
        "state": state,
        "rules": rule_sentences(assembly().catalogue, stage),
        "counts": _(
            "%(counted)s of %(total)s agree", counted=stage.counted, total=stage.total - stage.left_out
        )
        if stage.opened_at
        else "",
    }


def _newcomers(area: str, process_id: int, found: RoundNewcomers) -> dict[str, Any]:
    """Return the councils that ended without deciding, each with the way to its successor, and those that came late."""
    return {
        "ended": [
            {
                "name": in_words(item.body),
                "last_day": item.last_day,
                "successors": ", ".join(heir.name for heir in item.successors),
                "url": url_for("staff.successor", area=area, process_id=item.process_id),
            }
            for item in found.ended
        ],
        "late_comers": ", ".join(in_words(item.body) for item in found.late),
        "add_url": url_for("staff.add_body", area=area, process_id=process_id),
    }


def _outcomes(found: CouncilRound) -> list[tuple[str, str]]:
    states = assembly().catalogue.latest("council_resolution").states
    present = [name for name in states if any(row.state == name for row in found.rows)]
    general = [
        ("", _("all")),
        ("waiting", _("not decided yet")),
        ("late", _("late")),
        ("met", _("met, not recorded")),
        ("decided", _("decided")),
    ]
    return [*general, *((name, in_words(states[name].label)) for name in present)]


def _earlier(row: RoundRow) -> str:
    """Say what the body decided about an earlier version; "" when it did not."""
    if row.earlier is None:
        return ""
    state = assembly().catalogue.latest("council_resolution").states[row.earlier.verdict]
    return _(
        "before: version %(number)s – %(outcome)s %(day)s",
        number=row.earlier.version_number,
        outcome=in_words(state.label).lower(),
        day=day(row.earlier.session_on),
    )


def _row(area: str, row: RoundRow) -> dict[str, Any]:
    resolution = row.standing
    return {
        "id": row.process_id,
        "name": row.municipality,
        "note": " · ".join(
            [*([row.code] if row.twin else []), row.body_name_en if language() == "en" else row.body_name]
        ),
        "url": url_for("staff.council_body", area=area, process_id=row.process_id),
        "packet_url": url_for("staff.file", area=area, document_id=row.packet_id) if row.packet_id else None,
        "sent_at": row.sent_at,
        "session_on": row.session_on,
        "state": {"label": in_words(row.state_label), "tone": row.tone},
        "number": " ".join(part for part in (resolution.number, resolution.point) if part)
        if resolution
        else "",
        "approved": f"{resolution.version_number} ({resolution.version_sha256[:8]})"
        if resolution and row.has_agreed
        else "",
        "earlier": _earlier(row),
        "former": former_council_words(row.body_kind, row.former_term),
        "until": row.until,
        "late": row.late,
    }
