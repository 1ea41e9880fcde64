"""The packets of a whole round: which are out of date, which were edited by hand; bring all of them up to date."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.queries.round_packets import PacketOfBody
from workflow_app.queries.round_packets import round_packets as read_packets
from workflow_app.usecases.refresh_packet import refresh_round
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.document_words import document_name
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import day_time, in_words, language, refusal_text
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/round/<int:process_id>/packet-files")
@page(Permission.STAFF_MANAGE)
def round_packets(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show one row a body."""
    parts, area_id = assembly(), place.area_id or 0
    head = document_head(tx, parts.catalogue, area_id, process_id)
    found = read_packets(tx, parts.catalogue, area_id, process_id, parts.settings.base_url)
    return render(
        "staff/round_packets.html",
        area=area,
        process_id=process_id,
        title=in_words(head.title),
        rows=[_row(area, item) for item in found],
        outdated=sum(bool(item.outdated) for item in found),
    )


@staff.post("/<area>/round/<int:process_id>/packet-files")
@page(Permission.STAFF_MANAGE)
def round_packets_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Have everything that is out of date made anew."""
    here = url_for("staff.round_packets", area=area, process_id=process_id)
    try:
        with attempt(tx):
            asked = refresh_round(tx, assembly().catalogue, place.area_id or 0, process_id)
    except Refused as refused:
        return go_to(here, " ".join(refusal_text(reason) for reason in refused.reasons), "error")
    message = ngettext(
        "%(num)s packet is being brought up to date. What has not changed stays as it is.",
        "%(num)s packets are being brought up to date. What has not changed stays as it is.",
        asked,
    )
    return go_to(here, message)


def _row(area: str, item: PacketOfBody) -> dict[str, Any]:
    row = item.row
    return {
        "name": row.municipality,
        "note": row.body_name_en if language() == "en" else row.body_name,
        "url": url_for("staff.packet_files", area=area, process_id=row.process_id),
        "made": day_time(item.made_at) if item.made_at else "",
        "state": _state(item),
        "edited": ", ".join(document_name(file.name) for file in item.edited),
    }


def _state(item: PacketOfBody) -> dict[str, str]:
    if item.made_at is None:
        return {"label": _("being prepared"), "tone": "under_way"}
    if item.row.has_decided:
        return {"label": _("the body has decided"), "tone": "not_yet"}
    if item.outdated:
        return {"label": _("out of date"), "tone": "waits"}
    return {"label": _("up to date"), "tone": "done"}
