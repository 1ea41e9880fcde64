"""Who acts: a person with the seats held now, whoever holds a recording link, or the system itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """One membership valid now: a role in a body of an area or of a municipality."""

    body_id: int
    body_kind: str
    role: str
    area_id: int | None
    municipality_id: int | None


@dataclass(frozen=True, slots=True)
class HeldLink:
    """A recording link that was opened: it stands for one body in one round and for nothing else.

    kind: record | correct. `sent_to` is the address it was sent to, "" when staff handed it over.
    """

    link_id: int
    process_id: int
    kind: str
    sent_to: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the system) on whose account everything in one transaction happens."""

    user_id: int | None
    name: str
    seats: tuple[Seat, ...] = ()
    link: HeldLink | None = None

    @property
    def is_system(self) -> bool:
        """True for deadlines, the worker and joins; such steps are told apart in the history."""
        return self.user_id is None and self.name == "system"

    @property
    def is_anonymous(self) -> bool:
        """True for a visitor who has not signed in and holds no link."""
        return self.user_id is None and self.link is None and not self.is_system


SYSTEM = Actor(user_id=None, name="system")
ANONYMOUS = Actor(user_id=None, name="anonymous")
