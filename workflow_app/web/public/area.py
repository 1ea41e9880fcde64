"""One area for the public: plan in force, the next one's way, history, groups, contacts, documents."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_register import public_area
from workflow_app.web.public.blueprint import public
from workflow_app.web.public.register_words import contact_words, download_words, side_words, way_words
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import language


@public.get("/areas/<area>")
@page(Permission.PUBLIC)
def area(tx: Transaction, place: Place, area: str) -> Response:
    """Show what everybody may know about one area."""
    found = public_area(tx, assembly().catalogue, place.area_id or 0)
    return render(
        "public/area.html",
        area=area,
        name=place.area_name,
        found=found,
        owner=found.owner.owner.text(language()),
        ways=[(way.head.plan_id, way_words(way)) for way in found.ways],
        side_words=side_words(),
        contacts=[contact_words(contact) for contact in found.contacts],
        downloads=[download_words(area, download) for download in found.downloads],
    )
