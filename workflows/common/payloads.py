"""What triggers of more than one process must be told; each says itself what is wrong with it."""

from dataclasses import dataclass
from datetime import date

from workflow_app.kernel.errors import Refusal

LONGEST_TEXT = 20_000  # characters of one field


def text_refusals(field: str, text: str, *, required: bool) -> list[Refusal]:
    """Return what is wrong with a free text: missing though required, or longer than a person would write."""
    if required and not text.strip():
        return [Refusal("text_is_missing", field=field)]
    if len(text) > LONGEST_TEXT:
        return [Refusal("text_is_too_long", {"limit": LONGEST_TEXT, "length": len(text)}, field=field)]
    return []


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: always asked for when somebody else's work is returned, withdrawn or passed over."""

    reason: str

    def refusals(self, today: date) -> list[Refusal]:
        """A reason is always needed."""
        return text_refusals("reason", self.reason, required=True)


@dataclass(frozen=True, slots=True)
class GroupReason:
    """Why a group takes its own part back; it need not say."""

    reason: str = ""

    def refusals(self, today: date) -> list[Refusal]:
        """Only the length is limited."""
        return text_refusals("reason", self.reason, required=False)


@dataclass(frozen=True, slots=True)
class GroupStatement:
    """What a group says with its part or its recommendation; the group is the body acted for."""

    comment: str = ""

    def refusals(self, today: date) -> list[Refusal]:
        """Only the length is limited."""
        return text_refusals("comment", self.comment, required=False)


@dataclass(frozen=True, slots=True)
class ReturnToGroups:
    """Why a document is returned, and the working groups (ids of bodies) that have to mend their part."""

    reason: str
    body_ids: tuple[int, ...]

    def refusals(self, today: date) -> list[Refusal]:
        """A reason is always needed, and somebody who mends it."""
        chosen = [] if self.body_ids else [Refusal("no_group_is_chosen", field="body_ids")]
        return [*text_refusals("reason", self.reason, required=True), *chosen]


@dataclass(frozen=True, slots=True)
class SteeringDecision:
    """The decision of a meeting of the steering group. Votes may be left out where the group agreed without a vote."""

    meeting_on: date
    present: int
    meeting_number: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    comment: str = ""

    def refusals(self, today: date) -> list[Refusal]:
        """A meeting of the past or of today, and votes that the people present can have cast."""
        found = text_refusals("comment", self.comment, required=False)
        if self.meeting_on > today:
            found.append(
                Refusal("day_is_in_the_future", {"day": self.meeting_on.isoformat()}, field="meeting_on")
            )
        if self.present < 1:
            found.append(Refusal("nobody_was_present", field="present"))
        votes = [self.votes_for, self.votes_against, self.votes_abstained]
        cast = sum(vote or 0 for vote in votes)
        if any(vote is not None and vote < 0 for vote in votes):
            found.append(Refusal("votes_are_negative", field="votes_for"))
        elif cast > self.present:
            found.append(
                Refusal(
                    "more_votes_than_present", {"votes": cast, "present": self.present}, field="votes_for"
                )
            )
        elif self.votes_for is not None and self.votes_for * 2 <= self.present:
            found.append(
                Refusal(
                    "majority_is_missing", {"votes": self.votes_for, "of": self.present}, field="votes_for"
                )
            )
        return found


@dataclass(frozen=True, slots=True)
class ChangeClassified:
    """How the steering group classes a change of a text: why, and at which meeting it said so."""

    reason: str
    meeting_on: date

    def refusals(self, today: date) -> list[Refusal]:
        """A reason is always needed, and a meeting of the past or of today."""
        found = text_refusals("reason", self.reason, required=True)
        if self.meeting_on > today:
            found.append(
                Refusal("day_is_in_the_future", {"day": self.meeting_on.isoformat()}, field="meeting_on")
            )
        return found


@dataclass(frozen=True, slots=True)
class ChangeRestarts(ChangeClassified):
    """A substantive change: the councils decide again from the stage at this position of the round."""

    restart_from: int = 0
