"""What it means for a group that a body comes into it, or leaves it, as a whole: the sentences before the click."""

from flask_babel import gettext as _

from workflow_app.queries.block_seats import GroupThen
from workflow_app.web.shared.wording import day, in_words


def coming_lines(then: GroupThen) -> list[str]:
    """Return who comes in, who is there already, how many members there are then."""
    lines = []
    if then.people:
        lines.append(_("Get a seat: %(names)s.", names=", ".join(then.people)))
    if then.stay:
        lines.append(_("Sit there already and go on as they do: %(names)s.", names=", ".join(then.stay)))
    if not lines:
        lines.append(_("Nobody sits in this body on that day; whoever is named to it later gets a seat."))
    return [*lines, *_numbers(then), _("When people of this body change, the seats change by themselves.")]


def going_lines(then: GroupThen) -> list[str]:
    """Return who loses the seat, who keeps another one, how many members there are then."""
    lines = []
    if then.people:
        lines.append(_("Lose the seat: %(names)s.", names=", ".join(then.people)))
    if then.stay:
        lines.append(_("Keep a seat for another reason: %(names)s.", names=", ".join(then.stay)))
    return [*lines, *_numbers(then), _("What the group decided until then stays valid.")]


def _numbers(then: GroupThen) -> list[str]:
    members = _(
        "%(group)s – number of members from %(day)s: %(then)s (without the change %(before)s).",
        group=in_words(then.host),
        day=day(then.since),
        then=then.members_then,
        before=then.members_before,
    )
    if then.quorum is None:
        return [members]
    return [members, _("From that day at least %(quorum)s must be present to decide.", quorum=then.quorum)]
