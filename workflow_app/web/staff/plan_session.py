"""Staff enters the day of the session at which a body will have the matter on its agenda."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.council_body import CouncilBody, council_body
from workflow_app.queries.place import Place
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.staff.blueprint import staff

TRIGGER = "put_on_agenda"


class SessionForm(PageForm):
    """The day of the session."""

    session_on = DayField(
        _l("Day of the session"), validators=[InputRequired(_l("Write the day of the session."))]
    )


@staff.get("/<area>/body/<int:process_id>/session")
@page(Permission.STAFF_MANAGE)
def plan_session(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Ask for the day."""
    body = council_body(tx, assembly().catalogue, process_id, area_id=place.area_id)
    form = SessionForm(data={"session_on": body.session_on})
    form.seen.data = str(body.seq)
    return _show(area, body, form)


@staff.post("/<area>/body/<int:process_id>/session")
@page(Permission.STAFF_MANAGE)
def plan_session_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Put it on the agenda."""
    catalogue, form = assembly().catalogue, SessionForm()
    body = council_body(tx, catalogue, process_id, area_id=place.area_id)
    if not form.validate():
        return _show(area, body, form, status=422)
    answers = {"session_on": form.session_on.data}
    try:
        with attempt(tx):
            fire_transition(tx, catalogue, process_id, TRIGGER, answers, seen=form.seen_seq)
    except Refused as refused:
        return _show(area, body, form, form.refuse(refused), 422)
    except Stale:
        return _show(area, body, form, [stale_text()], 409)
    message = _(
        "%(body)s has it on the agenda on %(day)s.",
        body=in_words(body.body_name),
        day=day(form.session_on.data),
    )
    return go_to(url_for("staff.council_body", area=area, process_id=process_id), message)


def _show(
    area: str, body: CouncilBody, form: SessionForm, general: list[str] | None = None, status: int = 200
) -> Response:
    return render(
        "staff/plan_session.html",
        status=status,
        body=body,
        form=form,
        back_url=url_for("staff.council_body", area=area, process_id=body.process_id),
        general=[(text, None) for text in general or ()],
    )
