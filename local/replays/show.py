"""`dev.py demo --area`: replays the documented decisions of one area with the real worker and prints them."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from local.progress import Progress
from local.replays.chronicle import read_chronicle
from local.replays.replay import Replay, bring_in, replay_of, replay_steps
from local.replays.telling import timeline
from local.servers import Servers
from local.stage import set_stage
from local.story.results import matrix, save_documents, tally
from local.story.scene import Scene
from local.story.workers import is_all_done

PATIENCE = 600.0  # seconds for the packets of one stage: 49 municipalities on a slow machine


def show_replay(
    area: str, servers: Servers, folder: Path, outside: Mapping[str, str], documents: Path
) -> int:
    """Replay the area, leave its Word files in `documents` and print what was decided; 1 when something is wrong."""
    replay = replay_of(read_chronicle(area))
    with set_stage(servers, folder, outside, replay.told.begins, PATIENCE) as stage:
        scene = Scene(stage.parts, stage.clock, bring_in(stage.parts, replay.area), stage.worker)
        _walk(scene, replay)
        return _print(scene, replay, documents)


def _walk(scene: Scene, replay: Replay) -> None:
    steps = replay_steps(scene, replay)
    with Progress(len(steps), f"What the sources say about {replay.today.name.en}") as bar:
        for step in steps:
            step.take()
            bar.advance(step.part, step.label)
    scene.worker.wait_until(lambda: is_all_done(scene.parts), "all documents and notices")


def _print(scene: Scene, replay: Replay, documents: Path) -> int:
    shutil.rmtree(documents, ignore_errors=True)
    saved = save_documents(scene, documents)
    for _, matter in replay.matters:
        print(f"\n{matrix(scene, matter)}")
    told = tally(scene)
    print(f"\n{replay.today.name.cs}\n{timeline(scene, replay)}")
    print(f"\n{told.text()}\n{len(saved)} files are in {documents.name}/.")
    for problem in told.problems:
        print(f"WRONG: {problem}", file=sys.stderr)
    return 1 if told.problems else 0
