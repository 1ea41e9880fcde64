"""When a council round will probably be complete, and which bodies will miss their deadline, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from workflow_app.engine.join import StageCount
from workflow_app.kernel.clock import PRAGUE
from workflow_app.kernel.languages import Text
from workflow_app.queries.session_reach import CERTAINTY, Council, Sitting, Terms, first_reachable


@dataclass(frozen=True, slots=True)
class Undecided:
    """One body that has not decided. `until`: its deadline; None where its stage has not opened yet.

    stands: to_come (no session is agreed) | planned (on `planned_on`) | held (and not recorded) |
    staff (its decision waits for the coordinator) | mayor (a mayor decides, without any session).
    `sittings` are the entered sessions in order, the last one before today among them.
    """

    name: Text
    council: Council
    sittings: tuple[Sitting, ...] = ()
    stands: str = "to_come"
    planned_on: date | None = None
    until: date | None = None
    has_packet: bool = False
    inhabitants: int = 0
    is_lead: bool = False
    process_id: int | None = None


@dataclass(frozen=True, slots=True)
class StageAhead:
    """One stage with the bodies that have not decided; all of them while it has not opened."""

    count: StageCount
    undecided: tuple[Undecided, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """When a body will probably have decided, how sure that is, until when it should, and why not sooner.

    why: planned | held | staff | mayor | known | estimated | assumed; `missed` see session_reach.Reach.
    """

    body: Undecided
    day: date
    certainty: str
    why: str
    until: date
    missed: tuple[date, date] | None = None

    @property
    def is_late(self) -> bool:
        """It will be after the deadline."""
        return self.day > self.until


@dataclass(frozen=True, slots=True)
class Forecast:
    """`complete_on` is None when the round cannot be complete as it stands; certainty: that of the least sure day."""

    complete_on: date | None
    certainty: str
    expected: tuple[Expected, ...]

    @property
    def late(self) -> tuple[Expected, ...]:
        """Bodies that will miss their deadline, the latest first."""
        return tuple(
            sorted((item for item in self.expected if item.is_late), key=lambda item: item.day, reverse=True)
        )


def forecast(stages: Sequence[StageAhead], today: date, terms: Terms) -> Forecast:
    """Count a round through, stage after stage; every body is taken to agree at the first session it can reach."""
    opens: date | None = today
    certainty, found = "known", []
    for stage in stages:
        if opens is None:
            break
        ahead = [_expected(body, stage, opens, today, terms) for body in stage.undecided]
        found += ahead
        if stage.count.completed_at is not None or stage.count.is_complete:
            continue
        opens, least_sure = _completed(_opened(stage, opens), ahead, opens)
        certainty = max(certainty, least_sure, key=CERTAINTY.index)
    return Forecast(opens, certainty, tuple(found))


def _opened(stage: StageAhead, day: date) -> StageCount:
    """Return the counters of a stage as they will be when it has opened."""
    if stage.count.opened_at is not None:
        return stage.count
    return replace(
        stage.count,
        opened_at=datetime.combine(day, time(), PRAGUE),
        total=len(stage.undecided),
        inhabitants=sum(body.inhabitants for body in stage.undecided),
        lead_body_id=0 if any(body.is_lead for body in stage.undecided) else None,
    )


def _completed(count: StageCount, ahead: Sequence[Expected], opens: date) -> tuple[date | None, str]:
    """Let the bodies agree one after another; return the day on which the join rule holds, and how sure it is."""
    day, certainty = opens, "known"
    for item in sorted(ahead, key=lambda item: item.day):
        if count.is_complete:
            break
        day, certainty = max(day, item.day), max(certainty, item.certainty, key=CERTAINTY.index)
        count = replace(
            count,
            counted=count.counted + 1,
            inhabitants_counted=count.inhabitants_counted + item.body.inhabitants,
            lead_outcome="counted" if item.body.is_lead else count.lead_outcome,
        )
    return (day if count.is_complete else None), certainty


def _expected(body: Undecided, stage: StageAhead, opens: date, today: date, terms: Terms) -> Expected:
    until = body.until or opens + timedelta(days=stage.count.rule.deadline_days)
    if body.stands == "planned" and body.planned_on:
        return Expected(body, body.planned_on, "known", "planned", until)
    ready = today if body.has_packet else opens + timedelta(days=terms.packet_days)
    if body.stands in ("held", "staff", "mayor"):
        return Expected(body, max(ready, today), "known", body.stands, until)
    reach = first_reachable(body.council, body.sittings, ready, terms)
    sitting = reach.sitting
    return Expected(body, sitting.day, sitting.certainty, sitting.certainty, until, reach.missed)
