"""The public matrix as a file: XLSX, CSV or JSON of what the page shows under the same address."""

from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.public_matrix import public_matrix
from workflow_app.web.public.blueprint import public
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.matrix_page import PUBLIC, asked_wish
from workflow_app.web.shared.matrix_page import matrix_file as send_matrix


@public.get("/areas/<area>/matrix.<any(xlsx, csv, json):file_format>")
@page(Permission.PUBLIC)
def matrix_file(tx: Transaction, place: Place, area: str, file_format: str) -> ResponseReturnValue:
    """Send the matrix of the area."""
    wish = asked_wish(PUBLIC)
    found = public_matrix(tx, assembly().catalogue, place.area_id or 0, wish)
    return send_matrix(file_format, found, wish, place, tx.now, PUBLIC)
