"""Merges working groups: choose them and who leads, see what will move, confirm."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.queries.place import Place
from workflow_app.queries.working_groups import WorkingGroup, working_groups_of
from workflow_app.usecases.merge_groups import MergeInput, MergePreview, merge_groups, preview_merger
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.wording import day
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.group_form import GroupForm, TickedField, lines_of, people_of, told_line

NEW = "new"


class MergerForm(GroupForm):
    """Which groups become one, which of them goes on (or a new one), and who leads it."""

    groups = TickedField(_l("Groups that merge"), [Needed()], validate_choice=False)
    successor = RadioField(_l("Which group goes on"), [Needed()], validate_choice=False)
    leaders = TickedField(_l("Who leads it"), [Needed()], validate_choice=False)

    @property
    def said(self) -> MergeInput:
        """What was filled in."""
        successor = self.successor.data or ""
        return MergeInput(
            change=self.change,
            groups=tuple(sorted(self.groups.ids)),
            successor_id=int(successor) if successor.isdecimal() else None,
            new=self.new_group if successor == NEW else None,
            leaders=self.leaders.ids,
        )


@staff.get("/<area>/groups/merge")
@page(Permission.STAFF_MANAGE)
def group_merger(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the form; everybody who leads a group now is ticked to lead."""
    groups = _living(tx, place)
    leading = [str(person.user_id) for group in groups for person in group.people if person.leads]
    return _show(tx, place, MergerForm(data={"on": prague_day(tx.now), "leaders": leading}), groups)


@staff.post("/<area>/groups/merge")
@page(Permission.STAFF_MANAGE)
def group_merger_post(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show what will move; once that was shown for these very answers, merge."""
    form, groups, area_id = MergerForm(), _living(tx, place), place.area_id or 0
    if not form.validate():
        return _show(tx, place, form, groups, status=422)
    try:
        with attempt(tx):
            preview = preview_merger(tx, area_id, form.said)
            if "confirm" in request.form and form.shown.data == _told(form.said):
                merge_groups(tx, assembly().catalogue, area_id, form.said, assembly().settings.base_url)
                return go_to(url_for("staff.groups", area=area), _("The groups are merged."))
    except Refused as refused:
        return _show(tx, place, form, groups, form.refuse(refused), status=422)
    lines = _lines(tx, area_id, groups, form, preview)
    form.shown.data = _told(form.said)
    return _show(tx, place, form, groups, lines=lines)


def _told(said: MergeInput) -> str:
    """Return the answers as one text; the order of ticks says nothing."""
    return repr((said.change, said.groups, said.successor_id, said.new, sorted(said.leaders)))


def _living(tx: Transaction, place: Place) -> list[WorkingGroup]:
    return [group for group in working_groups_of(tx, place.area_id or 0) if group.until is None]


def _lines(
    tx: Transaction, area_id: int, groups: list[WorkingGroup], form: MergerForm, preview: MergePreview
) -> list[str]:
    """Return everything that will happen, one sentence each."""
    first = day(form.on.day)
    lines = [_("%(group)s ends the day before %(day)s.", group=name, day=first) for name in preview.ending]
    goes_on = _("From %(day)s on %(group)s writes and decides.", day=first, group=preview.successor)
    people = people_of(groups, preview.people)
    return [
        *lines,
        goes_on,
        *([_("These people move: %(people)s.", people=people)] if people else []),
        _("It is led by: %(people)s.", people=people_of(groups, preview.leaders)),
        *lines_of(tx, area_id, preview.moved),
        told_line(),
    ]


def _show(
    tx: Transaction,
    place: Place,
    form: MergerForm,
    groups: list[WorkingGroup],
    general: list[str] | None = None,
    lines: list[str] | None = None,
    status: int = 200,
) -> Response:
    form.offer_decisions(tx, place.area_id or 0)
    named = [(str(group.id), group.name) for group in groups]
    form.groups.choices = named
    form.successor.choices = [*named, (NEW, _("a new group, named below"))]
    form.leaders.choices = [
        (str(person.user_id), f"{person.name} ({group.name})")
        for group in groups
        for person in group.people
        if person.leads
    ]
    return render(
        "staff/group_merger.html",
        status=status,
        area=place.area_key,
        form=form,
        lines=lines or [],
        general=[(text, None) for text in general or ()],
        back_url=url_for("staff.groups", area=place.area_key),
    )
