"""Sessions of the municipality's own councils."""

from flask import Response, url_for

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.body_calendar import municipal_calendars
from workflow_app.queries.place import Place
from workflow_app.queries.session_reach import Terms
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.session_words import calendar_words


@council.get("/<municipality>/sessions")
@page(Permission.COUNCIL_RECORD)
def sessions(tx: Transaction, place: Place, municipality: str) -> Response:
    """Show the assembly and the board with their next sessions."""
    calendars = municipal_calendars(tx, place.municipality_id or 0, Terms.of(assembly().settings))
    return render(
        "council/sessions.html",
        municipality=municipality,
        name=place.municipality_name,
        rows=[
            calendar_words(
                item, url_for("council.body_sessions", municipality=municipality, body_id=item.body_id)
            )
            for item in calendars
        ],
    )
