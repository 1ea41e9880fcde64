"""The product: create and four transitions through engine.fire, each in its own unit of work."""

from pathlib import Path

from sqlalchemy import text

from benchmarks import guards, notices
from benchmarks.counted import counted
from workflow_app.db.session import make_engine, make_session_factory
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.loader import load_definition
from workflow_app.engine.registry import parts_of
from workflow_app.engine.start import start
from workflow_app.kernel.actor import ANONYMOUS, SYSTEM
from workflow_app.kernel.clock import prague_day, system_clock
from workflow_app.queries.signed_in import load_actor

DEFINITION = Path(__file__).parents[1] / "approval.v1.yaml"
TRIGGERS = ("submit", "recommend", "agree", "approve")


class Ours:
    name = "engine.fire"

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self.sessions = make_session_factory(self.engine)
        parts = {"approval": parts_of({"guards": guards, "notices": notices}, {})}
        self.catalogue = Catalogue.build([load_definition(DEFINITION)], parts)
        with self.sessions() as session:
            row = session.execute(
                text(
                    'SELECT u.fs_uniquifier, b.area_id FROM "user" u JOIN membership m ON m.user_id = u.id '
                    "JOIN body b ON b.id = m.body_id WHERE b.kind = 'coordination' LIMIT 1"
                )
            ).one()
        self.person, self.area_id = row

    def approve_one(self, number: int) -> None:
        with unit_of_work(self.sessions, system_clock, SYSTEM, "benchmark") as tx:
            process_id = start(tx, self.catalogue, "approval", area_id=self.area_id, subject_id=number)
        for seen, trigger in enumerate(TRIGGERS):
            with unit_of_work(self.sessions, system_clock, ANONYMOUS, "benchmark") as tx:
                tx.actor = load_actor(tx.connection, self.person, prague_day(tx.now))
                fire(tx, self.catalogue, process_id, trigger, seen=seen)

    def statements_per_transition(self) -> list[int]:
        """Return how many statements each of the four transitions of one approval sends, the actor's included."""
        with unit_of_work(self.sessions, system_clock, SYSTEM, "benchmark") as tx:
            process_id = start(tx, self.catalogue, "approval", area_id=self.area_id, subject_id=0)
        counts = []
        for seen, trigger in enumerate(TRIGGERS):
            with (
                counted(self.engine) as sent,
                unit_of_work(self.sessions, system_clock, ANONYMOUS, "benchmark") as tx,
            ):
                tx.actor = load_actor(tx.connection, self.person, prague_day(tx.now))
                fire(tx, self.catalogue, process_id, trigger, seen=seen)
            counts.append(len(sent))
        return counts

    def close(self) -> None:
        self.engine.dispose()
