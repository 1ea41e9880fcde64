"""What a story told in the terminal stands on: tables, the story's clock, and the real worker while it lasts."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from local.process import Command, Running
from local.servers import Servers
from local.story.clock import StoryClock
from local.story.workers import RealWorker
from workflow_app.bootstrap import Assembly, assemble
from workflow_app.db.migrate import upgrade
from workflow_app.settings import Settings
from workflow_app.web.shared.poke import make_poke
from workflows.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Stage:
    """The parts of the program, whose clock is the story's, and the worker."""

    parts: Assembly
    clock: StoryClock
    worker: RealWorker


@contextmanager
def set_stage(
    servers: Servers, folder: Path, outside: Mapping[str, str], begins: date, patience: float
) -> Iterator[Stage]:
    """Make the tables and start the worker, which is stopped at the end; `patience`: seconds to wait for it."""
    environ = _environ(servers, folder, outside)
    settings, clock = Settings.from_environment(environ), StoryClock(begins)
    parts = assemble(settings, load_catalogue(), clock)
    upgrade(parts.sessions.engine)
    with _worker(servers, folder, environ) as program:
        yield Stage(parts, clock, RealWorker(parts, make_poke(settings), program, patience))
    parts.sessions.engine.dispose()


def _environ(servers: Servers, folder: Path, outside: Mapping[str, str]) -> dict[str, str]:
    """Settings of a development start; without a mail server every mail is kept."""
    ours = {"STORE_DIR": str(folder / "files"), "ENVIRONMENT": "development", "PYTHONUNBUFFERED": "1"}
    kept = {name: text for name, text in outside.items() if not name.startswith("SMTP_")}
    return {**kept, **ours, **servers.environ}


@contextmanager
def _worker(servers: Servers, folder: Path, environ: Mapping[str, str]) -> Iterator[Running]:
    """The real worker; it is stopped at the end, whichever way that comes."""
    words = ["-m", "celery", "-A", "worker.app", "worker", "--concurrency", "2", "--loglevel", "WARNING"]
    log = folder / "worker.log"
    command = Command("worker", [sys.executable, *words], log, patience=15, environ=environ, folder=ROOT)
    with ExitStack() as stack:
        running = Running(command, servers.watchdog)
        stack.callback(running.stop)
        yield running
