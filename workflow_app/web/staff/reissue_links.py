"""New recording links for all bodies of a round that have not decided: who gets one, then send."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.queries.council_round import council_round
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.usecases.send_recording_link import reissue_links as reissue
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words, refusal_text
from workflow_app.web.staff.blueprint import staff
from workflows.council_resolution.links import is_awaited


@staff.get("/<area>/round/<int:process_id>/links")
@page(Permission.STAFF_MANAGE)
def reissue_links(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Say beforehand who gets a new link, and that the former ones end."""
    head = document_head(tx, assembly().catalogue, place.area_id or 0, process_id)
    found = council_round(tx, assembly().catalogue, place.area_id or 0, process_id)
    if found is None:
        raise NotFound(f"round of {process_id}")
    law = assembly().catalogue.latest("council_resolution")
    waiting = [row.municipality for row in found.rows if row.until and is_awaited(law, row.state)]
    return render(
        "staff/reissue_links.html",
        area=area,
        process_id=process_id,
        title=in_words(head.title),
        waiting=waiting,
    )


@staff.post("/<area>/round/<int:process_id>/links")
@page(Permission.STAFF_MANAGE)
def reissue_links_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Send them."""
    app, back = assembly(), url_for("staff.council_round", area=area, process_id=process_id)
    try:
        done = reissue(tx, app.catalogue, app.settings, place.area_id or 0, process_id)
    except Refused as refused:
        return go_to(back, " ".join(refusal_text(reason) for reason in refused.reasons), "info")
    count = len(done.sent)
    said = [
        ngettext("%(num)s body gets a new link by e-mail.", "%(num)s bodies get a new link by e-mail.", count)
    ]
    if done.without_address:
        names = ", ".join(done.without_address)
        said.append(_("We know no address for: %(names)s. Hand the link over to them.", names=names))
    return go_to(back, " ".join(said), "warning" if done.without_address else "success")
