"""What `dev.py run` loads into an empty database: every desk has something, and it is loaded once and whole."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from tests.databases import EMPTY, Database, clone
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import prague_day, system_clock
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.municipality import Municipality
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.queries.round_forecast import round_forecast
from workflow_app.queries.session_reach import Terms
from workflows.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
TERMS = Terms(7, 3, {"village": 90, "town": 60, "board": 14, "other": 90})


@pytest.fixture
def empty(urls: dict[str, str], worker_name: str) -> Iterator[Database]:
    with clone(urls["database"], EMPTY, f"{worker_name}_seed") as database:
        yield database


def seed(database: Database, urls: dict[str, str], folder: Path) -> str:
    ours = {
        "DATABASE_URL": database.url,
        "REDIS_URL": urls["redis"],
        "STORE_DIR": str(folder),
        "DEMO_MODE": "yes",
    }
    done = subprocess.run(
        [sys.executable, "-m", "local.story.seed"],
        cwd=ROOT,
        env={**os.environ, **ours},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_cut_off_load_begins_anew_and_then_every_desk_has_something(
    empty: Database, urls: dict[str, str], tmp_path: Path
) -> None:
    with empty.engine.begin() as connection:  # what a load that was killed early leaves behind
        connection.execute(text("COMMENT ON TABLE area IS 'demo data: loading'"))
        connection.execute(
            text("INSERT INTO municipality (code, kind, name, name_forms, inhabitants, address, sort_key)"
                 " VALUES ('999999', 'town', 'Nedopsáno', '{}', 1, '[]', '')")
        )  # fmt: skip
    said = seed(empty, urls, tmp_path)
    assert "cut off" in said
    with unit_of_work(empty.sessions, system_clock, SYSTEM, "test", read_only=True) as tx:
        everything_is_there(tx)
        before = rows(tx)
    assert seed(empty, urls, tmp_path) == ""
    with unit_of_work(empty.sessions, system_clock, SYSTEM, "test", read_only=True) as tx:
        assert rows(tx) == before


def rows(tx: Transaction) -> tuple[int, ...]:
    tables = (Area, ProcessInstance, TransitionRecord, Notification)
    return tuple(tx.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def everything_is_there(tx: Transaction) -> None:
    assert tx.session.scalar(select(func.count()).where(Municipality.code == "999999")) == 0
    documents = tx.session.execute(
        select(ProcessInstance.process, ProcessInstance.state).where(ProcessInstance.parent_id.is_(None))
    )
    assert Counter(documents) == {
        ("plan", "in_force"): 1,
        ("plan", "council_approval"): 1,
        ("monitoring_report", "concluded"): 1,
        ("monitoring_report", "collecting"): 1,
        ("measure", "group_review"): 1,
        ("measure", "steering_approval"): 1,
    }
    the_round_is_under_way(tx)
    calendars_are_filled(tx)
    assert tx.session.scalar(select(func.count()).where(OutboxMessage.done_at.is_(None))) == 0
    submitted = select(func.count()).where(
        GroupOpinion.kind == "submitted", GroupOpinion.withdrawn_at.is_(None)
    )
    assert tx.session.scalar(submitted) == 4 + 4 + 4 + 2
    assert set(tx.session.scalars(select(Notification.state))) == {"kept"}
    assert verify(tx) == []
    latest = tx.session.scalar(select(func.max(TransitionRecord.at)))
    assert latest is not None
    assert latest <= system_clock()


def calendars_are_filled(tx: Transaction) -> None:
    """Some sessions are known, some only usual; the round's forecast knows councils by all three ways."""
    today = prague_day(tx.now)
    entered = tx.session.execute(select(BodySession.body_id, BodySession.certainty, BodySession.day)).all()
    coming = [(body_id, certainty) for body_id, certainty, day in entered if day > today]
    assert len({body_id for body_id, _ in coming}) >= 7
    assert {certainty for _, certainty in coming} == {"known", "usual"}
    plan = select(Plan.id).where(Plan.predecessor_id.is_not(None)).scalar_subquery()
    process_id = tx.session.scalars(
        select(ProcessInstance.id).where(
            ProcessInstance.parent_id.is_(None),
            ProcessInstance.subject_kind == "plan",
            ProcessInstance.subject_id == plan,
        )
    ).one()
    found = round_forecast(tx, load_catalogue(), process_id, TERMS)
    assert found is not None
    assert {item.why for item in found.expected} >= {"planned", "estimated"}


def the_round_is_under_way(tx: Transaction) -> None:
    plan = select(Plan.id).where(Plan.predecessor_id.is_not(None)).scalar_subquery()
    statement = (
        select(Municipality.name, ProcessInstance.state, ProcessInstance.due_at, ProcessInstance.session_on)
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(Municipality, Municipality.id == Body.municipality_id)
        .where(ProcessInstance.process == "council_resolution", ProcessInstance.subject_kind == "plan")
        .where(ProcessInstance.subject_id == plan)
    )
    found = {name: (state, due, session) for name, state, due, session in tx.session.execute(statement)}
    assert len(found) == 15
    states = Counter(state for state, _, _ in found.values())
    assert states == {"approved": 9, "on_agenda": 3, "approved_with_changes": 1, "sent": 2}
    late = [name for name, (state, due, _) in found.items() if state != "approved" and due and due < tx.now]
    assert late == ["Závada"]
    planned = [session for state, _, session in found.values() if state == "on_agenda"]
    assert all(session and session >= prague_day(tx.now) for session in planned)
