"""New numbers of goals, priorities and measures: the old ones beside them, in the order of the text."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.usecases.renumber import Numbered, Numbering, numbering, proposed
from workflow_app.usecases.renumber import renumber as give_numbers
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/renumber/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def renumber(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show the numbers of now; with `proposal` the new ones are filled in without gaps."""
    found = numbering(tx, assembly().catalogue, place.area_id or 0, process_id)
    wanted = proposed(found.parts) if found and "proposal" in request.args else {}
    return _show(tx, place, process_id, found, _form(found, wanted))


@staff.post("/<area>/renumber/<int:process_id>")
@page(Permission.STAFF_MANAGE)
def renumber_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Save the new numbers."""
    area_id = place.area_id or 0
    found = numbering(tx, assembly().catalogue, area_id, process_id)
    form = _form(found, {})
    keys = [part.key for part in found.parts] if found else []
    try:
        with attempt(tx):
            give_numbers(
                tx,
                assembly().catalogue,
                area_id=area_id,
                process_id=process_id,
                typed={key: form[key].data or "" for key in keys},
                reason=form["reason"].data or "",
                seen=form.seen_seq,
            )
    except Refused as refused:
        return _show(tx, place, process_id, found, form, form.refuse(refused), 422)
    except Stale:
        return _show(tx, place, process_id, found, form, [_stale()], 409)
    back = "staff.text_change" if found and found.change_id else "staff.document"
    return go_to(url_for(back, area=area, process_id=process_id), _("The new numbers are saved."))


def _stale() -> str:
    return _("The text has changed meanwhile. Check the numbers once more and save again.")


def _form(found: Numbering | None, wanted: Mapping[str, str]) -> PageForm:
    fields: dict[str, Any] = {
        part.key: StringField(
            _l("New number of %(number)s %(title)s", number=part.number, title=part.title),
            [Needed()],
            default=wanted.get(part.key, part.number),
        )
        for part in (found.parts if found else ())
    }
    fields["reason"] = StringField(_l("Why the numbers change"), [Needed()])
    form: PageForm = type("NumbersForm", (PageForm,), fields)()
    return form


def _line(part: Numbered, form: PageForm) -> dict[str, Any]:
    words = {"goal": _("Goal"), "priority": _("Priority"), "measure": _("Measure")}
    return {"what": words[part.what], "number": part.number, "title": part.title, "field": form[part.key]}


def _show(
    tx: Transaction,
    place: Place,
    process_id: int,
    found: Numbering | None,
    form: PageForm,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    head = document_head(tx, assembly().catalogue, place.area_id or 0, process_id)
    return render(
        "staff/renumber.html",
        status=status,
        area=place.area_key,
        process_id=process_id,
        title=in_words(head.title),
        form=form,
        lines=[_line(part, form) for part in found.parts] if found else None,
        in_change=bool(found and found.change_id),
        seen=found.seq if found else None,
        general=[(text, None) for text in general or ()],
    )
