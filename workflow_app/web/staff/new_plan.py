"""Begin a plan: its title, years, chapters with their writers, and what it takes over."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.area_plans import AreaPlan, area_plans, working_groups
from workflow_app.queries.place import Place
from workflow_app.queries.plan_owner import area_owner, possible_owners
from workflow_app.usecases.plan_outline import OUTLINE
from workflow_app.usecases.start_plan import NewPlan, start_plan
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CountField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import in_words, language
from workflow_app.web.staff.blueprint import staff
from workflows.common.labels import PARTS

LEAVE_OUT = "none"
USUAL_YEARS = 3  # § 3 h) of act 108/2006: for three years; real plans run from two to six


class NewPlanForm(PageForm):
    """The plan as such; its chapters are read from the request, one choice each."""

    title = StringField(
        _l("Title of the plan"), validators=[InputRequired(_l("Write the title of the plan."))]
    )
    period_from = CountField(_l("First year"), validators=[InputRequired(_l("Write the first year."))])
    period_to = CountField(_l("Last year"), validators=[InputRequired(_l("Write the last year."))])
    owner = SelectField(_l("Owner of the plan"), validate_choice=False)
    predecessor_id = SelectField(_l("The plan before it"), validate_choice=False)
    copy_from_predecessor = BooleanField(_l("Take over its goals, priorities and measures, to be revised"))


@staff.get("/<area>/new-plan")
@page(Permission.STAFF_MANAGE)
def new_plan(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the form filled in with what is usual."""
    plans = area_plans(tx, place.area_id or 0)
    first = max(
        [plan.period_to + 1 for plan in plans if not plan.is_withdrawn], default=prague_day(tx.now).year + 1
    )
    last = first + USUAL_YEARS - 1
    name = in_words(place.area_name)
    form = NewPlanForm(
        data={
            "title": f"Komunitní plán sociálních služeb {name} {first}–{last}",
            "period_from": first,
            "period_to": last,
            "owner": area_owner(tx, place.area_id or 0).owner.key,
            "predecessor_id": str(next((plan.plan_id for plan in plans if plan.is_in_force), "")),
        }
    )
    return _show(tx, place, area, form, plans, {})


@staff.post("/<area>/new-plan")
@page(Permission.STAFF_MANAGE)
def new_plan_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Begin the plan and lead to it."""
    plans, form = area_plans(tx, place.area_id or 0), NewPlanForm()
    form.predecessor_id.choices = _plan_choices(plans)
    form.owner.choices = _owner_choices(tx, place)
    chosen = {item.key: request.form.get(f"chapter-{item.key}", "") for item in OUTLINE}
    if not form.validate():
        return _show(tx, place, area, form, plans, chosen, status=422)
    try:
        with attempt(tx):
            process_id = start_plan(tx, assembly().catalogue, place.area_id or 0, _wish(form, chosen))
    except Refused as refused:
        return _show(tx, place, area, form, plans, chosen, form.refuse(refused), 422)
    message = _("The plan is begun. The groups can write their parts now.")
    return go_to(url_for("staff.document", area=area, process_id=process_id), message)


def _wish(form: NewPlanForm, chosen: dict[str, str]) -> NewPlan:
    predecessor = form.predecessor_id.data or ""
    return NewPlan(
        title=form.title.data or "",
        period_from=form.period_from.data or 0,
        period_to=form.period_to.data or 0,
        predecessor_id=int(predecessor) if predecessor.isdecimal() else None,
        owner=form.owner.data or None,
        copy_from_predecessor=bool(form.copy_from_predecessor.data),
        chapters=tuple(key for key, writer in chosen.items() if writer != LEAVE_OUT),
        writers={key: int(writer) for key, writer in chosen.items() if writer.isdecimal()},
    )


def _plan_choices(plans: tuple[AreaPlan, ...]) -> list[tuple[str, str]]:
    return [("", _("none")), *((str(plan.plan_id), plan.title) for plan in plans if not plan.is_withdrawn)]


def _owner_choices(tx: Transaction, place: Place) -> list[tuple[str, str]]:
    return [(owner.key, owner.text(language())) for owner in possible_owners(tx, place.area_id or 0)]


def _show(
    tx: Transaction,
    place: Place,
    area: str,
    form: NewPlanForm,
    plans: tuple[AreaPlan, ...],
    chosen: dict[str, str],
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    form.predecessor_id.choices = _plan_choices(plans)
    form.owner.choices = _owner_choices(tx, place)
    groups = [(str(body_id), name) for body_id, name in working_groups(tx, place.area_id or 0)]
    return render(
        "staff/new_plan.html",
        status=status,
        area=area,
        form=form,
        chapters=[_chapter(item, chosen.get(item.key, "")) for item in OUTLINE],
        writers=[("", _("coordinator")), *groups, (LEAVE_OUT, _("leave this chapter out"))],
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.overview", area=area),
    )


def _chapter(item: Any, writer: str) -> dict[str, Any]:
    return {
        "name": f"chapter-{item.key}",
        "title": item.title,
        "part": in_words(PARTS[item.part]),
        "hint": in_words(item.hint),
        "legal": item.legal is not None,
        "writer": writer,
    }
