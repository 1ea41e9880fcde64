"""Begin the monitoring report of one year of a plan in force."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.queries.area_plans import AreaPlan, area_plans
from workflow_app.queries.place import Place
from workflow_app.usecases.start_monitoring_report import start_monitoring_report
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CountField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.staff.blueprint import staff


class NewReportForm(PageForm):
    """Which plan, which year."""

    plan_id = SelectField(_l("Plan"), validate_choice=False)
    year = CountField(_l("Year"), validators=[InputRequired(_l("Write the year."))])


@staff.get("/<area>/new-report")
@page(Permission.STAFF_MANAGE)
def new_report(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the form; the year is the last one that has no report."""
    plans = _in_force(tx, place)
    return _show(area, NewReportForm(data={"year": _usual_year(plans, prague_day(tx.now).year)}), plans)


@staff.post("/<area>/new-report")
@page(Permission.STAFF_MANAGE)
def new_report_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Begin the report and lead to it."""
    plans, form = _in_force(tx, place), NewReportForm()
    form.plan_id.choices = [(str(plan.plan_id), plan.title) for plan in plans]
    if not form.validate():
        return _show(area, form, plans, status=422)
    if not (form.plan_id.data or "").isdecimal():
        raise NotFound("plan")
    try:
        with attempt(tx):
            process_id = start_monitoring_report(
                tx, assembly().catalogue, place.area_id or 0, int(form.plan_id.data), form.year.data or 0
            )
    except Refused as refused:
        return _show(area, form, plans, form.refuse(refused), 422)
    message = _("The report is begun. The groups can fill in their figures now.")
    return go_to(url_for("staff.document", area=area, process_id=process_id), message)


def _in_force(tx: Transaction, place: Place) -> list[AreaPlan]:
    return [plan for plan in area_plans(tx, place.area_id or 0) if plan.is_in_force]


def _usual_year(plans: list[AreaPlan], this_year: int) -> int:
    missing = [
        year
        for plan in plans
        for year in range(plan.period_from, min(plan.period_to, this_year - 1) + 1)
        if year not in plan.reported_years
    ]
    return max(missing, default=this_year)


def _show(
    area: str, form: NewReportForm, plans: list[AreaPlan], general: list[str] | None = None, status: int = 200
) -> Response:
    form.plan_id.choices = [(str(plan.plan_id), plan.title) for plan in plans]
    return render(
        "staff/new_report.html",
        status=status,
        area=area,
        form=form,
        plans=plans,
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.overview", area=area),
        new_plan_url=url_for("staff.new_plan", area=area),
    )
