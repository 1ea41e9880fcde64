"""A real worker in a process of its own, a mail server, tools for tasks run by hand."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import redis
import structlog
from sqlalchemy import text

from tests.databases import Database
from tests.fakes.clock import FakeClock
from tests.fakes.mail_server import MailServer, mail_server
from worker.base_task import Tools
from workflow_app.bootstrap import assemble
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.notifications.deliver import make_mailer
from workflow_app.settings import Settings
from workflow_app.web.shared.poke import make_poke

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _plain_log() -> Iterator[None]:
    """Without this, structlog draws every local variable of an expected error, which takes seconds."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.dev.ConsoleRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@dataclass
class Queue:
    """Stands where the broker stands: tasks run by hand."""

    sent: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    broken: bool = False

    def send(self, task: str, arguments: tuple[Any, ...]) -> None:
        if self.broken:
            raise ConnectionError("no broker")
        self.sent.append((task, arguments))


@pytest.fixture
def queue() -> Queue:
    return Queue()


@pytest.fixture
def tools(
    settings: Settings,
    database: Database,
    clock: FakeClock,
    catalogue: Catalogue,
    queue: Queue,
    mail: MailServer,
) -> Iterator[Tools]:
    """The tools of a task, over a database of its own and the test's mail server."""
    own = replace(
        settings, database_url=database.url, smtp_host="127.0.0.1", smtp_port=mail.port, smtp_starttls=False
    )
    parts = assemble(own, catalogue, clock)
    yield Tools(parts, make_mailer(own), queue.send, lambda: None)
    parts.sessions.engine.dispose()


@dataclass
class Worker:
    """A worker with its children; poked like the web does it, or with a beat that dispatches every few seconds."""

    environ: dict[str, str]
    log: Path
    poke: Callable[[], None]
    process: subprocess.Popen[bytes] | None = None

    def start(self, *, beat: bool = False) -> None:
        words = ["-m", "celery", "-A", "worker.app", "worker", "--pool", "prefork", "-c", "2"]
        words += ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        words += ["--beat", "--schedule", str(self.log.with_suffix(".beat"))] if beat else []
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env={**os.environ, **self.environ},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if not beat:
            self.poke()

    def kill(self) -> None:
        """kill -9 of everything: no farewell, nothing is given back."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
        self.kill()


@pytest.fixture
def broker(urls: dict[str, str], worker_id: str) -> str:
    """The address of an empty broker that no other test process uses (a numbered database of Valkey)."""
    number = int(worker_id.removeprefix("gw")) % 14 + 1 if worker_id.startswith("gw") else 15
    url = urls["redis"].rsplit("/", 1)[0] if urls["redis"].count("/") > 2 else urls["redis"]
    address = f"{url}/{number}"
    redis.Redis.from_url(address).flushdb()
    return address


@pytest.fixture
def worker(
    settings: Settings, database: Database, broker: str, mail: MailServer, tmp_path: Path
) -> Iterator[Worker]:
    """A worker that is not started yet."""
    environ = {
        "DATABASE_URL": database.url,
        "REDIS_URL": broker,
        "STORE_DIR": str(settings.store_dir),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mail.port),
        "SMTP_STARTTLS": "no",
        "MAIL_FROM": "plany@example.org",
        "BASE_URL": "http://localhost",
        "LOG_FORMAT": "json",
    }
    made = Worker(environ, tmp_path / "worker.log", make_poke(replace(settings, redis_url=broker)))
    yield made
    made.stop()


@pytest.fixture
def count(database: Database) -> Callable[[str], int]:
    """Run a SELECT that gives one number."""

    def run(statement: str) -> int:
        with database.engine.connect() as connection:
            return int(connection.execute(text(statement)).scalar_one())

    return run


@pytest.fixture
def store(settings: Settings) -> FileStore:
    return FileStore(settings.store_dir)


def wait_until(true: Callable[[], bool], seconds: float, worker: Worker) -> None:
    """Wait for something to become true; show the end of the worker's log when it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.1)
    pytest.fail("it did not come true; the worker says:\n" + worker.log.read_text()[-6000:])
