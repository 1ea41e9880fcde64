"""What an area file says, as frozen dataclasses; reading fills them, export writes them back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage

CASES = ("genitive", "dative", "accusative", "locative", "instrumental")
Path = tuple[str | int, ...]  # a place in the file: ("municipalities", 3, "mayor")
Lines = dict[Path, int]
OFFICERS = ("mayor", "deputy_mayor", "clerk")


@dataclass(frozen=True, slots=True)
class Person:
    """A person known by e-mail (lower case). Phone and language are None when the file does not say."""

    email: str
    name: str
    phone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's dated role in a body. Days are inclusive; `represents` is a municipality's code."""

    email: str
    role: str
    valid_from: date
    valid_to: date | None = None
    side: str | None = None
    organisation: str = ""
    represents: str | None = None


@dataclass(frozen=True, slots=True)
class UnionMember:
    """That the municipality `code` is a member of a union. Days are inclusive."""

    code: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class OwnerEntry:
    """Whose new plans are from a day on: `who` is the key of a union or lead_municipality."""

    who: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class BlockSeatEntry:
    """A body of the area, by its key, seated as a whole in the body that says so. Days are inclusive."""

    body: str
    role: str
    valid_from: date
    valid_to: date | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One session of a body. `agenda_days` before it its agenda closes; None: as is usual for the body."""

    day: date
    number: str = ""
    kind: str = "ordinary"
    certainty: str = "known"
    agenda_days: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body with its official name in all cases and its seats. `key` is assembly or board for a council."""

    kind: str
    key: str
    name: str
    name_en: str
    name_forms: dict[str, str]
    member_count: int | None = None
    target_groups: tuple[str, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)  # of a union: quorum and majority by its statutes
    ico: str | None = None  # of a union, like the three that follow
    address: tuple[str, ...] = ()
    council: Text | None = None  # what its people together are called
    members: tuple[UnionMember, ...] = ()
    resolution_style: str = "roman"  # numerals of the points of its resolutions
    resolution_number: str = ""  # what the number of a resolution looks like
    session_rhythm: Mapping[str, Any] | None = None  # when it usually meets; None when the file does not say
    session_dates: tuple[SessionEntry, ...] | None = None  # in order of days; None when the file does not say
    seats: tuple[Seat, ...] = ()
    block_seats: tuple[BlockSeatEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class MunicipalityEntry:
    """A municipality, when it plans in this area, and its assembly and board."""

    code: str
    ico: str | None
    kind: str
    name: str
    genitive: str
    locative: str
    inhabitants: int
    address: tuple[str, ...]
    contact_email: str
    valid_from: date
    valid_to: date | None
    bodies: tuple[BodyEntry, ...]
    path: Path = field(default=(), compare=False)  # where it stands in the file


@dataclass(frozen=True, slots=True)
class ExclusionEntry:
    """That a municipality of the territory plans elsewhere. Days are inclusive."""

    code: str
    reason: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who signs letters and e-mails of the area."""

    name: str
    role: str
    address: tuple[str, ...]
    place: str
    email: str
    department: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact person for one audience."""

    audience: Text
    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """The approval route of one kind of document."""

    document_kind: str
    valid_from: date
    stages: tuple[RouteStage, ...]


@dataclass(frozen=True, slots=True)
class AreaFile:
    """A whole area file that passed every check, with what looks odd in it (`warnings`)."""

    key: str
    name: Text
    name_locative: str
    lead_code: str
    valid_from: date
    coordinator: Coordinator
    contacts: tuple[Contact, ...]
    publicity: Text | None
    municipalities: tuple[MunicipalityEntry, ...]
    bodies: tuple[BodyEntry, ...]
    people: tuple[Person, ...]
    routes: tuple[RouteEntry, ...]
    exclusions: tuple[ExclusionEntry, ...] = ()
    owners: tuple[OwnerEntry, ...] = ()  # before the first of them the lead municipality
    excluded_towns: tuple[MunicipalityEntry, ...] = ()  # they plan elsewhere; nobody of them has a seat here
    sha256: str = field(default="", compare=False)
    excluded_codes: tuple[str, ...] = field(default=(), compare=False)
    warnings: tuple["Problem", ...] = field(default=(), compare=False)
    lines: Lines = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or odd: where (line from 1, field such as municipalities[3].code) and what."""

    line: int
    field: str
    key: str
    message: Text

    def text(self, language: str) -> str:
        """Return one sentence for a person: line, field, message."""
        where = f"Line {self.line}" if language == "en" else f"Řádek {self.line}"
        place = f"{where}, {self.field}" if self.field else where
        return f"{place}: {self.message.pick(language)}"
