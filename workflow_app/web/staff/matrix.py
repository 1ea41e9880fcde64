"""Municipalities × documents × stages: who decided what, who is late, to filter, to print and to download."""

from flask import url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.staff_matrix import staff_matrix
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.matrix_page import STAFF, asked_wish, matrix_page
from workflow_app.web.shared.pages import render
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/matrix")
@page(Permission.STAFF_MANAGE)
def matrix(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the matrix of the area; the address of a cell is a prefix and a number, made once."""
    wish = asked_wish(STAFF)
    found = staff_matrix(tx, assembly().catalogue, place.area_id or 0, wish)
    return render(
        "staff/matrix.html",
        area=area,
        body_prefix=url_for("staff.council_body", area=area, process_id=0)[:-1],
        round_prefix=url_for("staff.council_round", area=area, process_id=0)[:-1],
        **matrix_page(found, wish, place, tx.now, STAFF),
    )
