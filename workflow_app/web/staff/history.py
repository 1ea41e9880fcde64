"""The history of anything: a document with its round, or one body."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.council_body import council_body
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.queries.process_history import KINDS, process_history
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.history_words import history_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/history/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def history(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show what happened; `?kind=` limits it to steps, edits, files, letters or links."""
    kind = request.args.get("kind", "")
    kinds = (kind,) if kind in KINDS else KINDS
    found = process_history(tx, assembly().catalogue, process_id, area_id=place.area_id, kinds=kinds)
    title, back = _subject(tx, place, area, process_id)
    return render(
        "staff/history.html",
        area=area,
        title=title,
        back_url=back,
        records=history_words(found.records),
        cut=found.cut,
        kind=kind if kind in KINDS else "",
        kinds=[
            ("", _("everything")),
            ("step", _("steps")),
            ("edit", _("edits")),
            ("file", _("documents")),
            ("letter", _("messages")),
            ("link", _("links for recording")),
        ],
    )


def _subject(tx: Transaction, place: Place, area: str, process_id: int) -> tuple[str, str]:
    """Return the name of a document or a body, and the address of its page."""
    catalogue, area_id = assembly().catalogue, place.area_id or 0
    try:
        head = document_head(tx, catalogue, area_id, process_id)
    except NotFound:
        body = council_body(tx, catalogue, process_id, area_id=area_id)
        return in_words(body.body_name), url_for("staff.council_body", area=area, process_id=process_id)
    return in_words(head.title), url_for("staff.document", area=area, process_id=process_id)
