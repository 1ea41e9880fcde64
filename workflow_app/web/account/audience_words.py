"""What each audience is called and what its people do here, in one sentence."""

from flask_babel import gettext as _


def explained_audiences() -> dict[str, tuple[str, str]]:
    """Return kind of audience -> its name and a sentence about what its people can do."""
    return {
        "coordination": (
            _("Coordination"),
            _("Sets up the plan, sends it on its way, sees what is late and records resolutions for others."),
        ),
        "working_group": (
            _("Working groups"),
            _("Write their part of the plan, propose measures and report each year what was done."),
        ),
        "steering_group": (
            _("Steering group"),
            _("Reads what the groups have written, approves it, or returns it with reasons."),
        ),
        "municipality": (
            _("Municipalities"),
            _("Download the papers for the assembly and record how it decided."),
        ),
        "administration": (
            _("Administration"),
            _("Sets up areas and their people."),
        ),
    }
