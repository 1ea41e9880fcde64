"""A real worker: everything gets through, also when it is killed and the broker loses what it had."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import redis

from tests.databases import Database
from tests.factories.plan import make_plan
from tests.fakes.mail_server import MailServer
from tests.worker.conftest import Worker, wait_until
from tests.workflows.notice_scene import open_round
from worker.tasks.sweep_outbox import LEFT_LYING
from workflow_app.db.uow import unit_of_work
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import system_clock
from workflow_app.outbox.claim import sweep
from workflow_app.usecases.send_notice import SENDING_LIMIT

Count = Callable[[str], int]
PATIENCE = 240  # seconds; a machine may be busy with other tests
OPEN = "SELECT count(*) FROM outbox_message WHERE done_at IS NULL AND failed_at IS NULL"
LOST = "SELECT count(*) FROM outbox_message WHERE claimed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NULL"
FAILED = "SELECT count(*) FROM outbox_message WHERE failed_at IS NOT NULL"
ASKED = "SELECT count(*) FROM outbox_message WHERE topic = 'produce_document'"
MADE = "SELECT count(*) FROM document WHERE packet = ''"  # packets, not the files in them


def _ask_for_packets(database: Database, catalogue: Catalogue, rounds: int = 1) -> None:
    """Put plans before the councils: each asks for a packet of the lead town, and its notices."""
    with unit_of_work(database.sessions, system_clock, SYSTEM, "asked-by-test") as tx:
        for number in range(rounds):
            open_round(tx, catalogue, make_plan(tx, catalogue, title=f"Plán {number} & <spol.>"))


def _put_back(database: Database) -> None:
    """Do what the sweep does when its time has come, an hour later."""

    def later() -> datetime:
        return system_clock() + timedelta(hours=1)

    with unit_of_work(database.sessions, later, SYSTEM, "sweep") as tx:
        sweep(tx, LEFT_LYING)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox_message SET available_at = now() WHERE done_at IS NULL")
        limit = int(SENDING_LIMIT.total_seconds()) + 1
        connection.exec_driver_sql(
            f"UPDATE notification SET sent_at = sent_at - interval '{limit} seconds' WHERE state = 'sending'"
        )


def test_documents_are_made_and_people_are_told(
    worker: Worker, database: Database, catalogue: Catalogue, count: Count, mail: MailServer, store: FileStore
) -> None:
    _ask_for_packets(database, catalogue)
    worker.start(beat=True)
    wait_until(lambda: count(OPEN) == 0, PATIENCE, worker)
    assert count(FAILED) == 0, worker.log.read_text()[-4000:]
    assert count(MADE) == count(ASKED) == 1
    with database.engine.connect() as connection:
        (sha256,) = connection.exec_driver_sql("SELECT sha256 FROM document WHERE packet = ''").one()
        (state,) = connection.exec_driver_sql("SELECT state FROM process_instance WHERE stage = 1").one()
    assert store.read(sha256)[:2] == b"PK"
    assert state == "sent"  # packet_ready was fired
    subjects = [message["Subject"] for message in mail.messages]
    assert any(subject.startswith("Zapište prosím usnesení") for subject in subjects)
    assert count("SELECT count(*) FROM notification WHERE state = 'sent'") == len(subjects)
    assert count("SELECT count(*) FROM notification") == len(subjects)


def test_request_id_travels_into_the_workers_log(
    worker: Worker, database: Database, catalogue: Catalogue, count: Count
) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO outbox_message (topic, payload, dedupe_key, request_id, created_at, available_at, attempts,"
            ' last_error) VALUES (\'announce\', \'{"process_id": 1, "seq": 0, "notice": "nothing"}\', \'x\','
            " 'request-of-test', now(), now(), 0, '')"
        )
    worker.start()
    wait_until(lambda: count(FAILED) == 1, PATIENCE, worker)
    lines = [json.loads(line) for line in worker.log.read_text().splitlines() if line.startswith("{")]
    assert any(
        line.get("request_id") == "request-of-test" and line.get("task") == "announce" for line in lines
    )


@pytest.mark.parametrize("moment", ["documents", "mail"])
def test_killed_worker_and_emptied_broker_lose_and_double_nothing(
    worker: Worker,
    database: Database,
    catalogue: Catalogue,
    count: Count,
    mail: MailServer,
    broker: str,
    store: FileStore,
    moment: str,
) -> None:
    mail.seconds_per_message = 1.0 if moment == "mail" else 0.0
    _ask_for_packets(database, catalogue, rounds=4)
    worker.start()
    if moment == "documents":
        wait_until(lambda: count(MADE) >= 1, PATIENCE, worker)
    else:
        wait_until(lambda: len(mail.arrived) >= 2 and _is_sending(count), PATIENCE, worker)
    worker.kill()
    redis.Redis.from_url(broker).flushdb()
    time.sleep(1.2)  # what the mail server has in hand is finished
    assert count(OPEN) > 0
    mail.seconds_per_message = 0.0
    _put_back(database)
    worker.start()
    wait_until(lambda: count(OPEN) == 0, PATIENCE, worker)
    assert count(FAILED) == 0, worker.log.read_text()[-4000:]
    assert count(MADE) == count(ASKED) == 4
    assert count("SELECT count(*) FROM process_instance WHERE stage = 1 AND state = 'sent'") == 4
    ids = [message["Message-ID"] for message in mail.messages]
    assert len(ids) == len(set(ids)), "no mail was sent twice"
    unsure = count("SELECT count(*) FROM notification WHERE state = 'uncertain'")
    assert count("SELECT count(*) FROM notification WHERE state = 'sent'") + unsure == count(
        "SELECT count(*) FROM notification"
    )
    assert len(ids) >= count("SELECT count(*) FROM notification WHERE state = 'sent'")
    assert unsure >= (1 if moment == "mail" else 0)


def _is_sending(count: Count) -> bool:
    return count("SELECT count(*) FROM notification WHERE state = 'sending'") > 0
