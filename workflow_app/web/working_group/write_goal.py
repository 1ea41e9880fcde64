"""One goal of a plan with its priorities: to write for the group that writes it, to read for the others."""

from collections.abc import Mapping

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.place import Place
from workflow_app.queries.plan_parts import GoalText, goal_text, plan_parts
from workflow_app.usecases.save_goal import save_goal
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import document_trail, to

PREFIX = "priority-"


class GoalForm(PageForm):
    """The name and the text of a goal; the fields of its priorities are added for each goal."""

    title = StringField(_l("Name of the goal"), [Needed()])
    text = TextAreaField(_l("What we want to reach"))

    def priority_fields(self) -> list[StringField]:
        """Return the fields of the priorities' names."""
        return [field for name, field in self._fields.items() if name.startswith(PREFIX)]

    def priorities(self) -> Mapping[int, str]:
        """Return the names typed, by the ids of the priorities."""
        return {int(field.name.removeprefix(PREFIX)): field.data or "" for field in self.priority_fields()}


def _form_for(goal: GoalText) -> type[GoalForm]:
    """Return the form with one field more for each priority of the goal."""
    fields = {
        f"{PREFIX}{item.id}": StringField(
            _("Priority %(number)s", number=item.number), [Needed()], default=item.title
        )
        for item in goal.priorities
    }
    return type("GoalFormWithPriorities", (GoalForm,), fields)


@working_group.get("/<area>/<group>/plan/<int:process>/goal/<int:goal>")
@page(Permission.GROUP_WRITE)
def write_goal(tx: Transaction, place: Place, area: str, group: str, process: int, goal: int) -> Response:
    """Show the goal."""
    return show_goal(tx, place, process, goal)


@working_group.post("/<area>/<group>/plan/<int:process>/goal/<int:goal>")
@page(Permission.GROUP_WRITE)
def write_goal_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, goal: int
) -> Response:
    """Save the goal and the names of its priorities."""
    parts = plan_parts(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    form = _form_for(goal_text(tx, parts.head.subject_id, goal))(request.form)
    try:
        with attempt(tx):
            save_goal(
                tx,
                assembly().catalogue,
                area_id=place.area_id or 0,
                process_id=process,
                body_id=place.body_id or 0,
                goal_id=goal,
                title=form.title.data or "",
                text=form.text.data or "",
                priorities=form.priorities(),
                seen=form.seen_seq,
            )
    except Refused as refused:
        return show_goal(tx, place, process, goal, form, general=form.refuse(refused), status=422)
    except Stale:
        return show_goal(tx, place, process, goal, form, stale=True, status=409)
    return go_to(to(place, "write_goal", process=process, goal=goal), _("The goal is saved."))


def show_goal(
    tx: Transaction,
    place: Place,
    process: int,
    goal: int,
    form: GoalForm | None = None,
    *,
    general: list[str] | None = None,
    stale: bool = False,
    status: int = 200,
) -> Response:
    """Return the page of a goal, with what was typed and what is wrong with it."""
    parts = plan_parts(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    text = goal_text(tx, parts.head.subject_id, goal)
    here = {"area": place.area_key, "group": place.body_key, "process": process}
    return render(
        "working_group/write_goal.html",
        status=status,
        trail=document_trail(
            place, parts.head, (_("Write"), to(place, "write", process=process)), (text.title, None)
        ),
        here=here,
        parts=parts,
        goal=text,
        editable=parts.closed is None and text.body_id == place.body_id,
        closed=why(parts.closed) if parts.closed else None,
        form=form or _form_for(text)(title=text.title, text=text.text),
        seen=text.seq if stale or form is None else form.seen.data,
        general=[(line, None) for line in general or ()],
        stale=stale,
    )
