"""The coordinator writes a chapter that no working group writes."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.place import Place
from workflow_app.queries.plan_parts import ChapterText, chapter_text
from workflow_app.usecases.plan_outline import OUTLINE
from workflow_app.usecases.save_chapter import save_chapter
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff

HINTS = {item.title: item.hint for item in OUTLINE}


class ChapterForm(PageForm):
    """The text, and whether nothing is missing in it."""

    text = TextAreaField(_l("Text"))
    done = BooleanField(_l("The chapter is complete"))


@staff.get("/<area>/document/<int:process_id>/chapter/<int:chapter_id>")
@page(Permission.STAFF_MANAGE)
def chapter(
    tx: Transaction, place: Place, area: str, process_id: int, chapter_id: int
) -> ResponseReturnValue:
    """Show the chapter to be written on."""
    head, found = _found(tx, place, process_id, chapter_id)
    form = ChapterForm(data={"text": found.text, "done": found.done})
    form.seen.data = str(found.seq)
    return _show(area, head, found, form)


@staff.post("/<area>/document/<int:process_id>/chapter/<int:chapter_id>")
@page(Permission.STAFF_MANAGE)
def chapter_post(
    tx: Transaction, place: Place, area: str, process_id: int, chapter_id: int
) -> ResponseReturnValue:
    """Save it; when somebody was faster, show both texts."""
    head, found = _found(tx, place, process_id, chapter_id)
    form = ChapterForm()
    try:
        with attempt(tx):
            save_chapter(
                tx,
                assembly().catalogue,
                area_id=place.area_id or 0,
                process_id=process_id,
                body_id=None,
                chapter_id=chapter_id,
                text=form.text.data or "",
                done=bool(form.done.data),
                seen=form.seen_seq,
            )
    except Refused as refused:
        return _show(area, head, found, form, form.refuse(refused), 422)
    except Stale:
        form.seen.data = str(found.seq)
        return _show(
            area, head, found, form, [_("Somebody saved this chapter meanwhile. Compare both texts.")], 409
        )
    return go_to(
        url_for("staff.document", area=area, process_id=process_id) + "#own-chapters",
        _("The chapter is saved."),
    )


def _found(
    tx: Transaction, place: Place, process_id: int, chapter_id: int
) -> tuple[DocumentHead, ChapterText]:
    head = document_head(tx, assembly().catalogue, place.area_id or 0, process_id)
    if head.kind != "plan":
        raise NotFound(f"chapter of {head.kind}")
    return head, chapter_text(tx, head.subject_id, chapter_id)


def _show(
    area: str,
    head: DocumentHead,
    found: ChapterText,
    form: ChapterForm,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    return render(
        "staff/chapter.html",
        status=status,
        title=in_words(head.title),
        back_url=url_for("staff.document", area=area, process_id=head.process_id),
        chapter=found,
        hint=in_words(HINTS[found.title]) if found.title in HINTS else "",
        form=form,
        general=[(text, None) for text in general or ()],
        stale=status == 409,
    )
