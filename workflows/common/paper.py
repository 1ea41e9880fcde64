"""What every printed document has: head, foot, addressee, decisions of councils."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes. All is printed as given; an empty text is not printed. `date` is ready for print."""

    area: str  # "Hlučínsko"
    sender: str  # "Město Hlučín"
    body: str = ""  # "Odbor sociálních věcí"
    address: tuple[str, ...] = ()
    reference_number: str = ""  # Č. j.
    handled_by: str = ""  # Vyřizuje
    phone: str = ""
    email: str = ""
    place: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Footer:
    """What the foot of every page says: which document, which version, by which fingerprint."""

    document: str
    version: str  # "3"
    hash_prefix: str  # first 12 hexadecimal digits of the version's SHA-256


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom: the lines of the address block, from the name to the postal code."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One body's decision as a table of approvals shows it; what is not known is a dash."""

    municipality: str
    body: str
    session: str
    date: str
    number: str
    verdict: str
    version: str
    hash_prefix: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled text, one row of a card."""

    label: str
    text: str


def filled_facts(pairs: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    """Return the facts that have a text: empty fields are not printed as empty rows."""
    return tuple(Fact(label, text) for label, text in pairs if text.strip())
