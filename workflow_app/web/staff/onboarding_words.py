"""The way of a municipality into the area in words: its state, its colour, what each step means."""

from typing import Any

from flask_babel import gettext as _

from workflow_app.queries.followed_municipalities import FollowedMunicipality
from workflow_app.queries.overlaps import Overlap
from workflow_app.web.shared.wording import day, in_words

TONES = {
    "not_contacted": "not_yet",
    "contacted": "under_way",
    "in_talks": "under_way",
    "joined": "done",
    "declined": "refused",
    "left": "refused",
}


def state_words(state: str) -> dict[str, str]:
    """Return label and tone of a state on the way."""
    label = {
        "not_contacted": _("not contacted"),
        "contacted": _("contacted"),
        "in_talks": _("in talks"),
        "joined": _("joined"),
        "declined": _("declined"),
        "left": _("left"),
    }[state]
    return {"label": label, "tone": TONES[state]}


def meanings() -> dict[str, str]:
    """Return one line for each state that staff can choose."""
    return {
        "not_contacted": _("Nobody has spoken to it yet."),
        "contacted": _("It has got a letter, an e-mail or a call."),
        "in_talks": _("A meeting was held or is agreed; it has not decided."),
        "joined": _(
            "It plans in the area from the day given; rounds opened from that day on ask its bodies."
        ),
        "declined": _("It does not want to join now."),
        "left": _("It stops planning here; the day given is its last one. What it approved stays."),
    }


def since_words(row: FollowedMunicipality) -> str:
    """Return since when it stands so, and for a member until when."""
    if row.until is not None:
        return _("from %(since)s to %(until)s", since=day(row.since), until=day(row.until))
    return _("from %(day)s", day=day(row.since))


def overlap_sentence(overlap: Overlap) -> str:
    """Return the warning that a municipality plans in two areas."""
    sentence = _(
        "%(name)s (%(code)s) also plans in the area %(area)s.",
        name=overlap.name,
        code=overlap.code,
        area=in_words(overlap.area_name),
    )
    if overlap.plans:
        return f"{sentence} " + _(
            "Plans of both areas are in force at the same time: %(plans)s.", plans="; ".join(overlap.plans)
        )
    return sentence


def row_words(row: FollowedMunicipality, url: str) -> dict[str, Any]:
    """Return one row of the table of municipalities."""
    contact = [part for part in (row.contact_name, row.contact_email, row.contact_phone) if part]
    following = [row.next_step, day(row.next_on) if row.next_on else ""]
    return {
        "name": row.name,
        "url": url,
        "note": row.code if row.twin else _("lead municipality") if row.is_lead else "",
        "state": state_words(row.state),
        "since": since_words(row),
        "contact": ", ".join(contact),
        "next": " – ".join(part for part in following if part),
        "inhabitants": row.inhabitants,
    }
