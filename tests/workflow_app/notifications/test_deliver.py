import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.fakes.mail_server import MailServer, mail_server
from workflow_app.kernel.errors import Permanent, Transient
from workflow_app.notifications import deliver as module
from workflow_app.notifications.deliver import Drawer, Letter, SmtpMailer, Unclear, make_mailer, message_id
from workflow_app.settings import Settings

LETTER = Letter(
    dedupe_key="notice:1:2:packet_available:user:3",
    to_email="jana.konecna@example.cz",
    to_name="Jana Konečná",
    subject="Zapište prosím usnesení – do 15. 12. 2026",
    body="Dobrý den,\n\nPříliš žluťoučký kůň.\n\nhttps://plany.example.cz/council/507016\n",
    link="https://plany.example.cz/council/507016",
    language="cs",
    sender_name="Komunitní plánování na Hlučínsku",
    reply_to="anna.safranova@hlucin.example.cz",
    list_name="hlucin",
    written_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def mailer(settings: Settings, server: MailServer) -> SmtpMailer:
    own = replace(settings, smtp_host="127.0.0.1", smtp_port=server.port, smtp_starttls=False)
    made = make_mailer(own)
    assert isinstance(made, SmtpMailer)
    return made


def test_letter_arrives_whole_with_its_headers(mailer: SmtpMailer, server: MailServer) -> None:
    assert mailer.deliver(LETTER) == "sent"
    (message,) = server.messages
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == message_id(LETTER.dedupe_key, "plany@example.org")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == LETTER.reply_to
    assert message["List-Id"] == "<hlucin.example.org>"
    assert message["From"].addresses[0].display_name == LETTER.sender_name
    assert message["Date"].datetime == LETTER.written_at
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == LETTER.body
    assert "žluťoučký" in html.get_content()


def test_same_notification_always_has_the_same_message_id(mailer: SmtpMailer, server: MailServer) -> None:
    mailer.deliver(LETTER)
    mailer.deliver(LETTER)
    mailer.deliver(replace(LETTER, dedupe_key="another"))
    first, second, other = (message["Message-ID"] for message in server.messages)
    assert first == second != other


@pytest.mark.parametrize(
    ("rcpt", "data", "expected"),
    [
        (["450 greylisted"], [], Transient),
        (["550 no such user"], [], Permanent),
        ([], ["451 disk full"], Transient),
        ([], ["554 looks like spam"], Permanent),
        (["421 too busy"], [], Transient),
    ],
)
def test_answers_are_sorted_by_family(
    mailer: SmtpMailer, server: MailServer, rcpt: list[str], data: list[str], expected: type[Exception]
) -> None:
    server.replies_to_rcpt, server.replies_to_data = rcpt, data
    with pytest.raises(expected) as raised:
        mailer.deliver(LETTER)
    assert not isinstance(raised.value, Unclear)


def test_connection_that_breaks_after_the_text_is_unclear(mailer: SmtpMailer, server: MailServer) -> None:
    server.drops_after_data = True
    with pytest.raises(Unclear):
        mailer.deliver(LETTER)
    assert len(server.arrived) == 1


def test_server_that_does_not_answer_after_the_text_is_unclear(
    mailer: SmtpMailer, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TIMEOUT_SECONDS", 0.3)
    server.seconds_per_message = 1.0
    with pytest.raises(Unclear):
        mailer.deliver(LETTER)


def test_no_server_there_is_passing_trouble(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Transient):
        SmtpMailer(replace(settings, smtp_host="127.0.0.1", smtp_port=port)).deliver(LETTER)


def test_server_without_encryption_is_not_used_when_encryption_is_asked_for(
    settings: Settings, server: MailServer
) -> None:
    own = replace(settings, smtp_host="127.0.0.1", smtp_port=server.port, smtp_starttls=True)
    with pytest.raises(Transient):
        SmtpMailer(own).deliver(LETTER)
    assert server.arrived == []


@pytest.mark.parametrize(
    "email",
    [
        "nobody",
        "žaneta@example.cz",
        "a b@example.cz",
        "x@",
        "@example.cz",
        "a@example.cz\r\nRCPT TO:<c@example.cz>",
    ],
)
def test_impossible_address_is_permanent_and_reaches_no_server(
    mailer: SmtpMailer, server: MailServer, email: str
) -> None:
    with pytest.raises(Permanent):
        mailer.deliver(replace(LETTER, to_email=email))
    assert server.arrived == []


def test_without_a_server_the_letter_is_kept(settings: Settings) -> None:
    drawer = make_mailer(settings)
    assert isinstance(drawer, Drawer)
    assert drawer.deliver(LETTER) == "kept"
