"""The council's desk: what awaits this municipality, what is on its way, what it decided before."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.council_desk import DeskItem, council_desk
from workflow_app.queries.document_head import DocumentHead
from workflow_app.queries.place import Place
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import who_acts
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.round_sentence import round_sentence
from workflow_app.web.shared.wording import day, in_words


@council.get("/<municipality>")
@page(Permission.COUNCIL_READ)
def desk(tx: Transaction, place: Place, municipality: str) -> Response:
    """Show the desk of one municipality."""
    found = council_desk(tx, assembly().catalogue, place.municipality_id or 0)
    return render(
        "council/desk.html",
        municipality=municipality,
        name=place.municipality_name,
        tasks=[_task(item, municipality, first=item is found.waiting[0]) for item in found.waiting],
        preparing=[_line(item, municipality) for item in found.preparing],
        decided=[_decision(item, municipality) for item in found.decided],
        coming=[_coming(head) for head in found.coming],
    )


def _task(item: DeskItem, municipality: str, *, first: bool) -> dict[str, Any]:
    """Return one task; once the session has been, the button leads to the record of its resolution."""
    endpoint = "council.record_resolution" if item.session_is_over else "council.packet"
    return {
        "context": in_words(item.area_name),
        "title": in_words(item.title),
        "why": _why(item),
        "since": item.since,
        "until": item.until,
        "urgency": "late" if item.late else "soon" if item.soon else None,
        "url": url_for(endpoint, municipality=municipality, process_id=item.process_id),
        "action": _("Record the resolution") if item.session_is_over else _("Open the packet"),
        "main": first,
    }


def _why(item: DeskItem) -> str:
    stands = _("%(body)s – %(stands)s.", body=in_words(item.body), stands=_where(item))
    if item.record_by is None:
        return stands
    wanted = _("Record the resolution by %(day)s.", day=day(item.record_by))
    return f"{stands} {wanted}"


def _where(item: DeskItem) -> str:
    """Return where it stands: the state, and the session when one is known."""
    state = in_words(item.state_label)
    state = state[:1].lower() + state[1:]
    if item.session_on is None:
        return state
    return _("%(state)s, session on %(day)s", state=state, day=day(item.session_on))


def _line(item: DeskItem, municipality: str) -> dict[str, Any]:
    return {
        "title": in_words(item.title),
        "url": url_for("council.packet", municipality=municipality, process_id=item.process_id),
        "label": in_words(item.state_label),
        "tone": item.tone,
        "since": item.since,
        "note": in_words(item.body),
    }


def _decision(item: DeskItem, municipality: str) -> dict[str, Any]:
    endpoint = "council.resolution" if item.verdict else "council.packet"
    return {
        "title": in_words(item.title),
        "body": in_words(item.body),
        "url": url_for(endpoint, municipality=municipality, process_id=item.process_id),
        "packet_url": url_for("council.packet", municipality=municipality, process_id=item.process_id),
        "label": in_words(item.state_label),
        "tone": item.tone,
        "number": item.number,
        "day": day(item.resolved_on),
    }


def _coming(head: DocumentHead) -> dict[str, Any]:
    return {
        "title": in_words(head.title),
        "label": in_words(head.state_label),
        "tone": head.tone,
        "area": in_words(head.area_name),
        "note": round_sentence(head.round) or _("Acts now: %(who)s", who=who_acts(head)),
    }
