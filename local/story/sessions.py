"""What the coordinator knows of coming sessions: dates from plans of sessions and from telephone calls."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from local.story.content import working_day
from local.story.people import coordinator
from local.story.scene import Scene, Step
from workflow_app.access.permissions import Permission
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.usecases.enter_sessions import SessionsInput, enter_sessions


@dataclass(frozen=True)
class _Entry:
    """Sessions of one council: in how many days they will be, and what is said of them."""

    municipality: str
    ahead: tuple[int, ...]
    source: str
    kind: str = "assembly"
    certainty: str = "known"
    agenda_days: int | None = None  # as is usual for the council


PLAN_OF_SESSIONS = "plán zasedání na webu města"
ENTRIES = (
    _Entry("Hlučín", (20, 76, 132), PLAN_OF_SESSIONS),
    _Entry("Hlučín", (11, 25, 39, 53), PLAN_OF_SESSIONS, kind="board"),
    _Entry("Dolní Benešov", (19, 110), PLAN_OF_SESSIONS),
    _Entry("Ludgeřovice", (26, 89), "sdělil úřad e-mailem", agenda_days=14),
    _Entry("Kozmice", (33,), "sdělil úřad e-mailem", agenda_days=10),
    _Entry("Vřesina", (13, 48), "telefonicky, den se ještě může změnit", certainty="usual"),
    _Entry("Bohuslavice", (41,), "telefonicky, den se ještě může změnit", certainty="usual"),
)


def sessions_step(scene: Scene, today: date) -> Step:
    """Return the step in which the coordinator enters the coming sessions of several councils."""

    def enter() -> None:
        scene.go_to(today - timedelta(days=4))
        for entry in ENTRIES:
            _enter(scene, entry, today)

    return Step("Calendars", "sessions of councils entered", enter)


def _enter(scene: Scene, entry: _Entry, today: date) -> None:
    days = (working_day(today + timedelta(days=ahead)) for ahead in entry.ahead)
    said = SessionsInput(
        dates=", ".join(day.isoformat() for day in days),
        certainty=entry.certainty,
        agenda_days=entry.agenda_days,
        source=entry.source,
    )
    with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
        statement = (
            select(Body.id)
            .join(Municipality, Municipality.id == Body.municipality_id)
            .where(Municipality.name == entry.municipality, Body.kind == entry.kind)
        )
        enter_sessions(tx, tx.session.execute(statement).scalar_one(), said)
