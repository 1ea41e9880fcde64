"""The change of a text that is before the councils or in force: what is to change, and how changes were classed."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.queries.area_names import group_names, names_in_texts
from workflow_app.queries.place import Place
from workflow_app.queries.text_change import SectionLine, TextChanges, text_changes
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.transition_page import TransitionButton, buttons_of
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff

TOP = "top"  # in an address, the section that stands above all others
STEPS = ("open_text_change", "submit_text_change", "correct_text", "drop_text_change")


@staff.get("/<area>/text-change/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def text_change(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Show the open change with its sections, and the changes before it."""
    area_id = place.area_id or 0
    found = text_changes(tx, assembly().catalogue, area_id, process_id)
    return render(
        "staff/text_change.html",
        area=area,
        process_id=process_id,
        title=in_words(found.head.title),
        found=found,
        parts=_parts(area, found) if found.open else [],
        transition_buttons=_buttons(tx, area, found),
        names=names_in_texts(tx, area_id),
        writers=group_names(tx, area_id),
    )


def _buttons(tx: Transaction, area: str, found: TextChanges) -> list[TransitionButton]:
    """Return the steps that make sense now: begin a change, or end the one that is open."""
    wanted = STEPS[1:] if found.open else STEPS[:1]
    process_id = found.head.process_id
    choices = [item for item in available(tx, assembly().catalogue, process_id) if item.trigger in wanted]
    return buttons_of(
        choices,
        lambda trigger: url_for("staff.document_step", area=area, process_id=process_id, trigger=trigger),
        {},
    )


def _parts(area: str, found: TextChanges) -> list[dict[str, Any]]:
    """Return the sections to choose from, each with its name, its address and whether it was changed."""
    if found.open is None or found.open.state != "writing":
        return []
    lines = [line for line in found.open.lines if line.section.leaves]
    paths = [line.section.path for line in lines if line.section.path]
    return [_part(area, found.head.process_id, line, paths) for line in lines]


def _part(area: str, process_id: int, line: SectionLine, paths: list[str]) -> dict[str, Any]:
    """Return one section, one level deeper than the listed one that it belongs to."""
    return {
        "name": section_name(line),
        "level": sum(line.section.path.startswith(f"{other}.") for other in paths),
        "changed": line.changed,
        "url": url_for(
            "staff.text_change_section", area=area, process_id=process_id, section=line.section.path or TOP
        ),
    }


def section_name(line: SectionLine) -> str:
    """Return what a section is called: "Measure 1.2.3 Respite care"."""
    words = {
        "report": _("Introduction and conclusion"),
        "introduction": _("Introduction"),
        "intent": _("Text of the intent"),
        "chapter": _("Chapter"),
        "goal": _("Goal"),
        "priority": _("Priority"),
        "measure": _("Measure"),
    }
    section = line.section
    return " ".join(part for part in (words[section.what], section.number, section.title) if part)
