"""One document to read: its text, what changed, what the groups said, and what the group can do with it."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.area_names import group_names, names_in_texts
from workflow_app.queries.former_numbers import Formers, formers_in, formers_of
from workflow_app.queries.group_matter import GroupMatter, group_matter
from workflow_app.queries.place import Place
from workflow_app.queries.writing_window import has_submitted
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.step_buttons import step_buttons
from workflow_app.web.working_group.way import document_trail, to

# Where a document of each kind is written.
WRITTEN_AT = {"plan": "write", "measure": "proposal", "monitoring_report": "report"}


@working_group.get("/<area>/<group>/document/<int:process>")
@page(Permission.GROUP_WRITE)
def review(tx: Transaction, place: Place, area: str, group: str, process: int) -> Response:
    """Show the document."""
    body_id = place.body_id or 0
    matter = group_matter(tx, assembly().catalogue, place.area_id or 0, process, body_id)
    submitted = has_submitted(tx, process, body_id)
    return render(
        "working_group/review.html",
        trail=document_trail(place, matter.head),
        head=head_words(matter.head),
        matter=matter,
        names=names_in_texts(tx, place.area_id or 0),
        writers=group_names(tx, place.area_id or 0),
        formers=_formers(tx, matter),
        write_url=_write_url(place, matter),
        own_key=group,
        changes_url=to(place, "changes", process=process) if matter.head.kind == "plan" else None,
        files=_files(place, matter),
        statement_words={"submitted": _("part submitted"), "recommended": _("recommends")},
        transition_buttons=step_buttons(place, matter.head, matter.steps, submitted=submitted),
    )


def _formers(tx: Transaction, matter: GroupMatter) -> Formers:
    """Return what parts of a plan were numbered before, in the frozen text or in the one being written."""
    if matter.head.kind == "plan" and matter.frozen is None:
        return formers_of(tx, matter.head.subject_id)
    return formers_in(tx, matter.frozen)


def _write_url(place: Place, matter: GroupMatter) -> str | None:
    """Return where the group writes now; an action plan is written by the coordinator only."""
    page_name = WRITTEN_AT.get(matter.head.kind)
    if page_name is None or not matter.writable:
        return None
    return to(place, page_name, process=matter.head.process_id)


def _files(place: Place, matter: GroupMatter) -> list[dict[str, Any]]:
    """Return the newest Word file of each name and language."""
    newest = {(item.name, item.language): item for item in reversed(matter.files)}
    return [
        {"label": item.file_name, "url": to(place, "document", document=item.id), "note": _("Word")}
        for item in newest.values()
    ]
