"""`dev.py demo`: the main job, or the past of one area, without a browser; every Word file ends in a folder."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from local.progress import Progress
from local.replays.chronicle import areas
from local.replays.show import show_replay
from local.runner import ServerStartError
from local.servers import Servers, private_servers
from local.stage import ROOT, set_stage
from local.story.results import matrix, save_documents, summary
from local.story.scene import Scene, Step, StoryError
from local.story.story import Life, begins, first_year_told, whole_life
from local.story.workers import is_all_done
from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import prague_day, system_clock
from workflow_app.kernel.errors import WorkflowError
from workflow_app.kernel.ids import new_request_id
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

AREA_FILE = ROOT / "areas" / "hlucin.yaml"
DOCUMENTS = ROOT / "demo_documents"
PATIENCE = 90.0  # seconds for the packets of one stage


def main(words: Sequence[str]) -> int:
    """Tell the whole story, or what the sources say about one area.

    0 when it came to its end and the history holds, 1 with the reason otherwise.
    """
    area = _asked(words)
    outside = {name: text for name, text in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    try:
        with private_servers(environ=outside) as servers, tempfile.TemporaryDirectory() as folder:
            servers.watchdog.remove(Path(folder))  # also when we are killed
            if area:
                return show_replay(area, servers, Path(folder), outside, DOCUMENTS)
            return _tell(servers, Path(folder), outside)
    except (ServerStartError, StoryError, WorkflowError) as problem:
        print(f"\nThe demo did not come to its end: {problem}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    return 1


def _asked(words: Sequence[str]) -> str | None:
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__)
    parser.add_argument(
        "--area", choices=areas(), help="replay the documented council decisions of this area instead"
    )
    found: str | None = parser.parse_args(words).area
    return found


def _tell(servers: Servers, folder: Path, outside: Mapping[str, str]) -> int:
    with staged(servers, folder, outside) as (scene, life):
        _walk(whole_life(scene, life), life)
        scene.worker.wait_until(lambda: is_all_done(scene.parts), "all documents and notices")
        return _show(scene, life)


@contextmanager
def staged(servers: Servers, folder: Path, outside: Mapping[str, str]) -> Iterator[tuple[Scene, Life]]:
    """Set the scene: tables, the Hlučín area and the real worker, which is stopped at the end."""
    life = Life(first_year_told(prague_day(system_clock())))
    with set_stage(servers, folder, outside, begins(life.first_year), PATIENCE) as stage:
        yield Scene(stage.parts, stage.clock, _area(stage.parts), stage.worker), life


def _area(parts: Assembly) -> int:
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id()) as tx:
        return import_area(tx, read_area_file(AREA_FILE.read_bytes())).area_id


def _walk(steps: Sequence[Step], life: Life) -> None:
    title = f"A plan of the Hlučín area for {life.first_year}–{life.first_year + 3}"
    with Progress(len(steps), title) as bar:
        for step in steps:
            step.take()
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
    sys.exit(main(sys.argv[1:]))
