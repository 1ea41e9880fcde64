"""What must be told of one body's session and its resolution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow_app.kernel.errors import Refusal
from workflows.common.payloads import text_refusals
from workflows.council_resolution.points import ResolutionPoint, point_refusals

# The outcome as people choose it -> the trigger that records it.
VERDICTS = {
    "approved": "record_approval",
    "approved_with_changes": "record_approval_with_changes",
    "consented": "record_consent",
    "recommended": "record_recommendation",
    "noted": "record_note",
    "rejected": "record_rejection",
    "not_adopted": "record_non_adoption",
    "postponed": "record_postponement",
    "withdrawn_from_agenda": "record_withdrawal_from_agenda",
    "no_quorum": "record_lack_of_quorum",
    "returned": "record_return",
}
REVOKED, REVOCATION = "revoked", "record_revocation"  # a later resolution annuls the recorded one
COMES_AGAIN = ("postponed", "withdrawn_from_agenda", "no_quorum", "not_adopted")
# Outcomes that are themselves a resolution, so a majority voted for them ("neschvaluje" included).
ADOPTED = (
    "approved",
    "approved_with_changes",
    "consented",
    "recommended",
    "noted",
    "rejected",
    "returned",
    REVOKED,
)
NEEDS_WORDS = ("approved_with_changes", "returned")  # what was changed, what is to be mended
WAYS = ("session", "per_rollam")
COUNTS = (
    *("votes_for", "votes_against", "votes_abstained"),
    *("members_total", "members_present", "members_conflicted"),
)


@dataclass(frozen=True, slots=True)
class SessionPlanned:
    """The day on which the body will have the matter on its agenda."""

    session_on: date

    def refusals(self, today: date) -> list[Refusal]:
        """A day that is still to come, and not years away."""
        if self.session_on < today:
            return [Refusal("day_is_in_the_past", {"day": self.session_on.isoformat()}, field="session_on")]
        if (self.session_on - today).days > 730:
            return [Refusal("day_is_too_far", {"day": self.session_on.isoformat()}, field="session_on")]
        return []


@dataclass(frozen=True, slots=True)
class Extension:
    """A new last day for one body, and why."""

    until: date
    reason: str

    def refusals(self, today: date) -> list[Refusal]:
        """A day that is still to come, with a reason."""
        late = [Refusal("day_is_in_the_past", {"day": self.until.isoformat()}, field="until")]
        return [*(late if self.until <= today else []), *text_refusals("reason", self.reason, required=True)]


@dataclass(frozen=True, slots=True)
class ResolutionRecorded:
    """One resolution as the body took it. Counts are optional; impossible ones are refused.

    `members_total` is the number of all members on the day of the session: a resolution needs more than half of
    them, not of those present (§ 87 and § 101 of act 128/2000). `points` are the other verbs of the same resolution
    beside the one on our matter, which is the verdict. `changes` is what was approved otherwise, or why the matter
    was returned or put off; `next_session_on` the day on which it comes again.
    """

    verdict: str
    session_on: date
    session_number: str = ""
    number: str = ""
    point: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    members_total: int | None = None
    members_present: int | None = None
    members_conflicted: int | None = None
    decided_by: str = "session"
    next_session_on: date | None = None
    points: tuple[ResolutionPoint, ...] = ()
    text: str = ""
    changes: str = ""
    source: str = ""
    scan_sha256: str | None = None
    scan_name: str | None = None
    scan_type: str | None = None

    @property
    def trigger(self) -> str:
        """The trigger that records this verdict; empty for a verdict that does not exist."""
        return REVOCATION if self.verdict == REVOKED else VERDICTS.get(self.verdict, "")

    def refusals(self, today: date) -> list[Refusal]:
        """Return everything that cannot be true about this resolution, whatever body took it."""
        return [
            *text_refusals("text", self.text, required=False),
            *text_refusals("changes", self.changes, required=self.verdict in NEEDS_WORDS),
            *self._session_refusals(today),
            *point_refusals(self.points),
            *self._count_refusals(),
        ]

    def _session_refusals(self, today: date) -> list[Refusal]:
        found, held = self._next_session_refusals(), self.session_on
        if not self.trigger:
            found.append(Refusal("verdict_is_missing", field="verdict"))
        if self.decided_by not in WAYS:
            found.append(Refusal("way_is_missing", field="decided_by"))
        if held > today:
            found.append(Refusal("day_is_in_the_future", {"day": held.isoformat()}, field="session_on"))
        if held.year < 1990:
            found.append(Refusal("day_is_too_far", {"day": held.isoformat()}, field="session_on"))
        for name in ("session_number", "number", "point", "source"):
            if len(getattr(self, name)) > 200:
                found.append(Refusal("text_is_too_long", {"limit": 200}, field=name))
        return found

    def _next_session_refusals(self) -> list[Refusal]:
        again = self.next_session_on
        if again is None:
            return []
        if again <= self.session_on:
            return [Refusal("next_session_is_not_later", field="next_session_on")]
        if (again - self.session_on).days > 730:
            return [Refusal("day_is_too_far", {"day": again.isoformat()}, field="next_session_on")]
        return []

    def _count_refusals(self) -> list[Refusal]:
        """For, against and abstained together <= present <= all, as far as the counts are known (domain § 4.8)."""
        negative = [
            Refusal("votes_are_negative", field=name) for name in COUNTS if (getattr(self, name) or 0) < 0
        ]
        if negative:
            return negative
        members, present, conflicted = self.members_total, self.members_present, self.members_conflicted
        if members is not None and members < 1:
            return [Refusal("members_are_missing", field="members_total")]
        if members is not None and present is not None and present > members:
            params = {"count": present, "limit": members}
            return [Refusal("more_present_than_all", params, field="members_present")]
        if members is not None and conflicted is not None and conflicted > members:
            params = {"count": conflicted, "limit": members}
            return [Refusal("more_conflicted_than_all", params, field="members_conflicted")]
        if present is not None and self.votes_cast > present:
            params = {"count": self.votes_cast, "limit": present}
            return [Refusal("more_votes_than_those_present", params, field="votes_for")]
        if members is not None and self.votes_cast > members:
            params = {"votes": self.votes_cast, "members": members}
            return [Refusal("more_votes_than_members", params, field="votes_for")]
        return []

    @property
    def votes_cast(self) -> int:
        """All votes that are known, for, against and abstained."""
        return sum(vote or 0 for vote in (self.votes_for, self.votes_against, self.votes_abstained))


@dataclass(frozen=True, slots=True)
class RevocationRecorded(ResolutionRecorded):
    """The later resolution by which the body annuls the one that is recorded; its verdict is `revoked`."""


@dataclass(frozen=True, slots=True)
class RecordCorrected(ResolutionRecorded):
    """The recorded resolution `corrects` with other data, and why; `before` is what stood there (field -> value)."""

    reason: str = ""
    corrects: int = 0
    before: Mapping[str, Any] = field(default_factory=dict)

    def refusals(self, today: date) -> list[Refusal]:
        """What cannot be true of a resolution; a reason is needed, and something must change."""
        found = [
            *text_refusals("reason", self.reason, required=True),
            *ResolutionRecorded.refusals(self, today),
        ]
        return found if self.before else [*found, Refusal("nothing_was_corrected")]
