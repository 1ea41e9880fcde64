"""An area of the past: its replay told in a database of tests, and the pages of its coordinator afterwards."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from sqlalchemy import text

from local.replays.chronicle import read_chronicle
from local.replays.replay import Replay, bring_in, replay_of, replay_steps
from local.story.clock import StoryClock
from local.story.scene import Scene
from tests.browser_of_pages import PageClient
from tests.databases import Database
from tests.factories.people import coordinator
from tests.fakes.replay_worker import PaperlessWorker
from workflow_app.app import create_app
from workflow_app.bootstrap import assemble
from workflow_app.engine.catalogue import Catalogue
from workflow_app.settings import Settings


@dataclass(frozen=True)
class Past:
    """One area after its replay: the pages of its coordinator, and where documents are in the database."""

    key: str
    scene: Scene
    replay: Replay
    client: PageClient
    database: Database

    def page(self, url: str) -> str:
        """The words of a page below /staff/<area>, or of any page whose address begins with a slash."""
        answer = self.client.get(url if url.startswith("/") else f"/staff/{self.key}/{url}")
        assert answer.status_code == 200, f"{url}: {answer.status}"
        words = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.text, flags=re.S)
        return " ".join(unescape(words).replace("\u00a0", " ").split())

    def document(self, title: str) -> int:
        """The process of the document whose title of the chronicle begins like this, or that is of this year."""
        return next(
            matter.process_id
            for event, matter in self.replay.matters
            if event.title.startswith(title) or str(event.year) == title
        )

    def value(self, statement: str, **values: object) -> Any:
        """The first column of the first row."""
        with self.database.engine.connect() as connection:
            return connection.execute(text(statement), values).scalar_one()


def replayed(key: str, settings: Settings, catalogue: Catalogue, database: Database) -> Past:
    """Replay one area in a database that is empty or holds other areas, and sign its coordinator in."""
    replay = replay_of(read_chronicle(key))
    clock = StoryClock(replay.told.begins)
    parts = assemble(settings, catalogue, clock)
    worker = PaperlessWorker(parts)
    scene = Scene(parts, clock, bring_in(parts, replay.area), worker)
    for step in replay_steps(scene, replay):
        step.take()
        worker.settle()
    app = create_app(settings, clock, poke=lambda: None)
    app.test_client_class = PageClient
    client = app.test_client()
    with scene.looking() as tx:
        client.sign_in(coordinator(tx, key))
    return Past(key, scene, replay, client, database)  # type: ignore[arg-type]
