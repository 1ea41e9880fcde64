"""What has changed in a plan since a frozen version, or between two of them."""

from flask import Response, request
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.plan_changes import PlanChanges, plan_changes
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.row_numbers import row_number
from workflow_app.web.shared.wording import day
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import document_trail, to


@working_group.get("/<area>/<group>/plan/<int:process>/changes")
@page(Permission.GROUP_WRITE)
def changes(tx: Transaction, place: Place, area: str, group: str, process: int) -> Response:
    """Show the differences; `from` and `to` in the address are numbers of versions, no `to` is the present text."""
    found = plan_changes(
        tx,
        assembly().catalogue,
        place.area_id or 0,
        process,
        row_number(request.args.get("from")) or None,
        row_number(request.args.get("to")) or None,
    )
    return render(
        "working_group/changes.html",
        trail=document_trail(place, found.head, (_("What has changed"), None)),
        head=head_words(found.head),
        found=found,
        differences=found.differences,
        names=found.names,
        writers=found.writers,
        versions=_choices(found),
        sides={"from": str(found.before or ""), "to": str(found.after or "")},
        back_url=to(place, "review", process=process),
    )


def _choices(found: PlanChanges) -> list[tuple[str, str]]:
    return [
        (str(item.number), _("version %(number)s of %(day)s", number=item.number, day=day(item.created_at)))
        for item in found.versions
    ]
