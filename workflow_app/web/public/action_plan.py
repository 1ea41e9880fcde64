"""One yearly action plan for the public: its text once it is in force, who has approved it, its documents."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_action_plan import public_action_plan
from workflow_app.web.public.blueprint import public
from workflow_app.web.public.register_words import download_words, way_words
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import version_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.term_words import former_council_words


@public.get("/areas/<area>/action-plans/<int:action_plan_id>")
@page(Permission.PUBLIC)
def action_plan(tx: Transaction, place: Place, area: str, action_plan_id: int) -> Response:
    """Show what everybody may know about one action plan."""
    found = public_action_plan(tx, assembly().catalogue, place.area_id or 0, action_plan_id)
    # While a change is before the councils, the head of the document has the version of the change.
    head = way_words(found.way) | {"version": version_words(found.version_number, found.sha256)}
    return render(
        "public/action_plan.html",
        area=area,
        name=place.area_name,
        found=found,
        head=head,
        version_words=version_words,
        former_words=former_council_words,
        year_text=found.text,
        names=found.names,
        writers=found.groups,
        downloads=[download_words(area, download) for download in found.downloads],
    )
