"""The limit: the same rows with as few statements as one would write by hand in psycopg 3."""

import hashlib
import json
from datetime import UTC, datetime

import psycopg

STATES = ("draft", "group", "steering", "council", "approved")
TRIGGERS = ("submit", "recommend", "agree", "approve")

ACTOR = """
SELECT u.id, b.kind FROM "user" u JOIN membership m ON m.user_id = u.id AND m.valid_to IS NULL
JOIN body b ON b.id = m.body_id WHERE u.fs_uniquifier = %s AND u.active
"""
LOCK = "SELECT state, seq, head_hash FROM process_instance WHERE id = %s FOR UPDATE"
GUARD = "SELECT id FROM group_opinion WHERE process_id = %s AND withdrawn_at IS NULL LIMIT 1"
STEP = """
WITH moved AS (
    UPDATE process_instance SET state = %(to)s, seq = %(seq)s, changed_at = %(at)s, head_hash = %(hash)s
    WHERE id = %(id)s
), recorded AS (
    INSERT INTO transition_record (process_id, seq, version, trigger, from_state, to_state, automatic, actor_id,
        payload, caused_by, request_id, at, prev_hash, hash)
    VALUES (%(id)s, %(seq)s, 1, %(trigger)s, %(from)s, %(to)s, false, %(actor)s, '{}', '', 'benchmark', %(at)s,
        %(prev)s, %(hash)s)
)
INSERT INTO outbox_message (topic, payload, dedupe_key, area_id, request_id, created_at, available_at, attempts,
    last_error)
VALUES ('announce', %(message)s, %(key)s, %(area)s, 'benchmark', %(at)s, %(at)s, 0, '')
"""
CREATE = """
WITH created AS (
    INSERT INTO process_instance (process, version, area_id, subject_kind, subject_id, state, seq, started_at,
        changed_at, head_hash)
    VALUES ('approval', 1, %(area)s, 'approval', %(number)s, 'draft', 0, %(at)s, %(at)s, %(hash)s) RETURNING id
)
INSERT INTO transition_record (process_id, seq, version, trigger, from_state, to_state, automatic, payload, caused_by,
    request_id, at, prev_hash, hash)
SELECT id, 0, 1, 'start', '', 'draft', false, '{}', '', 'benchmark', %(at)s, '', %(hash)s FROM created
RETURNING process_id
"""


class ByHand:
    name = "by hand in psycopg 3 (the limit)"

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url.replace("+psycopg", ""))
        self.person, self.area = self.connection.execute(
            'SELECT u.fs_uniquifier, b.area_id FROM "user" u JOIN membership m ON m.user_id = u.id '
            "JOIN body b ON b.id = m.body_id WHERE b.kind = 'coordination' LIMIT 1"
        ).fetchone()
        self.connection.commit()

    def approve_one(self, number: int) -> None:
        run, at = self.connection.execute, datetime.now(UTC)
        digest = hashlib.sha256(f"{number}{at}".encode()).hexdigest()
        given = {"area": self.area, "number": number, "at": at, "hash": digest}
        (process_id,) = run(CREATE, given).fetchone()
        self.connection.commit()
        for step, trigger in enumerate(TRIGGERS):
            at = datetime.now(UTC)
            actor = run(ACTOR, [self.person]).fetchall()
            assert any(kind == "coordination" for _, kind in actor)
            state, seq, head = run(LOCK, [process_id]).fetchone()
            assert (state, seq) == (STATES[step], step)
            assert run(GUARD, [process_id]).fetchone() is None
            fields = [head, str(process_id), str(seq + 1), trigger, state, STATES[step + 1], at.isoformat()]
            digest = hashlib.sha256("\n".join(fields).encode()).hexdigest()
            message = json.dumps({"process_id": process_id, "seq": seq + 1, "notice": "told"})
            values = {
                "id": process_id, "seq": seq + 1, "trigger": trigger, "from": state, "to": STATES[step + 1],
                "at": at, "actor": actor[0][0], "prev": head, "hash": digest, "message": message,
                "key": f"announce:{process_id}:{seq + 1}:told", "area": self.area,
            }  # fmt: skip
            run(STEP, values)
            self.connection.commit()

    def close(self) -> None:
        self.connection.close()
