"""Finds a measure by the number that a text quotes, also by one that it had before, and leads to its page."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.former_numbers import public_measure_numbered
from workflow_app.queries.place import Place
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import page


@public.get("/areas/<area>/plans/<int:plan_id>/number/<number>")
@page(Permission.PUBLIC)
def measure_by_number(
    tx: Transaction, place: Place, area: str, plan_id: int, number: str
) -> ResponseReturnValue:
    """Lead to the measure; numbers may be given anew, so browsers do not keep the answer."""
    measure_id = public_measure_numbered(tx, place.area_id or 0, plan_id, number)
    return redirect(url_for("public.measure", area=area, plan_id=plan_id, measure_id=measure_id), 302)
