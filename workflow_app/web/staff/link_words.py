"""Recording links in words: to whom, whether it holds, what happened to it."""

from typing import Any

from flask_babel import gettext as _

from workflow_app.queries.recording_links import LinkEvent, LinkState
from workflow_app.web.shared.link_words import event_words
from workflow_app.web.shared.wording import day, day_time

TONES = {"holds": "under_way", "expired": "waits", "revoked": "refused", "replaced": "not_yet"}


def link_rows(links: tuple[LinkState, ...]) -> list[dict[str, Any]]:
    """Return the links of one body as its page shows them."""
    return [
        {
            "id": link.id,
            "to": link.sent_to or _("handed over by the coordinator"),
            "purpose": _("for recording") if link.kind == "record" else _("for correcting the record"),
            "state": {"label": _state(link), "tone": TONES[link.state]},
            "holds": link.state == "holds",
            "can_be_sent": link.kind == "record" and bool(link.sent_to),
            "opened": day_time(link.last("opened")),
            "events": [_event(item) for item in reversed(link.events)],
        }
        for link in links
    ]


def _state(link: LinkState) -> str:
    return {
        "holds": _("valid until %(day)s", day=day(link.valid_until)),
        "expired": _("expired on %(day)s", day=day(link.valid_until)),
        "revoked": _("cancelled"),
        "replaced": _("replaced by a newer one"),
    }[link.state]


def _event(item: LinkEvent) -> dict[str, str]:
    return {"at": day_time(item.at), "what": event_words(item.event, item.reason), "who": item.who or ""}
