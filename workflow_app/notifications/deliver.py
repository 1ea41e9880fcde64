"""Hands a message to a mail server by SMTP, and says what its trouble means; or keeps it when there is no server."""

import contextlib
import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal, Protocol

from workflow_app.kernel.errors import Permanent, Transient
from workflow_app.notifications.compose import make_html
from workflow_app.settings import Settings

TIMEOUT_SECONDS = 20
Delivery = Literal["sent", "kept"]


class Unclear(Permanent):
    """The connection broke after the message had been handed over: it may have been sent, so it is not sent again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one address. `link` is absolute; `dedupe_key` is the notification's own."""

    dedupe_key: str
    to_email: str
    to_name: str
    subject: str
    body: str
    link: str
    language: str
    sender_name: str
    reply_to: str  # the coordinator's address, "" for none
    list_name: str  # short name of the area, "" for none
    written_at: datetime


class Mailer(Protocol):
    """Whoever takes a letter."""

    def deliver(self, letter: Letter) -> Delivery:
        """Take `letter` once. Raises Transient (try later), Permanent (do not), Unclear (nobody knows)."""


class Drawer:
    """Without a mail server nothing is sent; staff reads the message on its page."""

    def deliver(self, letter: Letter) -> Delivery:  # noqa: ARG002 (the protocol's)
        """Do nothing: the text is kept with the notification."""
        return "kept"


class SmtpMailer:
    """Sends by the server of the settings, one connection a message."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def deliver(self, letter: Letter) -> Delivery:
        """Send `letter`; see Mailer for the errors."""
        message = make_message(letter, self._settings.mail_from)
        with _as_our_errors(), self._connect() as server:
            _envelope(server, self._settings.mail_from, letter.to_email)
            _content(server, message)
        return "sent"

    @contextlib.contextmanager
    def _connect(self) -> Iterator[smtplib.SMTP]:
        settings = self._settings
        server = smtplib.SMTP(settings.smtp_host or "", settings.smtp_port, timeout=TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password or "")
            yield server
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()


def make_mailer(settings: Settings) -> Mailer:
    """Return the sender of this installation: a mail server if one is set, else a drawer."""
    return SmtpMailer(settings) if settings.smtp_host else Drawer()


def message_id(dedupe_key: str, mail_from: str) -> str:
    """Return the Message-ID of a notification, always the same, so that a mail server can tell a second copy."""
    digest = hashlib.sha256(dedupe_key.encode()).hexdigest()[:32]
    return f"<{digest}@{mail_from.rpartition('@')[2]}>"


def make_message(letter: Letter, mail_from: str) -> EmailMessage:
    """Return `letter` as a message in plain text and HTML. Raises Permanent for an address that cannot be one."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id(letter.dedupe_key, mail_from)
    message["Date"] = format_datetime(letter.written_at)
    message["From"] = _address(letter.sender_name, mail_from)
    message["To"] = _address(letter.to_name, letter.to_email)
    message["Subject"] = letter.subject
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.reply_to:
        message["Reply-To"] = _address("", letter.reply_to)
    if letter.list_name:
        message["List-Id"] = f"<{letter.list_name}.{mail_from.rpartition('@')[2]}>"
    message.set_content(letter.body, cte="quoted-printable")
    html = make_html(letter.subject, letter.body, letter.language, letter.link)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _address(name: str, email: str) -> Address:
    try:
        parsed = Address(display_name=name, addr_spec=email)
    except Exception as error:  # the parser of addresses raises errors of many kinds
        raise Permanent(f"{email!r} is no e-mail address") from error
    if not parsed.username or not parsed.domain or not email.isascii():
        raise Permanent(f"{email!r} is no e-mail address")
    return parsed


@contextlib.contextmanager
def _as_our_errors() -> Iterator[None]:
    """Nothing has been handed over yet, so whatever breaks may be tried again unless the server says never."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise Transient(f"the mail server refuses our name or password: {_said(error)}") from error
    except smtplib.SMTPResponseException as error:
        raise _family(error.smtp_code, _said(error)) from error
    except (smtplib.SMTPException, ssl.SSLError, OSError) as error:
        raise Transient(f"the mail server cannot be reached: {error}") from error


def _said(error: smtplib.SMTPResponseException) -> str:
    text = error.smtp_error
    return f"{error.smtp_code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"


def _family(code: int, said: str) -> Transient | Permanent:
    """5xx is the server's final word (RFC 5321 § 4.2.1), everything else may pass."""
    return Permanent(said) if 500 <= code < 600 else Transient(said)


def _envelope(server: smtplib.SMTP, mail_from: str, to_email: str) -> None:
    for code, reply in (server.mail(mail_from), server.rcpt(to_email)):
        if code not in (250, 251):
            raise smtplib.SMTPResponseException(code, reply)


def _content(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Hand over the message itself; a connection that breaks from here on leaves it unclear whether it was taken."""
    try:
        code, reply = server.data(message.as_bytes())
    except smtplib.SMTPDataError:
        raise
    except (smtplib.SMTPException, OSError) as error:
        raise Unclear(f"the connection broke while the message was being handed over: {error}") from error
    if code != 250:
        raise smtplib.SMTPResponseException(code, reply)
