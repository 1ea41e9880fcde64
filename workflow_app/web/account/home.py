"""Leads a person who has signed in to their main desk."""

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.web.account.blueprint import account
from workflow_app.web.shared.access import page
from workflow_app.web.shared.frame import desks

# Whoever prepares the plan wants the overview; a mayor who sits in a group comes for the council first.
MAIN_FIRST = ("coordination", "municipality", "steering_group", "working_group", "administration")


@account.get("/home")
@page(Permission.SIGNED_IN)
def home(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Go on to the main desk; a person without one sees their profile, which says why."""
    rooms = sorted(
        (room for room in g.rooms if room.kind in MAIN_FIRST), key=lambda room: MAIN_FIRST.index(room.kind)
    )
    entries = desks(tuple(rooms[:1]))
    return redirect(entries[0].url if entries else url_for("account.profile"))
