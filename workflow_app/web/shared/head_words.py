"""The head of a document in words of the page: the arguments of the macro document_head."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from workflow_app.queries.document_head import DocumentHead
from workflow_app.web.shared.round_sentence import round_sentence
from workflow_app.web.shared.wording import in_words

HASH_SHOWN = 8  # characters of a fingerprint that people compare by eye


def head_words(head: DocumentHead) -> dict[str, Any]:
    """Return the keyword arguments of `document_head` in macros/document.html."""
    return {
        "title": in_words(head.title),
        "area": in_words(head.area_name),
        "period": head.period,
        "state": {"label": in_words(head.state_label), "tone": head.tone},
        "steps": steps_in_words(head),
        "who": who_acts(head),
        "until": None if head.settled else head.until,
        "late": head.late and not head.settled,
        "version": version_words(head.version_number, head.version_sha256),
        "sentence": round_sentence(head.round),
        "kind": in_words(head.kind_label),
    }


def steps_in_words(head: DocumentHead) -> Sequence[dict[str, str]]:
    """Return the steps of the stepper."""
    return [{"label": in_words(step.label), "state": step.state, "note": step.note} for step in head.steps]


def who_acts(head: DocumentHead) -> str:
    """Return who is to act now; nobody when it is settled."""
    if head.settled:
        return ""
    return {
        "working_group": _("Working groups"),
        "steering": _("Steering group"),
        "council": _("Municipalities"),
        "staff": _("Coordinator"),
    }.get(head.audience, "")


def version_words(number: int | None, sha256: str | None) -> str:
    """Return "version 2 (3fa9c1d2)", or nothing while there is no frozen version."""
    if number is None:
        return ""
    return _("version %(number)s (%(hash)s)", number=number, hash=(sha256 or "")[:HASH_SHOWN])
