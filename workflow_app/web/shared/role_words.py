"""Roles in bodies in words, the same on every page."""

from flask_babel import gettext as _


def role_label(role: str) -> str:
    """Return what people call a role, in the language of the page and fit for any gender."""
    labels = {
        "leader": _("group lead"),
        "member": _("member"),
        "chair": _("chair"),
        "vice_chair": _("vice-chair"),
        "mayor": _("mayor"),
        "deputy_mayor": _("deputy mayor"),
        "clerk": _("municipal office"),
        "coordinator": _("coordination"),
        "administrator": _("administration"),
    }
    return str(labels[role])
