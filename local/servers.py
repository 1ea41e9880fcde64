"""A private PostgreSQL and Valkey for run, demo, tests and benchmarks; gone when we are gone."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from local.postgres import Cluster, ensure_database, find_binaries, start_postgres
from local.runner import ServerStartError, pick_runner, reachable_folder
from local.valkey import start_valkey
from local.watchdog import Watchdog

LOCK_SECONDS = 15


@dataclass(frozen=True)
class Servers:
    """Addresses of a running PostgreSQL and Valkey, and the watchdog that guards what else is started."""

    database_url: str
    redis_url: str
    watchdog: Watchdog

    @property
    def environ(self) -> dict[str, str]:
        """The addresses as the environment variables the product reads."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


@contextmanager
def private_servers(
    data_dir: Path | None = None,
    *,
    durable: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Iterator[Servers]:
    """Start both servers and stop them at the end, also when we are killed.

    `data_dir`: folder that keeps the data between starts; None means a temporary one.
    `durable`: PostgreSQL's own defaults; otherwise it does not wait for the disk (tests).
    DATABASE_URL and REDIS_URL in `environ` take the place of the server concerned.
    Raises ServerStartError with what is missing or why a server did not start.
    """
    with ExitStack() as stack:
        lock = stack.enter_context(_locked(data_dir)) if data_dir else None
        watchdog = stack.enter_context(Watchdog(keep_open=(lock,) if lock is not None else ()))
        home = data_dir.resolve() if data_dir else Path(tempfile.mkdtemp(prefix="workflow-app-"))
        if data_dir is None:
            watchdog.remove(home)
            home.chmod(0o711)
        yield Servers(
            database_url=_database(
                environ, home, stack, watchdog, durable=durable, keep=data_dir is not None
            ),
            redis_url=_redis(environ, home, stack, watchdog, persist=data_dir is not None),
            watchdog=watchdog,
        )


def _database(
    environ: Mapping[str, str], home: Path, stack: ExitStack, watchdog: Watchdog, *, durable: bool, keep: bool
) -> str:
    given = environ.get("DATABASE_URL")
    if given:
        try:
            ensure_database(given)
        except psycopg.Error as refused:
            raise ServerStartError(f"The PostgreSQL of DATABASE_URL can't be used: {refused}") from refused
        return given
    runner = pick_runner()
    binaries, major = find_binaries(runner)
    place = reachable_folder(runner, home / "postgres")
    if not keep:
        watchdog.remove(place)
    running, url = start_postgres(Cluster(place, binaries, major, runner, durable), watchdog)
    stack.callback(running.stop)
    return url


def _redis(
    environ: Mapping[str, str], home: Path, stack: ExitStack, watchdog: Watchdog, *, persist: bool
) -> str:
    given = environ.get("REDIS_URL")
    if given:
        return given
    running, url = start_valkey(home / "valkey", watchdog, persist=persist)
    stack.callback(running.stop)
    return url


@contextmanager
def _locked(data_dir: Path) -> Iterator[int]:
    """Hold the data folder for ourselves; after a kill the watchdog still holds it until all is stopped."""
    data_dir.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + LOCK_SECONDS
        if not _try_lock(descriptor):
            print(f"{data_dir} is in use, waiting for it ...", flush=True)
        while not _try_lock(descriptor):
            if time.monotonic() > until:
                raise ServerStartError(f"Already running from {data_dir}; stop that one first.")
            time.sleep(0.1)
        yield descriptor
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
