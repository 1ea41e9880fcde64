"""Saves the text of one chapter of a plan that is being written."""

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.plan import Chapter
from workflow_app.usecases.measure_input import LONGEST_TEXT
from workflow_app.usecases.writing import lock_part, open_for_writing


def save_chapter(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int | None,
    chapter_id: int,
    text: str,
    done: bool,
    seen: int | None,
) -> None:
    """Save `text` for the group `body_id` (None: the coordinator); `done` says that nothing is missing.

    Raises NotFound, Refused, Stale when somebody saved the chapter after the page was shown.
    """
    plan_id = open_for_writing(tx, catalogue, "plan", area_id, process_id, body_id)
    chapter = lock_part(tx, Chapter, chapter_id, body_id, seen, plan_id=plan_id)
    text = text.replace("\r\n", "\n")
    if len(text) > LONGEST_TEXT:
        limits = {"limit": LONGEST_TEXT, "length": len(text)}
        raise Refused(Refusal("text_is_too_long", limits, field="text"))
    if done and not text:
        raise Refused(Refusal("chapter_is_empty", {"title": chapter.title}, field="text"))
    before = {"text": chapter.text, "done": chapter.done}
    after = {"text": text, "done": done}
    if before == after:
        return
    append_edit(
        tx, area_id=area_id, subject_kind="chapter", subject_id=chapter_id, before=before, after=after
    )
    chapter.text, chapter.done = text, done
    chapter.seq += 1
    chapter.saved_at, chapter.saved_by_id = tx.now, tx.actor.user_id
    tx.session.flush()
