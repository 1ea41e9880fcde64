from datetime import timedelta

import pytest
from sqlalchemy import select, text

from tests.databases import Database
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import Transaction, Work, unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Permanent
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.outbox.claim import (
    claim_batch,
    count_open,
    mark_done,
    mark_failed,
    pause_after,
    release,
    requeue,
    sweep,
    take,
)
from workflow_app.outbox.topics import (
    Announce,
    FireTrigger,
    ProduceDocument,
    SendNotice,
    message_of,
    payload_of,
)
from workflow_app.outbox.write import put


def _put(tx: Transaction, count: int = 3) -> list[int]:
    put(tx, [SendNotice(number) for number in range(count)], None)
    return list(tx.session.execute(select(OutboxMessage.id).order_by(OutboxMessage.id)).scalars())


def _row(tx: Transaction, message_id: int) -> OutboxMessage:
    return tx.session.get_one(OutboxMessage, message_id, populate_existing=True)


def test_claims_the_oldest_first_and_only_once(empty_tx: Transaction) -> None:
    ids = _put(empty_tx)
    assert [message.id for message in claim_batch(empty_tx, 2)] == ids[:2]
    assert [message.id for message in claim_batch(empty_tx, 2)] == ids[2:]
    assert claim_batch(empty_tx, 2) == []


def test_same_wish_twice_is_one_message(empty_tx: Transaction) -> None:
    assert len(_put(empty_tx)) == len(_put(empty_tx)) == 3


def test_message_for_later_is_not_claimed_before(empty_tx: Transaction) -> None:
    (message_id,) = _put(empty_tx, 1)
    claim_batch(empty_tx, 1)
    release(empty_tx, message_id, "busy", empty_tx.now + timedelta(minutes=5), 3)
    assert claim_batch(empty_tx, 1) == []
    empty_tx.now += timedelta(minutes=6)
    (again,) = claim_batch(empty_tx, 1)
    assert (again.attempts, _row(empty_tx, message_id).last_error) == (3, "busy")


def test_take_counts_attempts_and_leaves_done_and_failed_ones_alone(empty_tx: Transaction) -> None:
    first, second, third = _put(empty_tx)
    taken = take(empty_tx, first)
    assert taken is not None
    assert taken.attempts == 1
    mark_done(empty_tx, first)
    mark_failed(empty_tx, second, "no", 2)
    assert take(empty_tx, first) is None
    assert take(empty_tx, second) is None
    assert take(empty_tx, third + 1000) is None
    assert count_open(empty_tx) == 1


def test_failed_message_is_opened_again_once(empty_tx: Transaction) -> None:
    (message_id,) = _put(empty_tx, 1)
    mark_failed(empty_tx, message_id, "x" * 5000, 12)
    assert len(_row(empty_tx, message_id).last_error) == 2000
    assert requeue(empty_tx, message_id)
    assert not requeue(empty_tx, message_id)
    assert [message.attempts for message in claim_batch(empty_tx, 1)] == [0]


def test_what_is_done_is_never_failed_or_released(empty_tx: Transaction) -> None:
    (message_id,) = _put(empty_tx, 1)
    mark_done(empty_tx, message_id)
    mark_failed(empty_tx, message_id, "late", 1)
    release(empty_tx, message_id, "late", empty_tx.now, 1)
    row = _row(empty_tx, message_id)
    assert row.done_at is not None
    assert (row.failed_at, row.last_error) == (None, "")


def test_sweep_puts_back_only_what_was_left_lying(empty_tx: Transaction) -> None:
    old, new, done = _put(empty_tx)
    take(empty_tx, old)
    take(empty_tx, done)
    mark_done(empty_tx, done)
    empty_tx.now += timedelta(minutes=30)
    take(empty_tx, new)
    assert list(sweep(empty_tx, timedelta(minutes=20))) == [old]
    assert [message.id for message in claim_batch(empty_tx, 9)] == [old]


def test_two_dispatchers_at_once_share_the_messages(database: Database, clock: FakeClock) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "t") as tx:
        _put(tx, 10)
    first_unit = unit_of_work(database.sessions, clock, SYSTEM, "a")
    with first_unit as one, unit_of_work(database.sessions, clock, SYSTEM, "b") as other:
        mine = {message.id for message in claim_batch(one, 6)}
        theirs = {message.id for message in claim_batch(other, 6)}
    assert (len(mine), len(theirs)) == (6, 4)
    assert not mine & theirs


def test_crash_of_the_dispatcher_leaves_its_messages_open(database: Database, clock: FakeClock) -> None:
    with unit_of_work(database.sessions, clock, SYSTEM, "t") as tx:
        ids = _put(tx, 2)
    with database.engine.connect() as killed:  # ends without a commit
        tx = Transaction(Work(killed, database.sessions.on), SYSTEM, clock(), "a")
        assert len(claim_batch(tx, 9)) == 2
    with unit_of_work(database.sessions, clock, SYSTEM, "b") as tx:
        assert [message.id for message in claim_batch(tx, 9)] == ids


def test_claiming_uses_its_index_and_not_the_whole_history(empty_tx: Transaction) -> None:
    empty_tx.session.execute(
        text(
            "INSERT INTO outbox_message (topic, payload, dedupe_key, request_id, created_at, available_at, attempts,"
            " last_error, done_at) SELECT 'send_notice', '{}', 'k' || n, '', now(), now(), 0, '', now()"
            " FROM generate_series(1, 5000) n"
        )
    )
    empty_tx.session.execute(text("ANALYZE outbox_message"))
    plan = empty_tx.session.execute(
        text(
            "EXPLAIN SELECT id FROM outbox_message WHERE done_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL"
            " AND available_at <= now() ORDER BY available_at LIMIT 100"
        )
    ).scalars()
    assert any("ix_outbox_message_open" in line for line in plan)


@pytest.mark.parametrize(
    "message",
    [Announce(1, 2, "n"), ProduceDocument(1, 2, "plan", "cs"), SendNotice(5, 1), FireTrigger(1, "t", "2:3")],
)
def test_message_survives_the_table(message: Announce | ProduceDocument | SendNotice | FireTrigger) -> None:
    assert message_of(message.topic, payload_of(message)) == message


@pytest.mark.parametrize(
    ("topic", "payload"), [("fax", {}), ("send_notice", {"number": 1}), ("announce", {})]
)
def test_unknown_message_is_refused_for_good(topic: str, payload: dict[str, object]) -> None:
    with pytest.raises(Permanent):
        message_of(topic, payload)


def test_twelve_tries_take_about_a_day_and_spread() -> None:
    hours = sum(pause_after(tries, 30, 0.5).total_seconds() for tries in range(1, 12)) / 3600
    assert 12 < hours < 30
    assert pause_after(1, 30, 0.0) < pause_after(1, 30, 1.0) < pause_after(3, 30, 0.0)
    assert pause_after(50, 30, 1.0) <= timedelta(hours=8)
