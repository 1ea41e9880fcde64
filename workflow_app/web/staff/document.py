"""One document for its coordinator: where it stands, what can be done, its files, resolutions and way."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import Choice, available
from workflow_app.kernel.errors import Refused
from workflow_app.queries.area_plans import own_chapters
from workflow_app.queries.council_round import RoundRow, council_round
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.document_versions import versions_of
from workflow_app.queries.documents import DocumentFile, documents_of
from workflow_app.queries.place import Place
from workflow_app.queries.plan_owner import plan_owner
from workflow_app.queries.resolutions import Resolution
from workflow_app.queries.text_change import has_open_change
from workflow_app.usecases.request_document import request_document
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.document_words import file_words
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.process_picture import process_picture
from workflow_app.web.shared.transition_page import ASKED_HERE, buttons_of, forward_triggers, state_tones
from workflow_app.web.shared.wording import in_words, language, refusal_text
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.text_change import STEPS


@staff.get("/<area>/document/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def document(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show one document of the area."""
    catalogue, area_id = assembly().catalogue, place.area_id or 0
    head = document_head(tx, catalogue, area_id, process_id)
    law = catalogue.definition(head.kind, head.law_version)
    found = council_round(tx, catalogue, area_id, process_id)
    return render(
        "staff/document.html",
        area=area,
        process_id=process_id,
        head=head_words(head),
        transition_buttons=buttons_of(
            staff_choices(tx, head),
            lambda trigger: url_for("staff.document_step", area=area, process_id=process_id, trigger=trigger),
            state_tones(head.kind, law.version),
            forward_triggers(law, head.state),
        ),
        files=_files(area, documents_of(tx, process_id)),
        owner=plan_owner(tx, head.plan_id).text(language()) if head.plan_id else "",
        chapters=own_chapters(tx, head.subject_id) if head.kind == "plan" else (),
        measures_url=url_for("staff.choose_measures", area=area, process_id=process_id)
        if head.kind == "action_plan"
        else None,
        writing=head.state == law.initial,
        renumber_url=url_for("staff.renumber", area=area, process_id=process_id)
        if head.kind == "plan"
        else "",
        intent_url=url_for("staff.intent", area=area, process_id=process_id) if head.kind == "intent" else "",
        resolutions=[_resolution(area, row, row.resolution) for row in found.rows if row.resolution]
        if found
        else [],
        has_round=found is not None,
        has_text_changes=any(item.trigger == STEPS[0] for item in law.transitions),
        text_change_is_open=has_open_change(tx, process_id),
        versions=versions_of(tx, area_id, head.kind, head.subject_id),
        picture=process_picture(law, head.state),
        picture_title=in_words(law.label),
    )


@staff.post("/<area>/document/<int:process_id>/english/<int:document_id>")
@page(Permission.STAFF_MANAGE)
def make_english_copy(
    tx: Transaction, place: Place, area: str, process_id: int, document_id: int
) -> ResponseReturnValue:
    """Have the English copy of a Czech document made."""
    back = url_for("staff.document", area=area, process_id=process_id)
    try:
        with attempt(tx):
            request_document(tx, assembly().catalogue, place.area_id or 0, document_id, "en")
    except Refused as refused:
        return go_to(back, " ".join(refusal_text(reason) for reason in refused.reasons), "info")
    return go_to(back, _("The English copy is being made. Open this page again in a moment."))


def staff_choices(tx: Transaction, head: DocumentHead) -> list[Choice]:
    """Return the coordinator's own steps; those of groups and of the steering group are on their pages.

    What follows in an open change of the text stands on the page of that change.
    """
    law = assembly().catalogue.definition(head.kind, head.law_version)
    own = {item.trigger for item in law.leaving(head.state) if item.permission == Permission.STAFF_MANAGE}
    own -= set(STEPS[1:])
    choices = available(tx, assembly().catalogue, head.process_id)
    return [choice for choice in choices if choice.trigger in own and choice.payload in ASKED_HERE]


def _files(area: str, files: list[DocumentFile]) -> list[dict[str, Any]]:
    """Return the files; a Czech one without its English copy offers to have it made."""
    english = {(item.name, item.seq) for item in files if item.language == "en"}
    shown = []
    for item in files:
        words = file_words(item, url_for("staff.file", area=area, document_id=item.id))
        wanted = item.language == "cs" and (item.name, item.seq) not in english
        english_url = url_for(
            "staff.make_english_copy", area=area, process_id=item.process_id, document_id=item.id
        )
        shown.append(words | {"english_url": english_url if wanted else None})
    return shown


def _resolution(area: str, row: RoundRow, resolution: Resolution) -> dict[str, Any]:
    return {
        "name": row.municipality,
        "note": row.code if row.twin else "",
        "url": url_for("staff.council_body", area=area, process_id=row.process_id),
        "session_on": resolution.session_on,
        "number": " ".join(part for part in (resolution.number, resolution.point) if part),
        "state": {"label": in_words(row.state_label), "tone": row.tone},
        "version": f"{resolution.version_number} ({resolution.version_sha256[:8]})",
    }
