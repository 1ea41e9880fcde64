"""Times pages of the whole application side by side, each as the coordinator of its own area sees it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.counted import counted
from tests.browser_of_pages import PageClient
from workflow_app.app import create_app
from workflow_app.settings import Settings


@dataclass(frozen=True)
class Viewed:
    """The best of several views of one page, in seconds, and how many statements a view sends."""

    seconds: float
    statements: int


def view_in_turns(
    database_url: str, redis_url: str, pages: Mapping[str, str], views: int
) -> dict[str, Viewed]:
    """View each page (key of its area -> address) `views` times, one after the other in turns."""
    with TemporaryDirectory() as files:
        environ = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "STORE_DIR": str(Path(files))}
        environ |= {"BASE_URL": "http://localhost", "MAIL_FROM": "plany@example.org"}
        app = create_app(Settings.from_environment(environ), poke=lambda: None)
    app.test_client_class = PageClient
    engine = app.extensions["workflow"].sessions.engine
    clients = {key: app.test_client() for key in pages}
    for key, client in clients.items():
        client.sign_in(f"koordinace@{key}.example.org")  # type: ignore[attr-defined]
    seconds: dict[str, list[float]] = {key: [] for key in pages}
    statements = {}
    for _ in range(views):
        for key, client in clients.items():
            with counted(engine) as sent:
                began = time.perf_counter()
                assert client.get(pages[key]).status_code == 200
                seconds[key].append(time.perf_counter() - began)
            statements[key] = len(sent)
    engine.dispose()
    return {key: Viewed(min(seconds[key]), statements[key]) for key in pages}
