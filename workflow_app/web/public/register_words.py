"""The public register in words: a plan's way, sides of the triad, contacts, documents on offer."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from workflow_app.queries.public_documents import Download
from workflow_app.queries.public_register import PublicContact
from workflow_app.queries.public_way import Way
from workflow_app.web.shared.head_words import head_words, steps_in_words
from workflow_app.web.shared.wording import HARD_SPACE, day, in_words


def way_words(way: Way) -> dict[str, Any]:
    """Return the arguments of `document_head`; each step says since when, the councils' step how many of them."""
    steps = [
        {**step, "note": " · ".join(part for part in (step["note"], day(since)) if part)}
        for step, since in zip(steps_in_words(way.head), way.since, strict=True)
    ]
    return head_words(way.head) | {"steps": steps}


def side_words() -> dict[str, str]:
    """Return what the public reads for the sides of the triad; "" is a seat without a side."""
    return {
        "commissioner": _("municipalities (commissioners)"),
        "provider": _("providers of services"),
        "service_user": _("representatives of service users"),
        "public": _("the public"),
        "": _("others"),
    }


def contact_words(contact: PublicContact) -> dict[str, str]:
    """Return one contact person for the macro `contacts`."""
    return {
        "audience": in_words(contact.audience),
        "name": contact.name,
        "phone": contact.phone.replace(" ", HARD_SPACE),
        "email": contact.email,
    }


def download_words(area: str, download: Download) -> dict[str, str]:
    """Return one document for the macro `downloads`."""
    about = in_words(download.about)
    label = {
        "plan": _("Full text: %(title)s", title=about),
        "adoption_certificate": _("Certificate with the table of resolutions: %(title)s", title=about),
        "measure_card": _("Card: %(title)s", title=about),
    }.get(download.name, about)
    size = f"{max(1, round(download.size / 1024))}{HARD_SPACE}kB"
    version = _("version %(number)s", number=download.version_number) if download.version_number else ""
    parts = (
        "Word",
        _("in Czech") if download.language == "cs" else _("in English"),
        size,
        version,
        day(download.made_on),
    )
    return {
        "label": label,
        "note": ", ".join(part for part in parts if part),
        "url": url_for("public.document", area=area, document_id=download.id),
    }
