"""The accessibility statement that Act 99/2019, § 8, asks for: what holds, what was tested, whom to write to."""

from datetime import date

from flask import Response

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_register import public_areas
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render

DRAWN_UP = date(2026, 11, 21)  # change it together with the text, whenever the pages were assessed again


@public.get("/accessibility")
@page(Permission.PUBLIC)
def accessibility(tx: Transaction, place: Place) -> Response:
    """Show the statement; questions go to the contact persons of the areas."""
    areas = public_areas(tx, assembly().catalogue)
    return render("public/accessibility.html", areas=areas, drawn_up=DRAWN_UP)
