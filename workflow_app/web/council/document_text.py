"""The whole text that a body decides on, to read on the page."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.area_names import group_names, names_in_texts
from workflow_app.queries.former_numbers import formers_in
from workflow_app.queries.municipal_matter import municipal_matter
from workflow_app.queries.place import Place
from workflow_app.queries.version_text import changes_in, version_text
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import version_words
from workflow_app.web.shared.pages import render


@council.get("/<municipality>/text/<int:process_id>")
@page(Permission.COUNCIL_READ)
def document_text(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Show the frozen version that this body has before it."""
    matter = municipal_matter(tx, assembly().catalogue, place.municipality_id or 0, process_id)
    area_id = matter.document.area_id
    text = version_text(tx, matter.document, matter.body.version_number)
    return render(
        "council/document_text.html",
        municipality=municipality,
        matter=matter,
        text=text,
        changes=changes_in(tx, text),
        version_shown=version_words(text.number, text.sha256),
        names=names_in_texts(tx, area_id),
        writers=group_names(tx, area_id),
        formers=formers_in(tx, text),
    )
