"""As whom the private PostgreSQL runs; it refuses root, so root runs it as the user nobody."""

import contextlib
import hashlib
import importlib.metadata
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT_HOME = Path("/var/lib/workflow-app-dev")


class ServerStartError(Exception):
    """A private server can't be started; the message says why and what to do."""


@dataclass(frozen=True)
class Runner:
    """A user for server processes; `uid` is None when it is simply ourselves."""

    uid: int | None = None
    gid: int | None = None

    @property
    def process_options(self) -> dict[str, Any]:
        """Options for subprocess that make the child this user, with no supplementary groups."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """True if the user can go through every folder on the way."""
        if self.uid is None:
            return True
        asked = subprocess.run(["test", "-x", str(folder)], cwd="/", check=False, **self.process_options)
        return asked.returncode == 0

    def own(self, path: Path) -> None:
        """Make it private to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700 if path.is_dir() else 0o600)


def pick_runner() -> Runner:
    """Ourselves, or nobody when we are root. Raises ServerStartError when root may not change user."""
    if os.geteuid() != 0:
        return Runner()
    nobody = pwd.getpwnam("nobody")
    runner = Runner(nobody.pw_uid, nobody.pw_gid)
    try:
        subprocess.run(["true"], check=True, cwd="/", **runner.process_options)
    except (PermissionError, subprocess.SubprocessError) as refused:
        raise ServerStartError(
            "PostgreSQL does not run as root, and this root may not become 'nobody'. "
            "Start as an ordinary user, or set DATABASE_URL."
        ) from refused
    return runner


def reachable_folder(runner: Runner, wanted: Path) -> Path:
    """`wanted`, created; or, if the runner can't reach it, a folder of the same meaning that it can reach.

    A checkout below a closed home (/root) is such a case; we never open up the folders above it.
    """
    wanted.mkdir(parents=True, exist_ok=True)
    if runner.can_enter(wanted.parent):
        runner.own(wanted)
        return wanted
    mark = hashlib.sha256(str(wanted.resolve()).encode()).hexdigest()[:16]
    elsewhere = ROOT_HOME / mark
    elsewhere.mkdir(parents=True, exist_ok=True)
    runner.own(elsewhere)
    return elsewhere


def reachable_package(runner: Runner, package: Path) -> Path:
    """Folder of an installed package, or of a copy made once at a place the runner can read.

    The libraries that a wheel brings lie beside the package and are found by relative paths: they go along.
    """
    if runner.can_enter(package):
        return package
    version = importlib.metadata.version(package.name)
    copy = ROOT_HOME / f"{package.name}-{version}"
    if not copy.exists():
        ROOT_HOME.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=ROOT_HOME))
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, fresh / part.name, symlinks=True)
        _let_others_read(fresh)
        with contextlib.suppress(OSError):  # another start was quicker; its copy is as good
            fresh.rename(copy)
        shutil.rmtree(fresh, ignore_errors=True)
    return copy / package.name


def _let_others_read(folder: Path) -> None:
    """Whatever the owner may read and enter, all may: an installation under umask 077 has it otherwise."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)
