"""What must be told of one body's session and its resolution."""

from dataclasses import dataclass
from datetime import date

from workflow_app.kernel.errors import Refusal
from workflows.common.payloads import text_refusals

# The outcome as people choose it -> the trigger that records it.
VERDICTS = {
    "approved": "record_approval",
    "approved_with_changes": "record_approval_with_changes",
    "noted": "record_note",
    "rejected": "record_rejection",
    "not_adopted": "record_non_adoption",
    "postponed": "record_postponement",
}


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
    them, not of those present (§ 87 and § 101 of act 128/2000).
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
    text: str = ""
    changes: str = ""
    source: str = ""
    scan_sha256: str | None = None
    scan_name: str | None = None
    scan_type: str | None = None

    @property
    def trigger(self) -> str:
        """The trigger that records this verdict; empty for a verdict that does not exist."""
        return VERDICTS.get(self.verdict, "")

    def refusals(self, today: date) -> list[Refusal]:
        """Return everything that cannot be true about this resolution."""
        found = [*text_refusals("text", self.text, required=False), *self._session_refusals(today)]
        if self.verdict == "approved_with_changes":
            found += text_refusals("changes", self.changes, required=True)
        return [*found, *self._vote_refusals()]

    def _session_refusals(self, today: date) -> list[Refusal]:
        found = []
        if not self.trigger:
            found.append(Refusal("verdict_is_missing", field="verdict"))
        if self.session_on > today:
            found.append(
                Refusal("day_is_in_the_future", {"day": self.session_on.isoformat()}, field="session_on")
            )
        if self.session_on.year < 1990:
            found.append(Refusal("day_is_too_far", {"day": self.session_on.isoformat()}, field="session_on"))
        for name in ("session_number", "number", "point", "source"):
            if len(getattr(self, name)) > 200:
                found.append(Refusal("text_is_too_long", {"limit": 200}, field=name))
        return found

    def _vote_refusals(self) -> list[Refusal]:
        votes = {
            "votes_for": self.votes_for,
            "votes_against": self.votes_against,
            "votes_abstained": self.votes_abstained,
        }
        negative = [
            Refusal("votes_are_negative", field=name) for name, vote in votes.items() if (vote or 0) < 0
        ]
        if negative:
            return negative
        cast, members = sum(vote or 0 for vote in votes.values()), self.members_total
        if members is None:
            return []
        if members < 1:
            return [Refusal("members_are_missing", field="members_total")]
        if cast > members:
            return [
                Refusal("more_votes_than_members", {"votes": cast, "members": members}, field="votes_for")
            ]
        return self._majority_refusals(members)

    def _majority_refusals(self, members: int) -> list[Refusal]:
        """More than half of all members must be for what was adopted, and may not be for what was not."""
        if self.votes_for is None:
            return []
        has_majority = self.votes_for * 2 > members
        needed = members // 2 + 1
        params = {"votes": self.votes_for, "members": members, "needed": needed}
        if self.verdict in ("approved", "approved_with_changes", "noted") and not has_majority:
            return [Refusal("majority_of_all_is_missing", params, field="votes_for")]
        if self.verdict == "not_adopted" and has_majority:
            return [Refusal("majority_was_reached", params, field="votes_for")]
        return []
