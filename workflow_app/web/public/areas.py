"""The front page: which areas plan here, which plan each has in force and how far the next one is."""

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_register import public_areas
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.round_sentence import round_sentence


@public.get("/")
@page(Permission.PUBLIC)
def areas(tx: Transaction, place: Place) -> Response:
    """Show all areas of this installation."""
    found = public_areas(tx, assembly().catalogue)
    return render("public/areas.html", areas=found, round_sentence=round_sentence)
