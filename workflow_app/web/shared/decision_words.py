"""What kinds of decisions outside any round are called."""

from flask_babel import gettext as _


def kind_words() -> dict[str, str]:
    """Return the kinds of decisions as people call them."""
    return {
        "initiation": _("Planning begins"),
        "project": _("Project or grant"),
        "submission": _("Submission to another body"),
        "groups": _("Groups are set up or merged"),
        "schedule": _("Schedule"),
        "other": _("Other decision"),
    }
