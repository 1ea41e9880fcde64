"""The steering group returns a document: the reason, and the groups that have to mend their part."""

from flask import Response, url_for

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.steering_matter import groups_to_return_to, steering_matter
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.transition_page import Asked, show_transition, take_transition
from workflow_app.web.shared.wording import in_words
from workflow_app.web.steering.blueprint import steering

RETURN = "steering_return"


@steering.get("/<area>/return/<int:process_id>")
@page(Permission.STEERING_DECIDE)
def return_for_work(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Ask for the reason and the groups."""
    return show_transition(tx, _asked(tx, place, area, process_id))


@steering.post("/<area>/return/<int:process_id>")
@page(Permission.STEERING_DECIDE)
def return_for_work_post(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Return the document."""
    return take_transition(tx, _asked(tx, place, area, process_id))


def _asked(tx: Transaction, place: Place, area: str, process_id: int) -> Asked:
    matter = steering_matter(tx, assembly().catalogue, place.area_id or 0, process_id)
    return Asked(
        process_id=process_id,
        trigger=RETURN,
        title=in_words(matter.head.title),
        back_url=url_for("steering.decide", area=area, process_id=process_id),
        done_url=url_for("steering.receipt", area=area, process_id=process_id),
        groups=groups_to_return_to(tx, place.area_id or 0, matter.text),
    )
