"""Letters and their states in words: all of a letter about a document, only the fact of one about access."""

from typing import Any

from flask_babel import gettext as _

from workflow_app.queries.failed_account_letters import FailedAccountLetter


def state_words(name: str) -> dict[str, str]:
    """Return how far a letter got, as a tag: text and colour."""
    labels = {
        "pending": (_("waiting to be sent"), "not_yet"),
        "sending": (_("being sent"), "under_way"),
        "sent": (_("sent"), "done"),
        "kept": (_("kept here, not sent"), "waits"),
        "failed": (_("failed"), "refused"),
        "uncertain": (_("perhaps not sent"), "refused"),
    }
    label, tone = labels[name]
    return {"label": label, "tone": tone}


def account_letter_words(item: FailedAccountLetter) -> dict[str, Any]:
    """Return only the fact: what the letter said lets one person in, and nobody else reads it."""
    kinds = {"sign_in_link": _("Link for signing in"), "password_changed": _("Notice of a changed password")}
    return {
        "what": kinds.get(item.name, _("Letter about access")),
        "recipient": item.recipient,
        "email": item.email,
        "at": item.at,
        "state": state_words(item.state),
        "attempts": item.attempts,
        "error": item.error,
    }
