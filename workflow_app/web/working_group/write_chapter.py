"""One chapter of a plan: to write for the group that writes it, to read for the others."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.place import Place
from workflow_app.queries.plan_parts import chapter_text, plan_parts
from workflow_app.usecases.save_chapter import save_chapter
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import document_trail, to


class ChapterForm(PageForm):
    """The text of a chapter."""

    text = TextAreaField(_l("Text of the chapter"))


@working_group.get("/<area>/<group>/plan/<int:process>/chapter/<int:chapter>")
@page(Permission.GROUP_WRITE)
def write_chapter(
    tx: Transaction, place: Place, area: str, group: str, process: int, chapter: int
) -> Response:
    """Show the chapter."""
    return _show(tx, place, process, chapter, None)


@working_group.post("/<area>/<group>/plan/<int:process>/chapter/<int:chapter>")
@page(Permission.GROUP_WRITE)
def write_chapter_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, chapter: int
) -> Response:
    """Save the chapter, unfinished or done."""
    form, done = ChapterForm(), request.form.get("do") == "done"
    try:
        with attempt(tx):
            save_chapter(
                tx,
                assembly().catalogue,
                area_id=place.area_id or 0,
                process_id=process,
                body_id=place.body_id,
                chapter_id=chapter,
                text=form.text.data or "",
                done=done,
                seen=form.seen_seq,
            )
    except Refused as refused:
        return _show(tx, place, process, chapter, form, general=form.refuse(refused), status=422)
    except Stale:
        return _show(tx, place, process, chapter, form, stale=True, status=409)
    if done:
        return go_to(to(place, "write", process=process), _("The chapter is saved and marked as finished."))
    return go_to(
        to(place, "write_chapter", process=process, chapter=chapter),
        _("The chapter is saved. You can go on later."),
    )


def _show(
    tx: Transaction,
    place: Place,
    process: int,
    chapter: int,
    form: ChapterForm | None,
    *,
    general: list[str] | None = None,
    stale: bool = False,
    status: int = 200,
) -> Response:
    parts = plan_parts(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    text = chapter_text(tx, parts.head.subject_id, chapter)
    shown = form or ChapterForm(text=text.text)
    shown.text.flags.required = True
    return render(
        "working_group/write_chapter.html",
        status=status,
        trail=document_trail(
            place, parts.head, (_("Write"), to(place, "write", process=process)), (text.title, None)
        ),
        here={"area": place.area_key, "group": place.body_key, "process": process},
        parts=parts,
        chapter=text,
        editable=parts.closed is None and text.body_id == place.body_id,
        closed=why(parts.closed) if parts.closed else None,
        form=shown,
        seen=text.seq if stale or form is None else form.seen.data,
        general=[(line, None) for line in general or ()],
        stale=stale,
    )
