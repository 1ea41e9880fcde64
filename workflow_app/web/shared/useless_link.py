"""The page of a recording link that opens nothing (any more): what happened, what to do, whom to ask."""

from typing import Any

from flask import Response, g
from flask_babel import force_locale
from flask_babel import gettext as _

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import UselessLink
from workflow_app.queries.link_matter import link_contact
from workflow_app.queries.place import Place
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.secret_address import holds_secret
from workflow_app.web.shared.wording import language

NEVER_WAS = ("unknown", "not_opened_here")


def useless_link(tx: Transaction, useless: UselessLink) -> Response:
    """Return the page: 404 for a link that never was, 410 for one that has ended."""
    contact = link_contact(tx, useless.link_id) if useless.link_id else None
    g.tx, g.place = tx, contact.place if contact else Place()
    title, advice = _words(useless.why)
    other = "cs" if language() == "en" else "en"
    with force_locale(other):
        again = _words(useless.why)
    body = (contact.body_name_en if language() == "en" else contact.body_name) if contact else ""
    response = render(
        "shared/useless_link.html",
        status=404 if useless.why in NEVER_WAS else 410,
        heading=title,
        advice=advice,
        in_other_language=(other, *again) if holds_secret() else None,
        body=body,
        coordinator=_person(contact.coordinator) if contact else None,
    )
    return private(response)


def private(response: Response) -> Response:
    """Keep a page of a link out of search engines, caches and the Referer.

    Where the address itself is the secret, nothing is told. Elsewhere the origin alone may stand in the Referer,
    never a path: without any, the forms of the page would be taken for forged ones when the installation runs on
    https.
    """
    response.headers["Referrer-Policy"] = "no-referrer" if holds_secret() else "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response


def _words(why: str) -> tuple[str, str]:
    return {
        "unknown": (
            _("We do not know this link"),
            _("Open it from the e-mail itself, or copy it from its beginning to its end."),
        ),
        "not_opened_here": (
            _("Open the link from the e-mail again"),
            _(
                "It was not opened in this browser, or it was too long ago. Nothing was lost that has been recorded."
            ),
        ),
        "revoked": (
            _("The coordinator has cancelled this link"),
            _("Nothing can be recorded by it any more. The coordinator will tell you how to go on."),
        ),
        "replaced": (
            _("There is a newer link"),
            _("We have sent a newer e-mail; open the link in that one. This one no longer works."),
        ),
        "expired": (
            _("The link is no longer valid"),
            _("The time for recording is over. Ask the coordinator for a new link; it takes a moment."),
        ),
        "closed": (
            _("There is nothing to record by this link now"),
            _(
                "The decision is recorded already, or nobody waits for it any more. To correct a record use "
                "the link in the receipt that came by e-mail, or write to the coordinator."
            ),
        ),
    }[why]


def _person(coordinator: dict[str, Any]) -> dict[str, str]:
    return {name: str(coordinator.get(name) or "") for name in ("name", "phone", "email")}
