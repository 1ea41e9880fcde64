"""Opening a round of 6,254 bodies, beside a bare COPY of the same rows; recording one decision in it."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
from sqlalchemy import text

from benchmarks.counted import counted
from workflow_app.db.session import make_engine, make_session_factory
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fan_out import open_round
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import lock
from workflow_app.engine.start import start
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import prague_day, system_clock
from workflow_app.queries.signed_in import load_actor
from workflows.catalogue import load_catalogue
from workflows.council_resolution.payloads import ResolutionRecorded

COUNTRY = 6254
COPIED = {
    "process_instance": "parent_id = %s",
    "transition_record": "process_id IN (SELECT id FROM process_instance WHERE parent_id = %s)",
    "outbox_message": "request_id = 'round' AND (payload->>'process_id')::bigint IN "
    "(SELECT id FROM process_instance WHERE parent_id = %s)",
}


class Round:
    """A plan of an area with `size` municipalities, ready to go before its councils."""

    def __init__(self, url: str, size: int) -> None:
        self.url, self.size = url, size
        self.engine = make_engine(url)
        self.sessions = make_session_factory(self.engine)
        self.catalogue: Catalogue = load_catalogue()
        self.area_id = self._make_area()

    def _make_area(self) -> int:
        """Write an area of so many municipalities with one assembly each, who all decide in one stage."""
        with self.engine.begin() as connection:
            area = connection.execute(
                text(
                    "INSERT INTO area (key, name, name_locative, lead_municipality_id, coordinator, contacts, "
                    "publicity) SELECT :key, '{\"cs\": \"Země\", \"en\": \"Country\"}', '', min(id), '{}', '[]', "
                    "'{}' FROM municipality RETURNING id"
                ),
                {"key": f"country-{self.size}"},
            ).scalar_one()
            given = {"area": area, "size": self.size, "prefix": f"x{self.size}-"}
            connection.execute(text(_MUNICIPALITIES), given)
            connection.execute(text(_BODIES), given)
            connection.execute(text(_MEMBERS), given)
            connection.execute(text(_ROUTE), given)
        return int(area)

    @contextmanager
    def transaction(self, person: str | None = None) -> Iterator[Transaction]:
        with unit_of_work(self.sessions, system_clock, SYSTEM, "round") as tx:
            if person:
                tx.actor = load_actor(tx.connection, person, prague_day(tx.now))
            yield tx

    def open(self) -> tuple[int, float, int]:
        """Open a round and return the parent process, the seconds and the number of statements it took."""
        with self.transaction() as tx:
            plan = tx.session.execute(
                text(
                    "INSERT INTO plan (area_id, title, period_from, period_to, owner_municipality_id) "
                    "SELECT id, 'Plán', 2027, 2030, lead_municipality_id FROM area WHERE id = :area RETURNING id"
                ),
                {"area": self.area_id},
            ).scalar_one()
            version = tx.session.execute(
                text(
                    "INSERT INTO version (area_id, subject_kind, subject_id, number, content, sha256, created_at) "
                    "VALUES (:area, 'plan', :plan, 1, '{}', repeat('0', 64), now()) RETURNING id"
                ),
                {"area": self.area_id, "plan": plan},
            ).scalar_one()
            process_id = start(tx, self.catalogue, "plan", area_id=self.area_id, subject_id=plan)
            tx.session.execute(
                text(
                    "UPDATE process_instance SET state = 'council_approval', version_id = :version WHERE id = :id"
                ),
                {"version": version, "id": process_id},
            )
        with counted(self.engine) as statements:
            began = time.perf_counter()
            with self.transaction() as tx:
                parent = lock(tx, process_id, None).process
                open_round(tx, parent, self.catalogue.latest("council_resolution"))
            seconds = time.perf_counter() - began
        return process_id, seconds, len(statements)

    def copy(self, process_id: int) -> float:
        """Return the seconds that a bare COPY of the rows of that round takes, in one transaction."""
        with psycopg.connect(self.url.replace("+psycopg", "")) as connection:
            data = {}
            for table, where in COPIED.items():
                connection.execute(f"CREATE TABLE IF NOT EXISTS copied_{table} (LIKE {table} INCLUDING ALL)")
                connection.execute(f"TRUNCATE copied_{table}")
                with connection.cursor().copy(
                    f"COPY (SELECT * FROM {table} WHERE {where}) TO STDOUT", [process_id]
                ) as rows:
                    data[table] = [bytes(row) for row in rows]
            connection.commit()
            began = time.perf_counter()
            for table, rows_of in data.items():
                with connection.cursor().copy(f"COPY copied_{table} FROM STDIN") as out:
                    for row in rows_of:
                        out.write(row)
            connection.commit()
            return time.perf_counter() - began

    def record(self, process_id: int, decisions: int) -> float:
        """Record `decisions` bodies, one after another, and return the seconds of the median one."""
        with self.transaction() as tx:
            children = (
                tx.session.execute(
                    text(
                        "SELECT id FROM process_instance WHERE parent_id = :id AND state = 'preparing' "
                        "ORDER BY id LIMIT :n"
                    ),
                    {"id": process_id, "n": decisions},
                )
                .scalars()
                .all()
            )
            person = tx.session.execute(
                text(
                    'SELECT u.fs_uniquifier FROM "user" u JOIN membership m ON m.user_id = u.id '
                    "JOIN body b ON b.id = m.body_id WHERE b.kind = 'coordination' AND b.area_id = :area"
                ),
                {"area": self.area_id},
            ).scalar_one()
        payload = ResolutionRecorded(verdict="approved", session_on=datetime.now(UTC).date())
        seconds = []
        for child in children:
            with self.transaction() as tx:
                fire(tx, self.catalogue, child, "packet_ready")
            began = time.perf_counter()
            with self.transaction(person) as tx:
                fire(tx, self.catalogue, child, payload.trigger, payload)
            seconds.append(time.perf_counter() - began)
        return statistics.median(seconds)


_MUNICIPALITIES = """
INSERT INTO municipality (code, kind, name, name_forms, inhabitants, address, sort_key)
SELECT :prefix || n, 'municipality', 'Obec ' || n, '{}', 500, '[]', convert_to('obec' || n, 'UTF8')
FROM generate_series(1, :size) AS n
"""
_BODIES = """
WITH seats AS (
    INSERT INTO area_municipality (area_id, municipality_id, valid_from, contact_email)
    SELECT :area, id, DATE '2010-01-01', 'obec@example.cz' FROM municipality WHERE code LIKE :prefix || '%'
    RETURNING municipality_id
)
INSERT INTO body (kind, municipality_id, key, name, name_en, name_forms, member_count, target_groups, sort_key)
SELECT 'assembly', municipality_id, 'assembly', 'Zastupitelstvo obce', 'Assembly', '{}', 9, '[]', '' FROM seats
"""
_MEMBERS = """
WITH team AS (
    INSERT INTO body (kind, area_id, key, name, name_en, name_forms, target_groups, sort_key)
    VALUES ('coordination', :area, 'staff', 'Koordinace', 'Coordination', '{}', '[]', '') RETURNING id
), person AS (
    INSERT INTO "user" (email, name, language, phone, active, fs_uniquifier)
    VALUES (:prefix || '@example.cz', 'Koordinace', 'cs', '', true, :prefix || 'key') RETURNING id
)
INSERT INTO membership (user_id, body_id, role, organisation, valid_from)
SELECT person.id, team.id, 'coordinator', '', DATE '2010-01-01' FROM person, team
"""
_ROUTE = """
INSERT INTO approval_route (area_id, document_kind, version, valid_from, stages)
VALUES (:area, 'plan', 1, DATE '2010-01-01', '[{"key": "all", "label": {"cs": "Obce", "en": "All"},
    "bodies": "all_assemblies", "counts": ["approved"]}]')
"""
