"""Once-only, retry by family, and what a crash in each beat leaves behind; tasks run by hand on a real database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.databases import EMPTY, Database, clone
from tests.fakes.clock import FakeClock
from tests.fakes.mail_server import MailServer
from tests.worker.conftest import Queue
from worker.base_task import Steps, Tools, work_on
from worker.tasks.announce import announce
from worker.tasks.dispatch_outbox import dispatch_outbox
from worker.tasks.send_notice import send_notice
from worker.tasks.sweep_outbox import sweep_outbox
from workflow_app.kernel.errors import Permanent, Transient
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.notifications.deliver import Delivery, Letter
from workflow_app.outbox.topics import SendNotice
from workflow_app.outbox.write import put
from workflow_app.usecases.send_notice import SENDING_LIMIT


@pytest.fixture(scope="module")
def _own(urls: dict[str, str], worker_name: str) -> Iterator[Database]:
    with clone(urls["database"], EMPTY, f"{worker_name}_tasks") as database:
        yield database


@pytest.fixture
def database(_own: Database) -> Database:
    """One database for all tests here, emptied before each: nothing but messages is needed."""
    with _own.engine.begin() as connection:
        connection.exec_driver_sql("TRUNCATE outbox_message, notification")
    return _own


@pytest.fixture
def message_id(tools: Tools) -> int:
    """A notification that waits to be sent."""
    with tools.unit("t") as tx:
        row = Notification(
            dedupe_key="notice:test",
            email="jana@example.cz",
            language="cs",
            name="packet_available",
            subject="Předmět",
            body="Text\n",
            link="/council/507016",
            state="pending",
            attempts=0,
            last_error="",
            created_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        put(tx, [SendNotice(row.id)], None)
        return tx.session.execute(select(OutboxMessage.id)).scalar_one()


def _one(*_: object) -> int:
    """Stands for a beat that has nothing to do."""
    return 1


def _message(tools: Tools) -> OutboxMessage:
    with tools.unit("t") as tx:
        return tx.session.execute(select(OutboxMessage).order_by(OutboxMessage.id).limit(1)).scalar_one()


def _mail(tools: Tools) -> Notification:
    with tools.unit("t") as tx:
        return tx.session.execute(select(Notification)).scalar_one()


class _Mailer:
    """Answers as told, one answer a letter; counts what it was given."""

    def __init__(self, *answers: Delivery | Exception) -> None:
        self.answers = list(answers)
        self.given: list[Letter] = []

    def deliver(self, letter: Letter) -> Delivery:
        self.given.append(letter)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_second_delivery_of_a_task_does_nothing(tools: Tools, message_id: int, mail: MailServer) -> None:
    send_notice(tools, message_id)
    send_notice(tools, message_id)
    assert len(mail.arrived) == 1
    assert (_mail(tools).state, _mail(tools).attempts) == ("sent", 1)
    assert _message(tools).done_at is not None


def test_without_a_mail_server_it_is_kept(tools: Tools, message_id: int) -> None:
    send_notice(replace(tools, mailer=_Mailer("kept")), message_id)
    assert (_mail(tools).state, _mail(tools).sent_at) == ("kept", None)
    assert _message(tools).done_at is not None


def test_passing_trouble_is_tried_again_later_and_longer(
    tools: Tools, message_id: int, clock: FakeClock, queue: Queue
) -> None:
    bad = replace(tools, mailer=_Mailer(Transient("450 busy"), Transient("450 busy"), "sent"))
    pauses = []
    for _ in range(2):
        send_notice(bad, message_id)
        row = _message(tools)
        pauses.append(row.available_at - clock())
        assert (row.claimed_at, row.failed_at) == (None, None)
        assert (_mail(tools).state, _mail(tools).last_error) == ("pending", "Transient: 450 busy")
        assert dispatch_outbox(tools) == 0
        clock.advance(hours=1)
        assert dispatch_outbox(tools) == 1
    assert timedelta(seconds=20) < pauses[0] < timedelta(seconds=40) < pauses[1] < timedelta(seconds=80)
    send_notice(bad, message_id)
    assert (_mail(tools).state, _mail(tools).attempts, _mail(tools).last_error) == ("sent", 3, "")
    assert queue.sent == [("send_notice", (message_id,))] * 2


def test_passing_trouble_that_does_not_pass_is_given_up_after_the_last_try(
    tools: Tools, message_id: int, clock: FakeClock
) -> None:
    most = tools.assembly.settings.outbox_max_attempts
    bad = replace(tools, mailer=_Mailer(*[Transient("450 busy")] * most))
    for _ in range(most):
        assert _message(tools).failed_at is None
        send_notice(bad, message_id)
        clock.advance(days=1)
    assert (_message(tools).failed_at is None, _message(tools).attempts) == (False, most)
    assert _mail(tools).state == "failed"


def test_permanent_trouble_is_given_up_at_once(tools: Tools, message_id: int) -> None:
    send_notice(replace(tools, mailer=_Mailer(Permanent("550 no such user"))), message_id)
    assert _mail(tools).state == "failed"
    assert "550 no such user" in _mail(tools).last_error
    assert _message(tools).failed_at is not None


def test_unforeseen_error_while_sending_is_never_repeated_blindly(tools: Tools, message_id: int) -> None:
    send_notice(replace(tools, mailer=_Mailer(RuntimeError("a bug"))), message_id)
    assert _mail(tools).state == "uncertain"


def _die_while_sending(tools: Tools, message_id: int) -> None:
    class Dead(BaseException):
        """Nothing catches it, as nothing catches kill -9."""

    class Dying:
        def deliver(self, letter: Letter) -> Delivery:
            raise Dead(letter.to_email)

    with pytest.raises(Dead):
        send_notice(replace(tools, mailer=Dying()), message_id)


def test_mail_found_in_sending_after_a_crash_goes_to_staff(
    tools: Tools, message_id: int, clock: FakeClock, mail: MailServer
) -> None:
    _die_while_sending(tools, message_id)
    assert _mail(tools).state == "sending"
    send_notice(tools, message_id)  # delivered again at once: somebody may still be sending
    assert (_mail(tools).state, len(mail.arrived)) == ("sending", 0)
    clock.advance(seconds=SENDING_LIMIT.total_seconds() + 1)
    send_notice(tools, message_id)
    assert (_mail(tools).state, len(mail.arrived)) == ("uncertain", 0)
    assert _message(tools).done_at is not None


def test_mail_that_was_taken_but_not_recorded_is_not_sent_again(
    tools: Tools, message_id: int, clock: FakeClock, mail: MailServer
) -> None:
    class Forgetful:
        def deliver(self, letter: Letter) -> Delivery:
            tools.mailer.deliver(letter)
            tools.assembly.sessions.engine.dispose()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):  # stands for a kill between the server's answer and our record
        send_notice(replace(tools, mailer=Forgetful()), message_id)
    clock.advance(hours=1)
    assert sweep_outbox(tools) == 1
    assert dispatch_outbox(tools) == 1
    send_notice(tools, message_id)
    assert (len(mail.arrived), _mail(tools).state) == (1, "uncertain")


def test_message_that_kills_its_worker_every_time_is_given_up(
    tools: Tools, message_id: int, clock: FakeClock
) -> None:
    def work(loaded: int) -> int:
        raise SystemExit

    steps = Steps[SendNotice, int, int](_one, work, lambda *_: None)
    for _ in range(tools.assembly.settings.outbox_max_attempts):
        with pytest.raises(SystemExit):
            work_on(tools, message_id, steps)
    work_on(tools, message_id, steps)
    assert _message(tools).failed_at is not None
    assert "given up" in _message(tools).last_error


def test_two_workers_with_the_same_message_record_it_once(tools: Tools, message_id: int) -> None:
    recorded = []

    def work(loaded: int) -> int:
        if not recorded:
            recorded.append("the other one")
            work_on(tools, message_id, replace(steps, work=lambda loaded: loaded))
        return loaded

    steps = Steps[SendNotice, int, int](_one, work, lambda *_: recorded.append("recorded"))
    work_on(tools, message_id, steps)
    assert recorded == ["the other one", "recorded"]


def test_record_that_fails_takes_everything_back_and_is_tried_again(tools: Tools, message_id: int) -> None:
    def record(tx: object, message: SendNotice, loaded: int, result: int) -> None:
        put(tx, [SendNotice(99)], None)  # type: ignore[arg-type]
        raise Transient("the database hiccups")

    work_on(tools, message_id, Steps[SendNotice, int, int](_one, _one, record))
    with tools.unit("t") as tx:
        assert tx.session.execute(select(func.count()).select_from(OutboxMessage)).scalar_one() == 1
    assert (_message(tools).claimed_at, _message(tools).failed_at) == (None, None)


def test_notice_about_nothing_is_given_up(tools: Tools) -> None:
    with tools.unit("t") as tx:
        tx.session.add(_row(tx.now, "announce", {"process_id": 999, "seq": 0, "notice": "packet_available"}))
    announce(tools, _message(tools).id)
    assert "NotFound" in _message(tools).last_error
    assert _message(tools).failed_at is not None


def _row(now: object, topic: str, payload: dict[str, object]) -> OutboxMessage:
    return OutboxMessage(
        topic=topic,
        payload=payload,
        dedupe_key=topic,
        request_id="r",
        created_at=now,
        available_at=now,
        attempts=0,
        last_error="",
    )


def test_unknown_topic_is_given_up_and_stops_no_other(tools: Tools, message_id: int, queue: Queue) -> None:
    with tools.unit("t") as tx:
        tx.session.add(_row(tx.now, "fax", {}))
    assert dispatch_outbox(tools) == 2
    assert queue.sent == [("send_notice", (message_id,))]
    with tools.unit("t") as tx:
        failed = select(OutboxMessage.topic).where(OutboxMessage.failed_at.is_not(None))
        assert tx.session.execute(failed).scalars().all() == ["fax"]


def test_dead_broker_leaves_everything_open(tools: Tools, message_id: int, queue: Queue) -> None:
    queue.broken = True
    with pytest.raises(ConnectionError):
        dispatch_outbox(tools)
    assert _message(tools).claimed_at is None
    queue.broken = False
    assert dispatch_outbox(tools) == 1


def test_dispatcher_that_dies_after_sending_sends_twice_which_does_no_harm(
    tools: Tools, message_id: int, queue: Queue, mail: MailServer
) -> None:
    def send_and_die(task: str, arguments: tuple[int, ...]) -> None:
        queue.send(task, arguments)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dispatch_outbox(replace(tools, send=send_and_die))
    dispatch_outbox(tools)
    assert queue.sent == [("send_notice", (message_id,))] * 2
    run: Callable[[Tools, int], None] = send_notice
    for _, (number,) in queue.sent:
        run(tools, number)
    assert len(mail.arrived) == 1


def test_more_than_a_batch_is_dispatched_in_one_go(tools: Tools, queue: Queue) -> None:
    with tools.unit("t") as tx:
        put(tx, [SendNotice(number) for number in range(250)], None)
    assert dispatch_outbox(tools) == 250
    assert len(set(queue.sent)) == 250
