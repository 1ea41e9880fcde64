"""More time for one body, for chosen ones or for the whole round."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.queries.council_round import RoundRow, council_round
from workflow_app.queries.document_head import document_head
from workflow_app.queries.place import Place
from workflow_app.usecases.extend_deadline import extend_round as extend
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflows.council_resolution.payloads import Extension


class ExtendForm(PageForm):
    """The new last day and why; `chosen` are the bodies, `seen` the sum of their steps."""

    until = DayField(_l("New deadline"), validators=[InputRequired(_l("Write the new deadline."))])
    reason = TextAreaField(
        _l("Reason"), validators=[DataRequired(_l("Write the reason; the people concerned will read it."))]
    )
    chosen = HiddenField()


@staff.get("/<area>/round/<int:process_id>/extend")
@page(Permission.STAFF_MANAGE)
def extend_round(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Ask for the new day; without a choice it is for everybody who has not decided."""
    chosen = [int(value) for value in request.args.getlist("chosen") if value.isdecimal()]
    rows = _open_rows(tx, place, process_id, chosen)
    form = ExtendForm(formdata=None, chosen=",".join(str(row.process_id) for row in rows))
    form.seen.data = str(sum(row.seq for row in rows))
    return _page(tx, place, area, process_id, form, rows)


@staff.post("/<area>/round/<int:process_id>/extend")
@page(Permission.STAFF_MANAGE)
def extend_round_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Extend the deadline of the bodies that the page showed."""
    form = ExtendForm()
    chosen = [int(value) for value in (form.chosen.data or "").split(",") if value.isdecimal()]
    rows = _open_rows(tx, place, process_id, chosen)
    if not form.validate():
        return _page(tx, place, area, process_id, form, rows, status=422)
    extension = Extension(form.until.day, form.reason.data or "")
    try:
        _refuse_stale(form, rows)
        with attempt(tx):
            done = extend(tx, assembly().catalogue, place.area_id or 0, process_id, extension, chosen)
    except Refused as refused:
        return _page(tx, place, area, process_id, form, rows, form.refuse(refused), 422)
    except Stale:
        return _page(tx, place, area, process_id, form, rows, [stale_text()], 409)
    count = len(done.extended)
    message = ngettext("%(num)s municipality has more time.", "%(num)s municipalities have more time.", count)
    return go_to(url_for("staff.council_round", area=area, process_id=process_id), message)


def _refuse_stale(form: ExtendForm, rows: list[RoundRow]) -> None:
    """The bodies must stand where the page showed them; raises Stale."""
    if form.seen_seq != sum(row.seq for row in rows):
        raise Stale("the bodies have changed")


def _open_rows(tx: Transaction, place: Place, process_id: int, chosen: list[int]) -> list[RoundRow]:
    found = council_round(tx, assembly().catalogue, place.area_id or 0, process_id)
    if found is None:
        raise NotFound(f"round of {process_id}")
    undecided = (row for row in found.rows if row.until is not None and not row.has_decided)
    return [row for row in undecided if not chosen or row.process_id in chosen]


def _page(
    tx: Transaction,
    place: Place,
    area: str,
    process_id: int,
    form: ExtendForm,
    rows: list[RoundRow],
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    head = document_head(tx, assembly().catalogue, place.area_id or 0, process_id)
    return render(
        "staff/extend_round.html",
        status=status,
        title=in_words(head.title),
        back_url=url_for("staff.council_round", area=area, process_id=process_id),
        form=form,
        rows=rows,
        names=", ".join(row.municipality + (f" ({row.code})" if row.twin else "") for row in rows),
        general=[(text, None) for text in general or ()],
        nobody=_("Everybody has decided; nobody needs more time."),
    )
