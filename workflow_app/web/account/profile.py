"""What is known about a person: name, e-mail, language, memberships; the way to the password."""

from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.calendar_feeds import my_feeds
from workflow_app.queries.place import Place
from workflow_app.queries.profile import memberships_of, my_profile
from workflow_app.web.account.blueprint import account
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.calendar_address import feed_address
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.role_words import role_label


@account.get("", strict_slashes=False)
@page(Permission.SIGNED_IN)
def profile(tx: Transaction, place: Place) -> ResponseReturnValue:
    """Show the profile."""
    mine = my_profile(tx)
    return render(
        "account/profile.html",
        profile=mine,
        memberships=memberships_of(tx, mine.user_id),
        role_label=role_label,
        feed=feed_address(my_feeds(tx, assembly().settings.secret_key).get(None)),
    )
