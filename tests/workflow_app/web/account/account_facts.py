"""What the account pages' tests look up: people, letters, the person behind a browser."""

import re
from html import unescape

from sqlalchemy import select, text

from tests.browser_of_pages import PageClient
from tests.databases import Database
from workflow_app.models.notification import Notification
from workflow_app.models.user import User
from workflow_app.web.shared.access import SESSION_USER

STAFF = "anna.safranova@hlucin.example.cz"
MAYOR = "pavel.zapletal@hlucin.example.cz"
LEADER = "hana.hlavacova@rodinne-centrum-rybnicek.example.cz"


def user(database: Database, email: str) -> User:
    """Return a person as the database has them now."""
    with database.sessions() as session:
        return session.execute(select(User).where(User.email == email)).scalar_one()


def letters(database: Database, name: str) -> list[Notification]:
    """Return the letters of this name, the oldest first."""
    with database.sessions() as session:
        found = select(Notification).where(Notification.name == name).order_by(Notification.id)
        return list(session.execute(found).scalars())


def waiting_messages(database: Database) -> list[int]:
    """Return the notifications that the worker is asked to send."""
    with database.sessions() as session:
        rows = session.execute(
            text("SELECT payload->>'notification_id' FROM outbox_message WHERE topic = 'send_notice'")
        )
        return [int(row[0]) for row in rows]


def who(client: PageClient, database: Database) -> str | None:
    """Return the e-mail of the person signed in in this browser, None for a visitor."""
    with client.session_transaction() as cookie:
        key = cookie.get(SESSION_USER)
    with database.sessions() as session:
        return session.execute(select(User.email).where(User.fs_uniquifier == (key or ""))).scalar()


def said(page: str) -> str:
    """Return a page's text without tags and with plain spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).replace("\xa0", " ").split())
