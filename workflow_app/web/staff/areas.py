"""All areas of this installation, for who runs it."""

from flask import url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.areas import all_areas
from workflow_app.queries.failed_account_letters import failed_account_letters
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflow_app.web.staff.delivery_words import account_letter_words


@staff.get("/areas")
@page(Permission.INSTALLATION_MANAGE)
def areas(tx: Transaction, place: Place) -> ResponseReturnValue:
    """List the areas and lead to a new one."""
    rows = [
        {
            "key": item.key,
            "name": in_words(item.name),
            "lead": item.lead,
            "municipalities": item.municipalities,
            "running": item.running,
            "coordinator": item.coordinator,
            "public_url": url_for("public.area", area=item.key),
        }
        for item in all_areas(tx)
    ]
    letters = [account_letter_words(item) for item in failed_account_letters(tx, None)]
    return render("staff/areas.html", rows=rows, account_letters=letters)
