"""What was recorded of a resolution in words of the page: its points, who was present."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from workflow_app.queries.resolutions import Resolution
from workflow_app.web.shared.wording import day, in_words
from workflows.council_resolution.points import VERBS, ResolutionPoint


def point_words(point: ResolutionPoint) -> str:
    """Return "III. ukládá starostce: zveřejnit plán (do 31. 1. 2027)"."""
    verb = in_words(VERBS[point.verb]) if point.verb in VERBS else ""
    whom = f"{point.person}:" if point.person else ""
    words = " ".join(part for part in (point.numeral, verb, whom, point.text) if part)
    return _("%(words)s (until %(day)s)", words=words, day=day(point.due)) if point.due else words


def points_in_words(points: Iterable[Mapping[str, Any]]) -> str:
    """Return points as the history keeps them (JSON), one after another."""
    return "; ".join(point_words(ResolutionPoint.of(point)) for point in points)


def presence_in_words(resolution: Resolution) -> str:
    """Return how many members were present, who announced a conflict, and that there was no session at all."""
    present, conflicted = resolution.members_present, resolution.members_conflicted
    found = [
        str(present) if present is not None else "",
        _("%(count)s with a conflict of interest", count=conflicted) if conflicted else "",
        _("decided per rollam") if resolution.decided_by == "per_rollam" else "",
    ]
    return ", ".join(part for part in found if part)


def session_words(resolution: Resolution) -> str:
    """Return the day of the session with its number, where the body gave one."""
    held = day(resolution.session_on)
    if not resolution.session_number:
        return held
    return _("%(day)s, session no. %(number)s", day=held, number=resolution.session_number)
