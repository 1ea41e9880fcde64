"""The steering group's desk: what awaits its decision, what is under way, what is decided."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.queries.document_head import DocumentHead
from workflow_app.queries.place import Place
from workflow_app.queries.steering_desk import SteeringGroup, steering_desk, steering_group
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words, version_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.steering.blueprint import steering
from workflow_app.web.steering.quorum_words import quorum_words

SOON_DAYS = 7


@steering.get("/<area>")
@page(Permission.STEERING_READ)
def desk(tx: Transaction, place: Place, area: str) -> Response:
    """Show the desk of one area's steering group."""
    found = steering_desk(tx, assembly().catalogue, place.area_id or 0)
    group = steering_group(tx, place.area_id or 0)
    presides = allowed(tx.actor, Permission.STEERING_DECIDE, place.scope)
    return render(
        "steering/desk.html",
        area=area,
        group=group,
        quorum=quorum_words(group),
        group_name=steering_name(group),
        presides=presides,
        tasks=[
            *(_task(tx, head, area, group, presides=presides) for head in found.waiting),
            *(_change_task(head, area, presides=presides) for head in found.changed),
        ],
        under_way=[{"head": head_words(head), "url": _url(head, area)} for head in found.under_way],
        decided=[_line(head, area) for head in found.decided],
    )


def steering_name(group: SteeringGroup) -> str:
    """Return the group's name in the language of the page."""
    return in_words({"cs": group.name, "en": group.name_en}) or _("Steering group")


def _task(
    tx: Transaction, head: DocumentHead, area: str, group: SteeringGroup, *, presides: bool
) -> dict[str, Any]:
    days = (head.until - prague_day(tx.now)).days if head.until else None
    why = _("The working groups recommend it; the steering group is to approve or return it.")
    if not presides:
        why = _("You can read it now. The decision is recorded by %(who)s.", who=_or(group.presiding))
    return {
        "context": in_words(head.kind_label),
        "title": in_words(head.title),
        "why": why,
        "since": head.since,
        "until": head.until,
        "urgency": "late" if head.late else "soon" if days is not None and days <= SOON_DAYS else None,
        "url": url_for("steering.decide", area=area, process_id=head.process_id),
        "action": _("Read and decide") if presides else _("Read"),
        "main": True,
    }


def _change_task(head: DocumentHead, area: str, *, presides: bool) -> dict[str, Any]:
    return {
        "context": in_words(head.kind_label),
        "title": _("Change of the text: %(title)s", title=in_words(head.title)),
        "why": _("The steering group is to say whether the change is editorial or substantive."),
        "since": head.changed_at,
        "until": None,
        "urgency": None,
        "url": url_for("steering.text_change", area=area, process_id=head.process_id),
        "action": _("Read and decide") if presides else _("Read"),
        "main": True,
    }


def _or(names: tuple[str, ...]) -> str:
    return _(" or ").join(names) if names else _("nobody yet (the coordinator can name somebody)")


def _url(head: DocumentHead, area: str) -> str | None:
    """Return where the document can be read; nothing while no version is frozen."""
    if head.version_number is None:
        return None
    return url_for("steering.decide", area=area, process_id=head.process_id)


def _line(head: DocumentHead, area: str) -> dict[str, Any]:
    return {
        "title": in_words(head.title),
        "url": _url(head, area),
        "label": in_words(head.state_label),
        "tone": head.tone,
        "since": head.since,
        "note": version_words(head.version_number, head.version_sha256),
    }
