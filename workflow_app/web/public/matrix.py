"""Municipalities × documents × stages: who has decided what, for everybody, to filter, to print and to download."""

from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_matrix import public_matrix
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.matrix_page import PUBLIC, asked_wish, matrix_page
from workflow_app.web.shared.pages import render


@public.get("/areas/<area>/matrix")
@page(Permission.PUBLIC)
def matrix(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the matrix of the area: decisions, and nothing of what is being prepared."""
    wish = asked_wish(PUBLIC)
    found = public_matrix(tx, assembly().catalogue, place.area_id or 0, wish)
    return render(
        "public/matrix.html",
        area=area,
        name=place.area_name,
        **matrix_page(found, wish, place, tx.now, PUBLIC),
    )
