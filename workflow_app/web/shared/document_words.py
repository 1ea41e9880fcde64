"""Produced files in words: what a document is called, in which language, how large."""

from typing import Any

from flask_babel import gettext as _

from workflow_app.queries.documents import DocumentFile
from workflow_app.web.shared.wording import HARD_SPACE, day


def document_name(name: str) -> str:
    """Return what people call a kind of document that the worker makes."""
    return {
        "intent": _("Intent to plan together"),
        "plan": _("Plan"),
        "adoption_certificate": _("Certificate of adoption with all resolutions"),
        "council_packet": _("Packet for the council (letter, memorandum, draft resolution, document)"),
        "cover_letter": _("Cover letter"),
        "explanatory_memorandum": _("Explanatory memorandum"),
        "draft_resolution": _("Draft resolution"),
        "comparison": _("Comparison with the previous text"),
        "annex_list": _("List of annexes"),
        "resolution_extract": _("Extract of the resolution"),
        "measure_card": _("Measure card"),
        "monitoring_report": _("Monitoring report"),
        "action_plan": _("Action plan"),
    }.get(name, name)


def file_purpose(name: str) -> str:
    """Return what a file of a packet is for, in plain words; the text that is decided upon for any other name."""
    return {
        "cover_letter": _("asks the body to consider the document, says until when and whom to ask"),
        "explanatory_memorandum": _("why the document is submitted and what it means for the municipality"),
        "draft_resolution": _("the wording of the resolution to adopt"),
        "comparison": _("what has changed since the previous text, word by word"),
        "annex_list": _("what the packet holds, with sizes and fingerprints"),
    }.get(name, _("the document that is decided upon"))


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
