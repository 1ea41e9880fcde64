"""Majority and quorum: how many members must be there, and how many must vote for a resolution."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number of people: more than `part` of them, or at least `part` of them."""

    part: Fraction
    more_than: bool = True

    def of(self, people: int) -> int:
        """Return the smallest whole number of people that is enough: of 9 more than a half is 5, of 6 it is 4."""
        exact = self.part * people
        return exact.__floor__() + 1 if self.more_than else exact.__ceil__()

    @classmethod
    def read(cls, text: str) -> "Share":
        """Read "> 1/2" (more than) or ">= 3/5" (at least). Raises ValueError."""
        more_than = not text.startswith(">=")
        part = Fraction(text.removeprefix(">").removeprefix("=").strip())
        if not text.startswith(">") or not 0 < part <= 1 or (more_than and part == 1):
            raise ValueError(f"{text!r} is no share such as '> 1/2' or '>= 3/5'")
        return cls(part, more_than)


HALF = Share(Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """By what a body can decide. A board and an assembly decide by the act; a union by its own statutes (§ 53).

    `of_present`: the majority is counted of those present. `per_rollam`: it may decide in writing.
    """

    quorum: Share = HALF
    majority: Share = HALF
    of_present: bool = False
    per_rollam: bool = False

    @classmethod
    def of(cls, kind: str, stored: Mapping[str, Any]) -> "DecisionRules":
        """Return the rules of a body of this kind; `stored` are the parameters of a union's statutes.

        `stored`: quorum and majority as shares in words ("> 1/2", ">= 3/5"), of (all | present), per_rollam (allowed |
        not_allowed).
        What its statutes do not say is as for a municipality. Raises ValueError.
        """
        if kind != "union":
            return cls()
        return cls(
            quorum=Share.read(stored.get("quorum", "> 1/2")),
            majority=Share.read(stored.get("majority", "> 1/2")),
            of_present=stored.get("of", "all") == "present",
            per_rollam=stored.get("per_rollam") == "allowed",
        )


MUNICIPAL = DecisionRules()


def needed_votes(members: int, present: int | None = None, rules: DecisionRules = MUNICIPAL) -> int | None:
    """Return how many votes for a resolution needs; None when it is counted of those present and nobody says who was.

    § 87 of act 128/2000: a resolution of the assembly needs the consent of a majority of ALL its members, not of
    those present; § 101: so does one of the board. All members are the mandates held on the day of the session:
    a vacated seat does not count, a member with a conflict of interest (§ 83) does.
    """
    if rules.of_present:
        return None if present is None else rules.majority.of(present)
    return rules.majority.of(members)


def needed_presence(members: int, rules: DecisionRules = MUNICIPAL) -> int:
    """Return how many members must be there so that the body can decide at all.

    § 92 of act 128/2000: the assembly can decide when more than half of all its members are present, else the
    chair ends the session and a substitute one is held within 15 days; § 101: the board likewise needs more than
    half. It holds at every vote, for people leave.
    """
    return rules.quorum.of(members)
