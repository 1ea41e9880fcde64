"""Seats a body in a group as a whole: which one, where, from when; and what that means, before it is done."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.block_seats import group_with, seatable_bodies
from workflow_app.queries.place import Place
from workflow_app.usecases.seat_body import NewBlockSeat, check_block_seat, seat_body
from workflow_app.web.shared.access import page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.block_seat_words import coming_lines
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.members import side_label


class BlockSeatForm(PageForm):
    """The names of the fields are those of NewBlockSeat."""

    seated_id = SelectField(_l("Body that is seated"), validate_choice=False)
    host_id = SelectField(_l("Group in which it sits"), validate_choice=False)
    side = SelectField(_l("For which side its people sit there"), validate_choice=False)
    valid_from = DayField(_l("First day"), validators=[InputRequired(_l("Write the day."))])

    def answers(self) -> str:
        """Return what was chosen as one text: the page remembers for which answers it said what they mean."""
        chosen = (self.seated_id.data, self.host_id.data, self.side.data, self.valid_from.data)
        return " ".join(str(answer or "-") for answer in chosen)

    def wish(self) -> NewBlockSeat:
        """Return what the validated form says."""
        return NewBlockSeat(
            host_id=_number(self.host_id.data),
            seated_id=_number(self.seated_id.data),
            valid_from=self.valid_from.day,
            side=self.side.data or None,
        )


@staff.get("/<area>/new-block-seat")
@page(Permission.STAFF_MANAGE)
def new_block_seat(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Ask which body, where, from when."""
    data = {"host_id": request.args.get("host", ""), "valid_from": prague_day(tx.now)}
    return _show(tx, place, BlockSeatForm(formdata=None, data=data))


@staff.post("/<area>/new-block-seat")
@page(Permission.STAFF_MANAGE)
def new_block_seat_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Say what it means; with the second button seat the body, unless something else is chosen meanwhile."""
    form, area_id = BlockSeatForm(), place.area_id or 0
    if not form.validate():
        return _show(tx, place, form, status=422)
    wish = form.wish()
    seats_now = request.form.get("do") == "seat" and request.form.get("shown") == form.answers()
    try:
        with attempt(tx):
            if seats_now:
                seat_body(tx, area_id, wish)
            else:
                check_block_seat(tx, area_id, wish)
    except Refused as refused:
        return _show(tx, place, form, form.refuse(refused), status=422)
    if seats_now:
        message = _("The body is seated. Its people have their seats from that day.")
        return go_to(url_for("staff.members", area=area), message)
    then = group_with(tx, area_id, wish.host_id, wish.seated_id, wish.valid_from)
    return _show(tx, place, form, lines=coming_lines(then))


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 19 else 0


def _show(
    tx: Transaction,
    place: Place,
    form: BlockSeatForm,
    general: list[str] | None = None,
    *,
    lines: list[str] | None = None,
    status: int = 200,
) -> Response:
    bodies = seatable_bodies(tx, place.area_id or 0)
    form.seated_id.choices = [(str(item.body_id), in_words(item.name)) for item in bodies if not item.hosts]
    form.seated_id.choices += [(str(item.body_id), in_words(item.name)) for item in bodies if item.hosts]
    form.host_id.choices = [(str(item.body_id), in_words(item.name)) for item in bodies if item.hosts]
    sides = ("commissioner", "provider", "service_user", "public")
    form.side.choices = [("", _("each for the own side")), *((side, side_label(side)) for side in sides)]
    return render(
        "staff/new_block_seat.html",
        status=status,
        area=place.area_key,
        form=form,
        lines=lines,
        shown=form.answers(),
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.members", area=place.area_key),
    )
