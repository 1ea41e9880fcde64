"""Ends that a body sits in a group as a whole: the last day, and what that means, before it is done."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.block_seats import BlockSeatLine, block_seat, group_without
from workflow_app.queries.place import Place
from workflow_app.usecases.unseat_body import check_unseating, unseat_body
from workflow_app.web.shared.access import page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import day
from workflow_app.web.staff.block_seat_words import going_lines
from workflow_app.web.staff.blueprint import staff


class EndForm(PageForm):
    """The last day."""

    last_day = DayField(_l("Last day"), validators=[InputRequired(_l("Write the day."))])


@staff.get("/<area>/block-seats/<int:block_seat_id>/end")
@page(Permission.STAFF_MANAGE)
def end_block_seat(tx: Transaction, place: Place, area: str, block_seat_id: int) -> ResponseReturnValue:
    """Ask for the last day."""
    line = block_seat(tx, place.area_id or 0, block_seat_id)
    return _show(area, line, EndForm(formdata=None, data={"last_day": prague_day(tx.now)}))


@staff.post("/<area>/block-seats/<int:block_seat_id>/end")
@page(Permission.STAFF_MANAGE)
def end_block_seat_post(tx: Transaction, place: Place, area: str, block_seat_id: int) -> ResponseReturnValue:
    """Say what it means; with the second button end it, unless another day is written meanwhile."""
    form, area_id = EndForm(), place.area_id or 0
    line = block_seat(tx, area_id, block_seat_id)
    if not form.validate():
        return _show(area, line, form, status=422)
    last_day = form.last_day.day
    ends_now = request.form.get("do") == "end" and request.form.get("shown") == last_day.isoformat()
    try:
        with attempt(tx):
            if ends_now:
                unseat_body(tx, area_id, block_seat_id, last_day)
            else:
                check_unseating(tx, area_id, block_seat_id, last_day)
    except Refused as refused:
        return _show(area, line, form, form.refuse(refused), status=422)
    if ends_now:
        message = _("The membership ends on %(day)s.", day=day(last_day))
        return go_to(url_for("staff.members", area=area), message)
    return _show(area, line, form, lines=going_lines(group_without(tx, area_id, block_seat_id, last_day)))


def _show(
    area: str,
    line: BlockSeatLine,
    form: EndForm,
    general: list[str] | None = None,
    *,
    lines: list[str] | None = None,
    status: int = 200,
) -> Response:
    return render(
        "staff/end_block_seat.html",
        status=status,
        area=area,
        line=line,
        form=form,
        lines=lines,
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.members", area=area),
    )
