"""Splits a working group: choose the goals and people of the new one, see what will move, confirm."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.place import Place
from workflow_app.queries.working_groups import WorkingGroup, working_group
from workflow_app.usecases.split_group import SplitInput, preview_split, split_group
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import day
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.group_form import GroupForm, TickedField, lines_of, people_of, told_line


class SplitForm(GroupForm):
    """The goals and people that go to the new group, and who leads it."""

    name = StringField(_l("Name of the new group"), [Needed()])
    name_en = StringField(_l("Its name in English"), [Needed()])
    key = StringField(_l("Short name of the new group"), [Needed()])
    goals = TickedField(_l("Goals that go to the new group"), [Needed()], validate_choice=False)
    people = TickedField(_l("People who go to the new group"), [Needed()], validate_choice=False)
    leader_id = SelectField(_l("Who leads the new group"), validate_choice=False)

    def said(self, group_id: int) -> SplitInput:
        """Return what was filled in."""
        leader = self.leader_id.data or ""
        return SplitInput(
            change=self.change,
            group_id=group_id,
            new=self.new_group,
            goals=self.goals.ids,
            people=self.people.ids,
            leader_id=int(leader) if leader.isdecimal() else None,
        )


@staff.get("/<area>/groups/<group>/split")
@page(Permission.STAFF_MANAGE)
def group_split(tx: Transaction, place: Place, area: str, group: str) -> ResponseReturnValue:
    """Show the form."""
    found = working_group(tx, place.area_id or 0, group)
    return _show(tx, place, SplitForm(data={"on": prague_day(tx.now)}), found)


@staff.post("/<area>/groups/<group>/split")
@page(Permission.STAFF_MANAGE)
def group_split_post(tx: Transaction, place: Place, area: str, group: str) -> ResponseReturnValue:
    """Show what will move; once that was shown for these very answers, split."""
    form, area_id = SplitForm(), place.area_id or 0
    found = working_group(tx, area_id, group)
    if not form.validate():
        return _show(tx, place, form, found, status=422)
    said = form.said(found.id)
    try:
        with attempt(tx):
            preview = preview_split(tx, area_id, said)
            if "confirm" in request.form and form.shown.data == _told(said):
                split_group(tx, assembly().catalogue, area_id, said, assembly().settings.base_url)
                return go_to(url_for("staff.groups", area=area), _("The group is split."))
    except Refused as refused:
        return _show(tx, place, form, found, form.refuse(refused), status=422)
    lines = [
        _("From %(day)s on there is %(group)s as well.", day=day(form.on.day), group=said.new.name),
        _("These people move: %(people)s.", people=people_of([found], preview.people)),
        _("It is led by: %(people)s.", people=people_of([found], [said.leader_id or 0])),
        *lines_of(tx, area_id, preview.moved),
        told_line(),
    ]
    form.shown.data = _told(said)
    return _show(tx, place, form, found, lines=lines)


def _told(said: SplitInput) -> str:
    """Return the answers as one text; the order of ticks says nothing."""
    return repr((said.change, said.new, sorted(said.goals), sorted(said.people), said.leader_id))


def _show(
    tx: Transaction,
    place: Place,
    form: SplitForm,
    found: WorkingGroup,
    general: list[str] | None = None,
    lines: list[str] | None = None,
    status: int = 200,
) -> Response:
    form.offer_decisions(tx, place.area_id or 0)
    form.goals.choices = [(str(goal.id), f"{goal.number} {goal.title} ({goal.plan})") for goal in found.goals]
    form.people.choices = [(str(person.user_id), person.name) for person in found.people]
    form.leader_id.choices = [("", _("choose")), *form.people.choices]
    return render(
        "staff/group_split.html",
        status=status,
        area=place.area_key,
        name=found.name,
        form=form,
        lines=lines or [],
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.groups", area=place.area_key),
    )
