"""`dev.py demo`, the main job without a browser: the same use cases, the real worker, every Word file in a folder."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from local.process import Command, Running
from local.progress import Progress
from local.runner import ServerStartError
from local.servers import Servers, private_servers
from local.story.clock import StoryClock
from local.story.results import matrix, save_documents, summary
from local.story.scene import Scene, StoryError
from local.story.story import Life, begins, first_year_told, whole_life
from local.story.workers import RealWorker, is_all_done
from workflow_app.bootstrap import Assembly, assemble
from workflow_app.db.migrate import upgrade
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import prague_day, system_clock
from workflow_app.kernel.errors import WorkflowError
from workflow_app.kernel.ids import new_request_id
from workflow_app.settings import Settings
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.web.shared.poke import make_poke
from workflows.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parent.parent
AREA_FILE = ROOT / "areas" / "hlucin.yaml"
DOCUMENTS = ROOT / "demo_documents"
PATIENCE = 90.0  # seconds for the packets of one stage


def main() -> int:
    """Tell the whole story; 0 when it came to its end and the history holds, 1 with the reason otherwise."""
    outside = {name: text for name, text in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    try:
        with private_servers(environ=outside) as servers, tempfile.TemporaryDirectory() as folder:
            servers.watchdog.remove(Path(folder))  # also when we are killed
            return _tell(servers, Path(folder), outside)
    except (ServerStartError, StoryError, WorkflowError) as problem:
        print(f"\nThe demo did not come to its end: {problem}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    return 1


def _tell(servers: Servers, folder: Path, outside: Mapping[str, str]) -> int:
    with staged(servers, folder, outside) as (scene, life):
        _walk(scene, life)
        scene.worker.wait_until(lambda: is_all_done(scene.parts), "all documents and notices")
        return _show(scene, life)


@contextmanager
def staged(servers: Servers, folder: Path, outside: Mapping[str, str]) -> Iterator[tuple[Scene, Life]]:
    """Set the scene: tables, the Hlučín area and the real worker, which is stopped at the end."""
    environ = _environ(servers, folder, outside)
    settings = Settings.from_environment(environ)
    life = Life(first_year_told(prague_day(system_clock())))
    clock = StoryClock(begins(life.first_year))
    parts = assemble(settings, load_catalogue(), clock)
    upgrade(parts.sessions.engine)
    with _worker(servers, folder, environ) as program:
        worker = RealWorker(parts, make_poke(settings), program, PATIENCE)
        yield Scene(parts, clock, _area(parts), worker), life
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


def _area(parts: Assembly) -> int:
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id()) as tx:
        return import_area(tx, read_area_file(AREA_FILE.read_bytes())).area_id


def _walk(scene: Scene, life: Life) -> None:
    steps = whole_life(scene, life)
    with Progress(
        len(steps), f"A plan of the Hlučín area for {life.first_year}–{life.first_year + 3}"
    ) as bar:
        for step in steps:
            try:
                step.act()
            except WorkflowError as refused:
                raise StoryError(
                    f"{step.part}, {step.label}: {type(refused).__name__}: {refused}"
                ) from refused
            bar.advance(step.part, step.label)


def _show(scene: Scene, life: Life) -> int:
    """Save the documents, print the matrices and the summary; 1 when something is not as it must be."""
    shutil.rmtree(DOCUMENTS, ignore_errors=True)
    saved = save_documents(scene, DOCUMENTS)
    for matter in (life.plan, life.change, life.report):
        print(f"\n{matrix(scene, matter)}")
    told = summary(scene, life)
    print(f"\n{told.text()}\n{len(saved)} files are in {DOCUMENTS.name}/.")
    for problem in told.problems:
        print(f"WRONG: {problem}", file=sys.stderr)
    return 1 if told.problems else 0


if __name__ == "__main__":
    sys.exit(main())
