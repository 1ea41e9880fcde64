"""The worker's part in recording by a link: announces a step and sends the letters into the hands of a test."""

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.fakes.clock import FakeClock
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.notifications.deliver import Letter
from workflow_app.outbox.topics import Announce, SendNotice
from workflow_app.settings import Settings
from workflow_app.usecases import send_notice
from workflow_app.usecases.announce import announce

MAYOR_OF_BELA = "zuzana.konecna@bela.example.cz"
ANSWERS = {
    "verdict": "approved",
    "session_on": "2026-11-30",
    "session_number": "12",
    "number": "12/3/2026",
    "votes_for": "8",
    "votes_against": "0",
    "votes_abstained": "1",
    "members_total": "9",
}
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
_LINK = re.compile(r"/council/link/[\w-]+")


@dataclass(frozen=True)
class LinkPost:
    """Letters about one body's process."""

    database: Database
    process_id: int
    clock: FakeClock
    catalogue: Catalogue
    settings: Settings

    def work(self) -> AbstractContextManager[Transaction]:
        """One committed transaction as the system."""
        return unit_of_work(self.database.sessions, self.clock, SYSTEM, "worker")

    def announce(self, name: str = "packet_available", seq: int = 1) -> None:
        """Write the letters of one notice."""
        with self.work() as tx:
            announce(tx, self.catalogue, Announce(self.process_id, seq, name), self.settings.base_url)

    def send(self) -> list[Letter]:
        """Send every letter that waits; return them as the mail server would get them."""
        with self.work() as tx:
            waiting = text("SELECT id FROM notification WHERE state = 'pending' ORDER BY id")
            found = [self._send(tx, number) for number in tx.session.execute(waiting).scalars().all()]
        return [letter for letter in found if letter is not None]

    def _send(self, tx: Transaction, number: int) -> Letter | None:
        letter = send_notice.load(tx, SendNotice(number), self.settings)
        send_notice.record(tx, SendNotice(number), "sent")
        return letter

    def letter_to(self, email: str) -> Letter:
        """Send what waits and return the one letter to this address."""
        (letter,) = (item for item in self.send() if item.to_email == email)
        return letter

    def link(self) -> str:
        """The path of the link in the mayor's letter about the packet."""
        self.announce()
        return path_in(self.letter_to(MAYOR_OF_BELA))

    def digest(self) -> dict[str, str]:
        """A fingerprint of every table."""
        ask = "SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{}\" t"
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        with self.database.engine.connect() as connection:
            tables = connection.execute(text(names)).scalars().all()
            return {name: connection.execute(text(ask.format(name))).scalar_one() for name in tables}

    def events(self) -> list[str]:
        """Everything that happened to links, in order."""
        with self.database.engine.connect() as connection:
            statement = text("SELECT event FROM recording_link_event ORDER BY id")
            return list(connection.execute(statement).scalars())


def path_in(letter: Letter) -> str:
    """The path of the recording link in a letter."""
    found = _LINK.search(letter.body)
    assert found, letter.body
    return found.group(0)


def opened_at(client: PageClient, link: str) -> str:
    """Open a link; return the address without a secret to which it leads."""
    answer = client.get(link)
    assert answer.status_code == 303, answer.text
    return str(answer.location)
