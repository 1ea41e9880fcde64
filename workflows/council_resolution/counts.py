"""Whether what was recorded of a vote can be true for the body that voted: majority, quorum, the way of deciding."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refusal
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflows.council_resolution.majority import DecisionRules, needed_presence, needed_votes
from workflows.council_resolution.payloads import ADOPTED, ResolutionRecorded

SUBSTITUTE_DAYS = 15  # § 92 (3) of act 128/2000: until when a substitute session of the assembly is held


@dataclass(frozen=True, slots=True)
class DecidingBody:
    """Which body voted, and by what rules it decides."""

    kind: str
    name: Text
    rules: DecisionRules


def deciding_body(tx: Transaction, body_id: int) -> DecidingBody:
    """Return the body with the rules it decides by."""
    statement = select(Body.kind, Body.name, Body.name_en, Body.rules).where(Body.id == body_id)
    kind, name, name_en, stored = tx.connection.execute(statement).one()
    return DecidingBody(kind, Text(name, name_en), DecisionRules.of(kind, stored))


def vote_refusals(payload: ResolutionRecorded, body: DecidingBody) -> list[Refusal]:
    """Return why this body cannot have decided so; counts that are not given are not looked at."""
    return [
        *_way_refusals(payload, body),
        *_quorum_refusals(payload, body),
        *_majority_refusals(payload, body),
        *_substitute_refusals(payload, body),
    ]


def _way_refusals(payload: ResolutionRecorded, body: DecidingBody) -> list[Refusal]:
    """A board and an assembly decide at a session only (§§ 92 and 101); a union as its statutes say."""
    if payload.decided_by != "per_rollam" or body.rules.per_rollam:
        return []
    params = {"body_cs": body.name.cs, "body_en": body.name.en}
    if body.kind == "union":
        return [Refusal("per_rollam_is_not_in_statutes", params, field="decided_by")]
    return [Refusal("per_rollam_is_impossible", params, field="decided_by")]


def _quorum_refusals(payload: ResolutionRecorded, body: DecidingBody) -> list[Refusal]:
    """Without a quorum nothing is decided, and with one the session was able to decide."""
    members, present, is_missing = (
        payload.members_total,
        payload.members_present,
        payload.verdict == "no_quorum",
    )
    if is_missing and payload.votes_cast:
        return [Refusal("votes_without_quorum", field="votes_for")]
    if members is None or present is None or payload.decided_by == "per_rollam":
        return []
    needed = needed_presence(members, body.rules)
    params = {
        "body_cs": body.name.cs,
        "body_en": body.name.en,
        "members": members,
        "present": present,
        "needed": needed,
    }
    if is_missing and present >= needed:
        return [Refusal("quorum_was_there", params, field="members_present")]
    if payload.verdict in (*ADOPTED, "not_adopted") and present < needed:
        return [Refusal("quorum_was_not_there", params, field="members_present")]
    return []


def _majority_refusals(payload: ResolutionRecorded, body: DecidingBody) -> list[Refusal]:
    """Enough members must be for what was adopted, and may not be for what was not."""
    members, votes, is_adopted = payload.members_total, payload.votes_for, payload.verdict in ADOPTED
    if members is None or votes is None:
        return []
    # Those who voted were there: when even of them too few were for it, it cannot have been adopted.
    present = payload.members_present or (payload.votes_cast if is_adopted else None)
    needed = needed_votes(members, present, body.rules)
    if needed is None:
        return []
    params = {
        "body_cs": body.name.cs,
        "body_en": body.name.en,
        "members": members,
        "votes": votes,
        "needed": needed,
    }
    if payload.verdict == "not_adopted" and votes >= needed:
        return [Refusal("majority_was_reached", params, field="votes_for")]
    if not is_adopted or votes >= needed:
        return []
    if body.kind == "union":
        return [Refusal("majority_of_union_is_missing", params, field="votes_for")]
    if payload.verdict == "rejected":
        return [Refusal("majority_for_refusal_is_missing", params, field="votes_for")]
    return [Refusal("majority_of_all_is_missing", params, field="votes_for")]


def _substitute_refusals(payload: ResolutionRecorded, body: DecidingBody) -> list[Refusal]:
    """An assembly without a quorum has its substitute session within fifteen days."""
    again, last = payload.next_session_on, payload.session_on + timedelta(days=SUBSTITUTE_DAYS)
    if payload.verdict != "no_quorum" or body.kind != "assembly" or again is None or again <= last:
        return []
    params = {"body_cs": body.name.cs, "body_en": body.name.en}
    return [Refusal("substitute_session_is_late", params, field="next_session_on")]
