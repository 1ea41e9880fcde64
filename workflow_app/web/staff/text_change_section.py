"""One section of a changed text, to write."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, get_template_attribute, request, url_for
from flask_babel import gettext as _
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refusal, Refused, Stale
from workflow_app.queries.area_names import names_in_texts
from workflow_app.queries.place import Place
from workflow_app.queries.text_change import SectionLine, TextChanges, text_changes
from workflow_app.usecases.save_text_change import save_text_change
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CrownsField, DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words, refusal_text
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.text_change import TOP, section_name
from workflows.common.labels import SOURCES

FIELDS: Mapping[str, type[Field]] = {
    "number": CrownsField,
    "text": TextAreaField,
    "line": StringField,
    "day": DayField,
}


@staff.get("/<area>/text-change/<int:process_id>/section/<section>")
@page(Permission.STAFF_MANAGE)
def text_change_section(tx: Transaction, place: Place, area: str, process_id: int, section: str) -> Response:
    """Show the section as it is written so far."""
    found, line = _found(tx, place, process_id, section)
    return _show(tx, area, found, line, _form_for(line)())


@staff.post("/<area>/text-change/<int:process_id>/section/<section>")
@page(Permission.STAFF_MANAGE)
def text_change_section_post(
    tx: Transaction, place: Place, area: str, process_id: int, section: str
) -> Response:
    """Save it."""
    found, line = _found(tx, place, process_id, section)
    form = _form_for(line)(request.form)
    if not form.validate():
        return _show(tx, area, found, line, form, [], 422)
    try:
        with attempt(tx):
            save_text_change(
                tx,
                area_id=place.area_id or 0,
                process_id=process_id,
                section=line.section.path,
                typed={leaf.path: _typed(form, leaf.path) for leaf in line.section.leaves},
                seen=form.seen_seq,
            )
    except Refused as refused:
        return _show(tx, area, found, line, form, form.refuse(refused), 422)
    except Stale:
        return _show(tx, area, found, line, form, [_stale()], 409)
    return go_to(url_for("staff.text_change", area=area, process_id=process_id), _("The section is saved."))


def _typed(form: PageForm, path: str) -> str | int | None:
    field = form[path]
    if isinstance(field, DayField):
        return field.data.isoformat() if field.data else ""
    data: str | int | None = field.data
    return data if isinstance(field, CrownsField) else data or ""


def _stale() -> str:
    return _(
        "Somebody saved the changed text meanwhile. What you typed is below; the text saved now stands beside it. "
        "Put together what belongs there and save again."
    )


def _found(tx: Transaction, place: Place, process_id: int, section: str) -> tuple[TextChanges, SectionLine]:
    """Return the open change and its section. Raises NotFound when none is being written, or has no such section."""
    found = text_changes(tx, assembly().catalogue, place.area_id or 0, process_id)
    path = "" if section == TOP else section
    if found.open is not None and found.open.state == "writing":
        for line in found.open.lines:
            if line.section.path == path and line.section.leaves:
                return found, line
    raise NotFound(f"section {section} of a text change of process {process_id}")


def _form_for(line: SectionLine) -> type[PageForm]:
    """Return the form with one field for each thing that can be changed in the section."""
    field_word = get_template_attribute("shared/macros/card_words.html", "field_word")
    fields: dict[str, Any] = {}
    for leaf in line.section.leaves:
        words = [str(field_word(name)).strip() for name in (leaf.group, leaf.name) if name]
        if leaf.year:
            words[-1] = f"{leaf.year}, {in_words(SOURCES[leaf.source])}"
        elif leaf.group:
            words[0] += f" {leaf.row}"
        needed = [InputRequired(refusal_text(Refusal("text_is_missing")))] if leaf.needed else []
        value = (
            date.fromisoformat(leaf.value)
            if leaf.kind == "day" and isinstance(leaf.value, str)
            else leaf.value
        )
        fields[leaf.path] = FIELDS[leaf.kind](": ".join(words), needed, default=value)
    return type("SectionForm", (PageForm,), fields)


def _asked(tx: Transaction, found: TextChanges) -> list[str]:
    """Return the names of the municipalities that an intent asks: they stay, for the round is theirs."""
    codes = found.open.asked if found.open else ()
    return [name for code, name in names_in_texts(tx, found.head.area_id).items() if code in codes]


def _show(
    tx: Transaction,
    area: str,
    found: TextChanges,
    line: SectionLine,
    form: PageForm,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    stale = status == 409
    return render(
        "staff/text_change_section.html",
        status=status,
        title=in_words(found.head.title),
        name=section_name(line),
        back_url=url_for("staff.text_change", area=area, process_id=found.head.process_id),
        document_url=url_for("staff.document", area=area, process_id=found.head.process_id),
        what=found.head.kind,
        asked=_asked(tx, found) if found.head.kind == "intent" else [],
        leaves=line.section.leaves,
        form=form,
        seen=found.open.seq if found.open and (stale or general is None) else form.seen.data,
        general=[(text, None) for text in general or ()],
        stale=stale,
    )
