"""How many members the steering group has on a day, how many of them through which body, and how many must come."""

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.queries.steering_desk import SteeringGroup
from workflow_app.web.shared.wording import day, in_words


def quorum_words(group: SteeringGroup) -> str:
    """Return one or two sentences; without members there is nothing to count."""
    if not group.member_count:
        return _("On %(day)s nobody sits in the steering group.", day=day(group.day))
    members = ngettext(
        "On %(day)s the steering group has %(num)s member",
        "On %(day)s the steering group has %(num)s members",
        group.member_count,
        day=day(group.day),
    )
    if group.blocks:
        blocks = [
            _("%(count)s by office: %(body)s", count=block.member_count, body=in_words(block.name))
            for block in group.blocks
        ]
        members = _("%(members)s (of them %(blocks)s)", members=members, blocks=", ".join(blocks))
    return _(
        "%(members)s; at least %(quorum)s must be present to decide.", members=members, quorum=group.quorum
    )
