"""One plan for the public: what is in force, who has approved it, its measures, reports and changes."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_plan import public_plan
from workflow_app.web.public.blueprint import public
from workflow_app.web.public.register_words import download_words, way_words
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import version_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.term_words import former_council_words
from workflow_app.web.shared.wording import language


@public.get("/areas/<area>/plans/<int:plan_id>")
@page(Permission.PUBLIC)
def plan(tx: Transaction, place: Place, area: str, plan_id: int) -> Response:
    """Show what everybody may know about one plan."""
    found = public_plan(tx, assembly().catalogue, place.area_id or 0, plan_id)
    text, head = found.in_force, way_words(found.way)
    if text:  # accepted changes may have brought a newer version than the one that the councils had
        head["version"] = version_words(text.version_number, text.sha256)
    return render(
        "public/plan.html",
        area=area,
        name=place.area_name,
        plan_id=plan_id,
        plan=found,
        head=head,
        owner=found.owner.text(language()),
        version_words=version_words,
        former_words=former_council_words,
        downloads=[download_words(area, download) for download in found.downloads],
    )
