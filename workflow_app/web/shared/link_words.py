"""What happened to a recording link, in words."""

from flask_babel import gettext as _


def event_words(event: str, reason: str = "") -> str:
    """Return what happened to a link, and why it was refused."""
    words = {
        "issued": _("Link made"),
        "opened": _("Opened by a person"),
        "recorded": _("Resolution recorded by it"),
        "corrected": _("Record corrected by it"),
        "refused": _("Somebody tried to use it in vain"),
        "revoked": _("Link cancelled"),
    }[event]
    return f"{words} ({refusal_words(reason)})" if reason else words


def refusal_words(reason: str) -> str:
    """Return why a link was refused."""
    return {
        "revoked": _("it was cancelled"),
        "replaced": _("there was a newer one"),
        "expired": _("it had expired"),
        "closed": _("nothing was awaited"),
    }.get(reason, reason)
