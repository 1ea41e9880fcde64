"""Announce, invite, retry and the lists that show them, on the Hlučín area."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from tests.conftest import acting
from tests.factories.people import clerk_of, coordinator
from tests.workflows.notice_scene import Scene, make_scene
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.user import User
from workflow_app.outbox.claim import mark_failed
from workflow_app.outbox.topics import Announce, FireTrigger, SendNotice
from workflow_app.outbox.write import put
from workflow_app.queries.failed_deliveries import count_failed, failed_deliveries
from workflow_app.queries.notifications import (
    my_notice,
    my_notices,
    notice_counts,
    sent_notice,
    sent_notices,
    unread_count,
)
from workflow_app.usecases.announce import announce
from workflow_app.usecases.fire_system_trigger import fire_system_trigger
from workflow_app.usecases.invite_people import invite_people
from workflow_app.usecases.read_notice import read_notices
from workflow_app.usecases.retry_delivery import retry_message, retry_notification
from workflows.council_resolution.payloads import ResolutionRecorded

BASE = "https://plany.example.cz"


@pytest.fixture
def scene(tx: Transaction, catalogue: Catalogue) -> Scene:
    return make_scene(tx, catalogue)


@pytest.fixture
def told(scene: Scene) -> Scene:
    """The scene after the lead town was told that its packet is ready."""
    child = scene.processes["council_resolution"]
    fire(replace(scene.tx, actor=SYSTEM), scene.catalogue, child, "packet_ready")
    announce(scene.tx, scene.catalogue, Announce(child, 1, "packet_available"), BASE)
    return scene


def _clerk(scene: Scene) -> Transaction:
    body = read(scene.tx, scene.processes["council_resolution"]).body_id
    return acting(scene.tx, clerk_of(scene.tx, body))


def _mails(scene: Scene) -> list[Notification]:
    return list(scene.tx.session.scalars(select(Notification).order_by(Notification.id)))


def test_person_in_two_bodies_is_told_once(told: Scene) -> None:
    mails = _mails(told)
    assert len(mails) == len({mail.user_id for mail in mails}) == 3
    assert all(mail.link.startswith("/council/507016") for mail in mails)
    assert all(BASE + mail.link in mail.body for mail in mails)
    assert all("\u00a0" in mail.subject for mail in mails)


def test_announcing_again_changes_nothing(told: Scene) -> None:
    again = Announce(told.processes["council_resolution"], 1, "packet_available")
    wishes = select(func.count()).where(OutboxMessage.topic == SendNotice.topic)
    before = told.tx.session.execute(wishes).scalar_one()
    assert announce(told.tx, told.catalogue, again, BASE) == 0
    assert told.tx.session.execute(wishes).scalar_one() == before == 3


def test_actor_of_the_step_is_left_out(told: Scene) -> None:
    clerk = _clerk(told)
    payload = ResolutionRecorded(verdict="approved", session_on=told.tx.now.date(), number="1/2026")
    child = told.processes["council_resolution"]
    process = fire(clerk, told.catalogue, child, "record_approval", payload)
    announce(told.tx, told.catalogue, Announce(child, process.seq, "resolution_received"), BASE)
    received = [mail for mail in _mails(told) if mail.name == "resolution_received"]
    assert received
    assert clerk.actor.user_id not in {mail.user_id for mail in received}


def test_people_of_both_languages_read_their_own(scene: Scene) -> None:
    scene.tx.session.execute(update(User).where(User.email == coordinator(scene.tx)).values(language="en"))
    announce(scene.tx, scene.catalogue, Announce(scene.plan.process_id, 1, "council_round_opened"), BASE)
    by_language = {mail.language: mail.subject for mail in _mails(scene)}
    assert by_language["en"].startswith("The municipalities begin")
    assert by_language["cs"].startswith("Obce začínají")


def test_own_list_shows_only_own_notices_and_forgets_unread_ones_when_read(told: Scene) -> None:
    clerk, other = _clerk(told), acting(told.tx, coordinator(told.tx))
    (mine,) = my_notices(clerk)
    assert mine.unread
    assert (unread_count(clerk), unread_count(other)) == (1, 0)
    assert my_notice(other, mine.id) is None
    assert read_notices(other, [mine.id]) == 0
    assert read_notices(clerk, [mine.id]) == 1
    assert unread_count(clerk) == 0
    assert my_notices(replace(clerk, actor=SYSTEM)) == []


def test_staff_sees_its_own_areas_only(told: Scene) -> None:
    area = told.plan.area_id
    assert len(sent_notices(told.tx, [area])) == 3
    assert notice_counts(told.tx, [area]).pending == 3
    number = sent_notices(told.tx, [area])[0].id
    assert sent_notices(told.tx, [area + 1]) == []
    assert sent_notice(told.tx, [area + 1], number) is None
    assert failed_deliveries(told.tx, [area + 1]).count == 0


def test_search_takes_signs_literally(told: Scene) -> None:
    area = [told.plan.area_id]
    assert len(sent_notices(told.tx, area, search="komunitnímu")) == 3
    assert sent_notices(told.tx, area, search="%") == []
    assert len(sent_notices(told.tx, area, search="zapletal")) == 1


def test_failed_mail_is_listed_once_and_sent_again_once(told: Scene) -> None:
    area, mail = told.plan.area_id, _mails(told)[0]
    mail.state, mail.attempts, mail.last_error = "failed", 12, "450 busy"
    told.tx.session.flush()
    first = select(OutboxMessage.id).where(OutboxMessage.dedupe_key == f"send_notice:{mail.id}:0")
    mark_failed(told.tx, told.tx.session.execute(first).scalar_one(), "450 busy", 12)
    failed = failed_deliveries(told.tx, [area])
    assert ([item.id for item in failed.mails], failed.messages) == ([mail.id], ())
    assert count_failed(told.tx, [area]) == 1
    assert retry_notification(told.tx, mail.id, (area,))
    assert not retry_notification(told.tx, mail.id, (area,))
    assert failed_deliveries(told.tx, [area]).count == 0
    waiting = select(func.count()).where(
        OutboxMessage.topic == SendNotice.topic, OutboxMessage.failed_at.is_(None)
    )
    assert told.tx.session.execute(waiting).scalar_one() == 3


def test_kept_mail_is_sent_once_a_mail_server_is_there(told: Scene) -> None:
    area, mail = told.plan.area_id, _mails(told)[0]
    mail.state, mail.attempts = "kept", 1
    told.tx.session.execute(
        update(OutboxMessage).where(OutboxMessage.topic == SendNotice.topic).values(done_at=told.tx.now)
    )
    assert retry_notification(told.tx, mail.id, (area,))
    assert not retry_notification(told.tx, mail.id, (area,))
    again = select(OutboxMessage.payload).where(
        OutboxMessage.done_at.is_(None), OutboxMessage.topic == "send_notice"
    )
    assert told.tx.session.execute(again).scalars().all() == [
        {"notification_id": mail.id, "attempt_group": 1}
    ]


def test_given_up_document_is_listed_and_tried_again_once(told: Scene) -> None:
    area = told.plan.area_id
    packet = select(OutboxMessage.id).where(OutboxMessage.topic == "produce_document").limit(1)
    number = told.tx.session.execute(packet).scalar_one()
    mark_failed(told.tx, number, "UndefinedError: body", 1)
    (message,) = failed_deliveries(told.tx, [area]).messages
    assert (message.id, message.what, message.last_error) == (
        number,
        "council_packet",
        "UndefinedError: body",
    )
    assert retry_message(told.tx, number, (area,))
    assert not retry_message(told.tx, number, (area,))
    assert count_failed(told.tx, [area]) == 0


def test_another_areas_failures_cannot_be_touched(told: Scene) -> None:
    area, mail = told.plan.area_id, _mails(told)[0]
    with pytest.raises(NotFound):
        retry_notification(told.tx, mail.id, (area + 1,))
    number = told.tx.session.execute(select(OutboxMessage.id).limit(1)).scalar_one()
    with pytest.raises(NotFound):
        retry_message(told.tx, number, (area + 1,))


def test_invitation_goes_once_a_day_and_its_link_is_nobody_elses(told: Scene) -> None:
    tx, area = acting(told.tx, coordinator(told.tx)), told.plan.area_id
    person = tx.session.execute(
        select(User.id).where(User.email == "pavel.zapletal@hlucin.example.cz")
    ).scalar_one()
    assert invite_people(tx, area, [person], lambda key: f"/account/invitation/{key}-signed", BASE) == 1
    assert invite_people(tx, area, [person], lambda key: f"/account/invitation/{key}-signed", BASE) == 0
    mail = next(mail for mail in _mails(told) if mail.name == "invitation")
    assert "-signed" in mail.body
    assert mail.subject == "Nastavte si prosím přístup ke komunitnímu plánování na Hlučínsku"
    assert tx.session.get_one(User, person, populate_existing=True).invited_at == tx.now
    for state, is_shown in (("sent", False), ("pending", False), ("uncertain", False), ("kept", True)):
        mail.state = state
        tx.session.flush()
        shown = sent_notice(tx, [area], mail.id)
        assert shown is not None
        assert ("-signed" in shown.body) is is_shown


def test_trigger_of_another_family_is_fired_once_for_its_cause(scene: Scene) -> None:
    process = scene.plan.process_id
    in_force = update(ProcessInstance).where(ProcessInstance.id == process).values(state="in_force")
    scene.tx.session.execute(in_force)
    message = FireTrigger(process, "supersede", "77:9")
    assert fire_system_trigger(scene.tx, scene.catalogue, message)
    assert read(scene.tx, process).state == "superseded"
    assert not fire_system_trigger(scene.tx, scene.catalogue, message)
    with pytest.raises(Refused):
        fire_system_trigger(scene.tx, scene.catalogue, FireTrigger(process, "supersede", "78:1"))


def test_mail_that_waits_too_long_shows_as_a_message(told: Scene) -> None:
    put(told.tx, [SendNotice(_mails(told)[0].id, 5)], told.plan.area_id)
    number = select(OutboxMessage.id).where(OutboxMessage.payload["attempt_group"].as_integer() == 5)
    mark_failed(told.tx, told.tx.session.execute(number).scalar_one(), "given up", 13)
    (message,) = failed_deliveries(told.tx, [told.plan.area_id]).messages
    assert message.what.startswith("Zapište prosím")
