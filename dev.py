#!/usr/bin/env python3
"""Development entrance: sets up its own environment, then runs, shows or checks the product."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
STATE = ROOT / ".dev"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BOOT = STATE / "boot"
STAMP = STATE / "environment.sha256"
LOCK_FILE = ROOT / "requirements.lock"
UV = "uv==0.13.9"

OLDEST_PYTHON = (3, 11)

COMMANDS = {
    "run": ("local.run", [], "start everything and print the address; Ctrl-C stops it, the data stays"),
    "demo": (
        "local.demo",
        [],
        "walk a plan from draft to adoption without a browser; --area NAME: replay what the sources say of an area",
    ),
    "test": (
        "local.test",
        [],
        "everything CI checks; words after it go to pytest, and then only pytest runs",
    ),
    "lint": ("local.test", ["--lint"], "the checks without the tests"),
    "map": ("local.map", [], "write docs/map.md and docs/settings.md from the code"),
    "capabilities": ("local.capabilities", [], "write docs/capabilities.md from the marks of the tests"),
    "messages": ("local.messages", [], "collect the words of the interface, compile their translation"),
}


def main(words: list[str]) -> int:
    """Run one command; without one, or with an unknown one, print help."""
    if not words or words[0] not in COMMANDS:
        print(usage())
        return 0 if not words or words[0] in ("help", "-h", "--help") else 2
    if sys.version_info < OLDEST_PYTHON:
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    try:
        make_environment()
    except subprocess.CalledProcessError as failed:
        print(f"\nThe environment could not be made; this failed:\n  {shown(failed.cmd)}", file=sys.stderr)
        print("Python's venv or pip must be there (Debian: apt install python3-venv).", file=sys.stderr)
        return 1
    return become(*words)


def become(command: str, *words: str) -> NoReturn:
    """Go on as the module of this command in .venv, in the same process."""
    module, extra, _ = COMMANDS[command]
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "-m", module, *extra, *words], environment())  # noqa: S606 - on purpose


def usage() -> str:
    """Help: one line per command."""
    lines = ["Usage: python3 dev.py COMMAND", ""]
    lines += [f"  {name:14}{text}" for name, (_, _, text) in COMMANDS.items()]
    lines += ["", "The first command makes .venv (about half a minute); state is kept in .dev.",
              "DATABASE_URL and REDIS_URL, when set, take the place of the private servers."]  # fmt: skip
    return "\n".join(lines)


def make_environment() -> None:
    """Make .venv, or make it anew when the locked packages or Python have changed."""
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Making the environment in .venv (only this time) ...", flush=True)
    STATE.mkdir(exist_ok=True)
    STAMP.unlink(missing_ok=True)
    make_venv()
    install_locked()
    run(PYTHON, "-m", "pip", "install", "-qq", "--no-deps", "-e", ROOT)
    STAMP.write_text(wanted)
    shutil.rmtree(BOOT, ignore_errors=True)


def fingerprint() -> str:
    """What the environment depends on: locked packages, Python, and the place (scripts hold its path)."""
    parts = [LOCK_FILE.read_bytes(), sys.version.encode(), bytes(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """With the standard library; on a Debian without python3-venv, with virtualenv from a folder beside."""
    try:
        run(sys.executable, "-m", "venv", "--clear", VENV, quiet=True)
    except subprocess.CalledProcessError:
        run(sys.executable, "-m", "pip", "install", "-qq", "--target", BOOT, "--upgrade", "virtualenv")
        run(sys.executable, "-m", "virtualenv", "-q", "--clear", VENV, PYTHONPATH=str(BOOT))


def install_locked() -> None:
    """Every package as locked, its content checked by hash; by uv, or slower by pip where uv can't."""
    hashed = ("--require-hashes", "-r", LOCK_FILE)
    try:
        run(PYTHON, "-m", "pip", "install", "-qq", UV)
        # --system-certs: behind a proxy that inspects TLS, uv's own certificates are not enough.
        run(PYTHON, "-m", "uv", "pip", "install", "-q", "--system-certs", "--python", PYTHON, *hashed)
    except subprocess.CalledProcessError:
        print("uv did not manage, trying pip (slower) ...", flush=True)
        run(PYTHON, "-m", "pip", "install", "-qq", *hashed)


def run(*words: str | Path, quiet: bool = False, **extra: str) -> None:
    """Run one program with the given extra variables; raises CalledProcessError when it fails."""
    sink = subprocess.DEVNULL if quiet else None
    command = [str(word) for word in words]
    subprocess.run(command, check=True, cwd=ROOT, stdout=sink, stderr=sink, env={**environment(), **extra})


def environment() -> dict[str, str]:
    """Ours, without what would lead Python out of our .venv, and with its programs on PATH."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    return {
        **kept,
        "VIRTUAL_ENV": str(VENV),
        "PATH": f"{VENV / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def shown(command: list[str]) -> str:
    """A command as one line for people."""
    return " ".join(str(word) for word in command)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
