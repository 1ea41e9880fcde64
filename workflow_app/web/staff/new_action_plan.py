"""Begin the action plan of one year of a plan in force."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.queries.area_plans import AreaPlan, area_plans
from workflow_app.queries.place import Place
from workflow_app.usecases.start_action_plan import start_action_plan
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CountField, Needed
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflows.common.labels import NAMINGS


class NewActionPlanForm(PageForm):
    """Which plan, which year, and what the area calls it."""

    plan_id = SelectField(_l("Plan"), validate_choice=False)
    year = CountField(_l("Year"), validators=[InputRequired(_l("Write the year."))])
    naming = RadioField(_l("What you call it"), [Needed()], validate_choice=False)

    def offer(self, plans: list[AreaPlan]) -> None:
        """Fill in what can be chosen."""
        self.plan_id.choices = [(str(plan.plan_id), plan.title) for plan in plans]
        self.naming.choices = [(code, in_words(text)) for code, text in NAMINGS.items()]


@staff.get("/<area>/new-action-plan")
@page(Permission.STAFF_MANAGE)
def new_action_plan(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the form; an action plan is usually made for the next year."""
    usual = {"year": prague_day(tx.now).year + 1, "naming": next(iter(NAMINGS))}
    return _show(area, NewActionPlanForm(data=usual), _in_force(tx, place))


@staff.post("/<area>/new-action-plan")
@page(Permission.STAFF_MANAGE)
def new_action_plan_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Begin the action plan and lead to the choice of its measures."""
    plans, form = _in_force(tx, place), NewActionPlanForm()
    form.offer(plans)
    if not form.validate():
        return _show(area, form, plans, status=422)
    if not (form.plan_id.data or "").isdecimal():
        raise NotFound("plan")
    try:
        with attempt(tx):
            process_id = start_action_plan(
                tx,
                assembly().catalogue,
                place.area_id or 0,
                int(form.plan_id.data),
                form.year.data or 0,
                form.naming.data or "",
            )
    except Refused as refused:
        return _show(area, form, plans, form.refuse(refused), 422)
    message = _("The action plan is begun. Choose its measures and work them out.")
    return go_to(url_for("staff.choose_measures", area=area, process_id=process_id), message)


def _in_force(tx: Transaction, place: Place) -> list[AreaPlan]:
    return [plan for plan in area_plans(tx, place.area_id or 0) if plan.is_in_force]


def _show(
    area: str,
    form: NewActionPlanForm,
    plans: list[AreaPlan],
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    form.offer(plans)
    return render(
        "staff/new_action_plan.html",
        status=status,
        form=form,
        plans=plans,
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.overview", area=area),
        new_plan_url=url_for("staff.new_plan", area=area),
    )
