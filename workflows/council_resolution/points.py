"""Points of one resolution: each with its verb (domain § 3.6), its text, and for a task who does it until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from workflow_app.kernel.errors import Refusal
from workflow_app.kernel.languages import Text

TASK = "instructs"  # "ukládá": the verb that makes a task
LONGEST_POINT, LONGEST_NAME, MOST_POINTS = 4000, 200, 30
VERBS: Mapping[str, Text] = {
    "takes_note": Text("bere na vědomí", "takes note of"),
    "approves": Text("schvaluje", "approves"),
    "consents": Text("souhlasí", "consents to"),
    "recommends": Text("doporučuje", "recommends"),
    "instructs": Text("ukládá", "instructs"),
    "authorises": Text("pověřuje", "authorises"),
    "has_considered": Text("projednalo/a", "has considered"),
    "determines": Text("stanoví, určuje", "determines"),
    "requests": Text("žádá, vyzývá", "requests"),
    "states": Text("konstatuje", "states"),
    "appoints": Text("jmenuje, deleguje", "appoints, delegates"),
    "establishes": Text("zřizuje", "establishes"),
    "rejects": Text("neschvaluje", "rejects"),
    "dissents": Text("nesouhlasí", "dissents from"),
    "advises_against": Text("nedoporučuje", "advises against"),
    "postpones": Text("odkládá", "postpones"),
    "revokes": Text("revokuje, ruší", "revokes"),
}


@dataclass(frozen=True, slots=True)
class ResolutionPoint:
    """One point: numeral as the body writes it (I., a) …), verb, the rest of the sentence; person and day of a task."""

    numeral: str
    verb: str
    text: str
    person: str = ""
    due: date | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Build from the JSON of a resolution."""
        due = data.get("due")
        return cls(
            numeral=data["numeral"],
            verb=data["verb"],
            text=data["text"],
            person=data.get("person") or "",
            due=date.fromisoformat(due) if due else None,
        )

    @property
    def is_task(self) -> bool:
        """Somebody is to do something."""
        return self.verb == TASK


def point_refusals(points: Iterable[ResolutionPoint]) -> list[Refusal]:
    """Return what is wrong with the points; each refusal names its row as the field ("points-2-text")."""
    found: list[Refusal] = []
    for row, point in enumerate(points):
        if row == MOST_POINTS:
            return [*found, Refusal("too_many_points", {"limit": MOST_POINTS}, field=f"points-{row}-text")]
        found += _faults(point, f"points-{row}-")
    return found


def _faults(point: ResolutionPoint, row: str) -> list[Refusal]:
    found = []
    if point.verb not in VERBS:
        found.append(Refusal("verb_is_missing", field=f"{row}verb"))
    if not point.text.strip():
        found.append(Refusal("text_is_missing", field=f"{row}text"))
    limits = {"numeral": 20, "text": LONGEST_POINT, "person": LONGEST_NAME}
    for name, limit in limits.items():
        length = len(getattr(point, name))
        if length > limit:
            found.append(
                Refusal("text_is_too_long", {"limit": limit, "length": length}, field=f"{row}{name}")
            )
    if point.is_task and not point.person.strip():
        found.append(Refusal("person_of_task_is_missing", field=f"{row}person"))
    return found
