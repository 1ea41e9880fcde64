"""Which session of a body a matter can still reach, and until when its packet must be sent: counted backwards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from workflow_app.models.session_rhythm import SessionRhythm
from workflow_app.settings import Settings

HORIZON = timedelta(days=730)  # nobody plans sessions further ahead
CERTAINTY = ("known", "estimated", "assumed")  # from the surest


@dataclass(frozen=True, slots=True)
class Terms:
    """Days: for which an agenda hangs on the board, for sending a packet, between sessions of a kind of council."""

    notice_days: int
    packet_days: int
    gaps: Mapping[str, int]  # village | town | board | other

    @classmethod
    def of(cls, settings: Settings) -> "Terms":
        """Return what this installation has set."""
        gaps = {
            "village": settings.session_gap_village,
            "town": settings.session_gap_town,
            "board": settings.session_gap_board,
            "other": settings.session_gap_other,
        }
        return cls(settings.session_notice_days, settings.packet_days, gaps)


@dataclass(frozen=True, slots=True)
class Council:
    """A body as its calendar sees it. `of_town`: its municipality is a town or a city."""

    kind: str  # assembly | board | union | region
    of_town: bool
    rhythm: SessionRhythm

    @property
    def gap_kind(self) -> str:
        """Return whose usual gap between sessions is this council's."""
        if self.kind == "assembly":
            return "town" if self.of_town else "village"
        return "board" if self.kind == "board" else "other"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session as it is entered, or as it is to be expected. certainty: one of CERTAINTY."""

    day: date
    certainty: str
    agenda_closes_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """The first session that can be reached; `missed`: an earlier known one that cannot, and when it closed."""

    sitting: Sitting
    missed: tuple[date, date] | None = None


def closes_on(council: Council, sitting: Sitting, terms: Terms) -> date:
    """Return the last day on which a matter gets on the agenda of a session.

    An assembly must have its agenda on the official board at least so many days before (act 128/2000 Sb., § 93 (1));
    its own agenda may close earlier. A board needs no notice.
    """
    notice = terms.notice_days if council.kind == "assembly" else 0
    own = sitting.agenda_closes_on or council.rhythm.agenda_closes_on(sitting.day) or sitting.day
    return min(own, sitting.day - timedelta(days=notice))


def send_by(council: Council, sitting: Sitting, terms: Terms) -> date:
    """Return the last day on which the coordinator begins to send the packet for a session."""
    return closes_on(council, sitting, terms) - timedelta(days=terms.packet_days)


def first_reachable(council: Council, sittings: Sequence[Sitting], ready: date, terms: Terms) -> Reach:
    """Return the first session whose agenda is still open on `ready`, the day on which the body has its packet.

    Entered sessions come first, then the usual rhythm; where there is none, a session every so many days is assumed,
    counted from the last one that is known (or from `ready`).
    """
    missed = None
    for sitting in chain(sittings, _later(council, sittings, ready, terms)):
        closed = closes_on(council, sitting, terms)
        if closed >= ready:
            return Reach(sitting, missed)
        if sitting.certainty == "known" and sitting.day >= ready and missed is None:
            missed = (sitting.day, closed)
    raise AssertionError("assumed sessions never end")


def _later(council: Council, sittings: Sequence[Sitting], ready: date, terms: Terms) -> Iterator[Sitting]:
    last = max((sitting.day for sitting in sittings), default=None)
    for day in council.rhythm.days(max(last or ready, ready), ready + HORIZON):
        yield Sitting(day, "estimated")
    day, gap = last or ready, timedelta(days=terms.gaps[council.gap_kind])
    while True:  # a gap is a day at least, so some session is late enough
        day += gap
        yield Sitting(day, "assumed")
