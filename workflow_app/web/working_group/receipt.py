"""After a step of the group: what was done, what it means, what happens next."""

from flask import Response
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.queries.group_matter import group_matter
from workflow_app.queries.place import Place
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import in_words
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import document_trail, to


@working_group.get("/<area>/<group>/document/<int:process>/done/<trigger>")
@page(Permission.GROUP_WRITE)
def receipt(tx: Transaction, place: Place, area: str, group: str, process: int, trigger: str) -> Response:
    """Show the receipt."""
    matter = group_matter(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    title, following = _words(trigger)
    return render(
        "working_group/receipt.html",
        trail=document_trail(place, matter.head, (title, None)),
        title=title,
        document_title=in_words(matter.head.title),
        state=_("State now: %(state)s", state=in_words(matter.head.state_label)),
        following=following,
        desk_url=to(place, "desk"),
        review_url=to(place, "review", process=process),
    )


def _words(trigger: str) -> tuple[str, list[str]]:
    """Return the title of the receipt and what happens next. Raises NotFound for a step that has no receipt."""
    found = {
        "submit_part": (
            _("The part of your group is submitted"),
            [
                _("The coordinator was told. As soon as all groups have submitted, the document goes on."),
                _("Until then you can take the part back and change it."),
            ],
        ),
        "take_part_back": (
            _("You have taken the part of your group back"),
            [_("You can write again. Do not forget to submit it once more when it is ready.")],
        ),
        "recommend_part": (
            _("Your group recommends the plan"),
            [_("When all groups have recommended it, the steering group gets it and is told by e-mail.")],
        ),
        "return_part": (
            _("The plan is returned for more work"),
            [_("The groups you chose get your reason by e-mail and can write again.")],
        ),
        "return_to_coordinator": (
            _("The action plan is returned for more work"),
            [_("The coordinator gets your reason by e-mail and will mend the plan.")],
        ),
        "submit_proposal": (
            _("The proposal is submitted to the group"),
            [_("The text is closed now. Whoever leads the group was told to have it reviewed.")],
        ),
        "group_recommend": (
            _("Your group recommends the proposal"),
            [_("The steering group gets it now and is told by e-mail.")],
        ),
        "group_return": (
            _("The proposal is returned for more work"),
            [_("The people who wrote it get your reason by e-mail and can write again.")],
        ),
    }
    if trigger not in found:
        raise NotFound(f"receipt of {trigger}")
    return found[trigger]
