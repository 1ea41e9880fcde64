"""Produced files in words: what a document is called, in which language, how large."""

from typing import Any

from flask_babel import gettext as _

from workflow_app.queries.documents import DocumentFile
from workflow_app.web.shared.wording import HARD_SPACE, day


def document_name(name: str) -> str:
    """Return what people call a kind of document that the worker makes."""
    return {
        "plan": _("Plan"),
        "adoption_certificate": _("Certificate of adoption with all resolutions"),
        "council_packet": _("Packet for the council (letter, memorandum, draft resolution, document)"),
        "resolution_extract": _("Extract of the resolution"),
        "measure_card": _("Measure card"),
        "monitoring_report": _("Monitoring report"),
    }.get(name, name)


def file_size(size: int) -> str:
    """Return a size in kB or MB."""
    if size < 1_000_000:
        return f"{max(size // 1000, 1)}{HARD_SPACE}kB"
    return f"{size / 1_000_000:.1f}{HARD_SPACE}MB".replace(".", ",", 1)


def file_words(file: DocumentFile, url: str) -> dict[str, Any]:
    """Return one file as the macro downloads shows it."""
    languages = {"cs": _("in Czech"), "en": _("in English")}
    parts = (
        languages.get(file.language, ""),
        file.file_name.rsplit(".", 1)[-1].upper(),
        file_size(file.size),
        day(file.created_at),
    )
    return {"label": document_name(file.name), "url": url, "note": ", ".join(part for part in parts if part)}
