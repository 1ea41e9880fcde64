"""Checks that nobody has changed the history afterwards, and says so."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.audit.verify import Break, verify
from workflow_app.db.uow import Transaction
from workflow_app.queries.history_size import history_size
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import render
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/audit")
@page(Permission.STAFF_MANAGE)
def audit(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Walk all chains of the installation; what is found is shown without what it is about."""
    breaks = verify(tx)
    size = history_size(tx)
    return render(
        "staff/audit.html",
        area=area,
        breaks=[{"chain": item.chain, "seq": item.seq, "problem": _problem(item)} for item in breaks],
        steps=size.steps,
        edits=size.edits,
        checked_at=tx.now,
    )


def _problem(found: Break) -> str:
    return {
        "changed": _("the record was changed"),
        "missing": _("a record is missing"),
        "head": _("the end of the history was cut off"),
    }[found.problem]
