"""One measure of a plan in force for the public: its card, its state, year by year how it went."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_measure import public_measure
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render


@public.get("/areas/<area>/plans/<int:plan_id>/measures/<int:measure_id>")
@page(Permission.PUBLIC)
def measure(tx: Transaction, place: Place, area: str, plan_id: int, measure_id: int) -> Response:
    """Show what everybody may know about one measure."""
    found = public_measure(tx, assembly().catalogue, place.area_id or 0, plan_id, measure_id)
    return render("public/measure.html", area=area, name=place.area_name, plan_id=plan_id, measure=found)
