"""`dev.py run`, the whole product on this machine, its data kept in .dev/data."""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from local.ports import is_free, next_free
from local.process import Command, Running
from local.runner import ServerStartError
from local.servers import Servers, private_servers

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".dev"
PYTHON = [sys.executable, "-m"]
WEB_SECONDS = 60
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Died(Exception):
    """One of the programs ended by itself, or web did not begin to answer."""

    def __init__(self, running: Running, what: str = "has ended by itself") -> None:
        command = running.command
        super().__init__(f"{command.name} {what}. The end of {command.log}:\n\n{running.last_lines()}")


class AskedToStop(BaseException):
    """A signal asks us to end; it passes through every `except Exception` on its way out."""


@dataclass(frozen=True)
class Places:
    """Folders of one start: what is kept, and the logs of the last time."""

    data: Path
    logs: Path


def main(words: list[str]) -> int:
    """Start all, wait until told to stop; 0 after a clean stop, 1 when something did not work.

    `--state FOLDER` keeps data and logs there instead of .dev, for a second one beside the first.
    """
    parser = argparse.ArgumentParser(prog="dev.py run")
    parser.add_argument("--state", type=Path, default=STATE, help="folder of data and logs (default: .dev)")
    state = parser.parse_args(words).state.resolve()
    places = Places(state / "data", state / "logs")
    for number in STOP_SIGNALS:
        signal.signal(number, _stop)
    try:
        with private_servers(places.data, durable=True) as servers:
            _run_all(servers, places)
    except AskedToStop:
        print(f"Stopped; the data stays in {places.data}.")
        return 0
    except (ServerStartError, Died) as problem:
        return _complain(str(problem))
    except subprocess.CalledProcessError as failed:
        return _complain(f"This failed: {' '.join(map(str, failed.cmd[2:]))}")
    return 0


def _stop(*_: object) -> NoReturn:
    """A second Ctrl-C must not cut the stopping short, so from here on they are not heard."""
    for each in STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    print("\nStopping ...", flush=True)
    raise AskedToStop


def _complain(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def _run_all(servers: Servers, places: Places) -> None:
    port = _pick_port(os.environ.get("PORT", "8000"))
    environ = _environ(servers, places, port)
    _prepare(environ)
    places.logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        programs = [_start(command, servers, stack) for command in _programs(places, port, environ)]
        # Called first on the way out: all are asked at once, then each is waited for.
        for program in programs:
            stack.callback(program.ask_to_stop)
        _wait_for_web(port, programs)
        _greet(environ, places)
        while True:
            _look_after(programs)
            time.sleep(0.5)


def _start(command: Command, servers: Servers, stack: ExitStack) -> Running:
    program = Running(command, servers.watchdog)
    stack.callback(program.stop)
    return program


def _pick_port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ServerStartError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    wanted = int(text)
    if is_free(wanted):
        return wanted
    port = next_free(wanted + 1)
    print(f"Port {wanted} is taken, using {port} (set PORT to choose).")
    return port


def _environ(servers: Servers, places: Places, port: int) -> dict[str, str]:
    """The settings of a development start; whatever is set already is kept."""
    defaults = {
        "BASE_URL": f"http://localhost:{port}",
        "DEMO_MODE": "yes",
        "SECRET_KEY": _kept_secret(places.data),
        "STORE_DIR": str(places.data / "files"),
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **os.environ, **servers.environ}


def _kept_secret(data: Path) -> str:
    """One per checkout, kept, so that sign-ins outlive a restart."""
    place = data / "secret_key"
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(48))
    return place.read_text()


def _prepare(environ: Mapping[str, str]) -> None:
    """Bring the database to the present shape; an empty one gets the demo area."""
    Path(environ["STORE_DIR"]).mkdir(parents=True, exist_ok=True)
    for module in (["workflow_app.cli", "db", "upgrade"], ["local.story.seed"]):
        subprocess.run([*PYTHON, *module], check=True, cwd=ROOT, env=environ)


def _programs(places: Places, port: int, environ: Mapping[str, str]) -> list[Command]:
    """Web, worker and beat. The worker gets time to finish what it has in hand."""
    web = ["gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"]
    web += ["--graceful-timeout", "5", "--no-control-socket", "workflow_app.app:create_app()"]
    worker = ["celery", "-A", "worker.app", "worker", "--concurrency", "2", "--loglevel", "INFO"]
    beat = [
        "celery",
        "-A",
        "worker.app",
        "beat",
        "--schedule",
        str(places.data / "beat-schedule"),
        "--pidfile=",
    ]

    def command(name: str, words: list[str], patience: float) -> Command:
        log = places.logs / f"{name}.log"
        return Command(name, PYTHON + words, log, patience=patience, environ=environ, folder=ROOT)

    return [command("web", web, 8), command("worker", worker, 30), command("beat", beat, 5)]


def _wait_for_web(port: int, programs: list[Running]) -> None:
    until = time.monotonic() + WEB_SECONDS
    while time.monotonic() < until:
        _look_after(programs)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise Died(programs[0], f"did not answer within {WEB_SECONDS} seconds")


def _look_after(programs: list[Running]) -> None:
    for program in programs:
        if program.ended:
            raise Died(program)


def _greet(environ: Mapping[str, str], places: Places) -> None:
    subprocess.run([*PYTHON, "local.greeting"], check=True, cwd=ROOT, env=environ)
    print(f"\nOpen {environ['BASE_URL']}   (logs: {places.logs}; Ctrl-C stops everything)", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
