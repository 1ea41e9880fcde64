"""What stands in a calendar: sessions with our matters, deadlines, resolutions to record; for a person or an area."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import RECORD_DAYS, record_by
from workflow_app.engine.definition import State
from workflow_app.engine.stage_bodies import who_decides
from workflow_app.kernel.actor import Actor
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title

KEPT = timedelta(days=365)  # so long a session that has been stays in the calendar
# Whose seat it is -> whose documents' deadlines stand in the calendar.
AUDIENCES = {"working_group": "working_group", "steering_group": "steering", "coordination": "staff"}
SERVING = ("mayor", "deputy_mayor", "clerk")


@dataclass(frozen=True, slots=True)
class Event:
    """One whole day. `key` is the same for the same thing for ever; a higher `sequence` is its newer version."""

    key: str
    sequence: int
    day: date
    title: Text
    text: Text
    path: str
    changed_at: datetime


def person_events(tx: Transaction, catalogue: Catalogue, actor: Actor) -> list[Event]:
    """Return what concerns a person today: by their seats, nothing of anybody else's."""
    towns = [seat.municipality_id for seat in actor.seats if seat.municipality_id and seat.role in SERVING]
    own = [seat.body_id for seat in actor.seats if seat.body_kind in ("union", "region")]
    seats = [
        (seat.area_id, AUDIENCES[seat.body_kind])
        for seat in actor.seats
        if seat.area_id and seat.body_kind in AUDIENCES
    ]
    rows = _rows(tx, or_(Body.municipality_id.in_(towns), ProcessInstance.body_id.in_(own)))
    found = [event for row in rows for event in _of_body(catalogue, row, f"/council/{row['code']}")]
    documents = _rows(tx, and_(ProcessInstance.area_id.in_([area for area, _ in seats]), _IS_DOCUMENT))
    for row in documents:
        state = _state(catalogue, row)
        if (row["area_id"], state.audience) in seats:
            found += _of_document(row, state, "/account")
    return sorted(found, key=lambda event: (event.day, event.key))


def area_events(tx: Transaction, catalogue: Catalogue, area_id: int) -> list[Event]:
    """Return everything of an area, for its staff: all sessions, all deadlines."""
    area = tx.session.get_one(Area, area_id).key
    found: list[Event] = []
    taken = set()
    for row in _rows(tx, ProcessInstance.area_id == area_id):
        if row["parent_id"] is None:
            found += _of_document(row, _state(catalogue, row), f"/staff/{area}/document/{row['id']}")
        else:
            found += _of_body(catalogue, row, f"/staff/{area}/body/{row['id']}")
            taken.add((row["body_id"], row["session_on"]))
    found += [event for body_id, event in _sessions(tx, area_id, area) if (body_id, event.day) not in taken]
    return sorted(found, key=lambda event: (event.day, event.key))


_IS_DOCUMENT = ProcessInstance.parent_id.is_(None)


def _rows(tx: Transaction, which: ColumnElement[bool]) -> Sequence[RowMapping]:
    """Open processes, and bodies that have decided at a session not too long ago."""
    process, since = ProcessInstance, prague_day(tx.now) - KEPT
    names = ("id", "process", "version", "state", "seq", "area_id", "parent_id", "body_id", "stands_in")
    statement: Any = with_title(
        select(
            *(getattr(process, name) for name in (*names, "session_on", "due_at", "changed_at")),
            Body.name,
            Body.name_en,
            Body.kind.label("body_kind"),
            RECORD_DAYS,
            Municipality.code,
            *TITLE_COLUMNS,
        )
        .outerjoin(Body, Body.id == process.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
    ).where(which, process.ended_at.is_(None) | (process.session_on >= since))
    return tx.session.execute(statement.order_by(process.id)).mappings().all()


def _state(catalogue: Catalogue, row: RowMapping) -> State:
    return catalogue.definition(row["process"], row["version"]).states[row["state"]]


def _of_document(row: RowMapping, state: State, path: str) -> Iterator[Event]:
    if row["due_at"] is not None and not state.settled:
        title = title_of(row)
        yield Event(
            key=f"deadline-{row['id']}",
            sequence=row["seq"],
            day=prague_day(row["due_at"]),
            title=Text(f"Lhůta: {title.cs}", f"Deadline: {title.en}"),
            text=Text(f"Stav: {state.label.cs}", f"State: {state.label.en}"),
            path=path,
            changed_at=row["changed_at"],
        )


def _of_body(catalogue: Catalogue, row: RowMapping, path: str) -> Iterator[Event]:
    """The session, the deadline, and until when the resolution of a session is to be recorded."""
    state = _state(catalogue, row)
    if row["parent_id"] is None or (state.audience == "staff" and not state.settled):
        return
    who, title = who_decides(row["name"], row["name_en"], row["stands_in"]), title_of(row)
    about = Text(f"{who.cs}: {title.cs}", f"{who.en}: {title.en}")
    said = Text(f"{title.cs}\nStav: {state.label.cs}", f"{title.en}\nState: {state.label.en}")
    recorded_by = record_by(state, row["session_on"], row["body_kind"], row["record_days"])
    days = {
        "session": (row["session_on"], Text(f"Zasedání – {about.cs}", f"Session – {about.en}")),
        "deadline": (
            prague_day(row["due_at"]) if row["due_at"] and not state.settled else None,
            Text(f"Lhůta pro rozhodnutí – {about.cs}", f"Deadline for the decision – {about.en}"),
        ),
        "record": (recorded_by, Text(f"Zapsat usnesení – {about.cs}", f"Record the resolution – {about.en}")),
    }
    for kind, (day, words) in days.items():
        if day is not None:
            yield Event(f"{kind}-{row['id']}", row["seq"], day, words, said, path, row["changed_at"])


def _sessions(tx: Transaction, area_id: int, area: str) -> Iterator[tuple[int, Event]]:
    """Sessions that are entered for the councils of an area, whether or not anything of ours is on their agenda."""
    today = prague_day(tx.now)
    member = (
        (AreaMunicipality.municipality_id == Body.municipality_id)
        & (AreaMunicipality.area_id == area_id)
        & (AreaMunicipality.valid_from <= today)
        & (AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today))
    )
    statement = (
        select(BodySession, Body.name, Body.name_en)
        .join(Body, Body.id == BodySession.body_id)
        .where(or_(select(AreaMunicipality.id).where(member).exists(), Body.area_id == area_id))
        .where(BodySession.day >= today - KEPT)
    )
    for session, name, name_en in tx.session.execute(statement):
        number = f" ({session.number})" if session.number else ""
        unsure = Text(" – obvyklý termín", " – usual day") if session.certainty == "usual" else Text("", "")
        yield (
            session.body_id,
            Event(
                key=f"sitting-{session.id}",
                sequence=session.seq,
                day=session.day,
                title=Text(
                    f"Zasedání – {name}{number}{unsure.cs}", f"Session – {name_en}{number}{unsure.en}"
                ),
                text=Text(session.source, session.source),
                path=f"/staff/{area}/sessions/{session.body_id}",
                changed_at=session.entered_at,
            ),
        )
