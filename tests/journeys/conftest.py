"""A running application over the demo area, and a real browser."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import text
from werkzeug.serving import make_server

from local.story import seed
from tests.databases import EMPTY, Database, clone
from workflow_app.app import create_app
from workflow_app.settings import Settings

VIOLATIONS = {
    "resultTypes": ["violations"]
}  # what axe finds in order is not collected: it takes longer than looking
SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@dataclass(frozen=True)
class Site:
    """The application at work: its address and the database behind it."""

    url: str
    database: Database


@pytest.fixture(scope="session")
def site(urls: dict[str, str], worker_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demo area, seeded as by `dev.py run`, on a port of its own."""
    with (
        clone(urls["database"], EMPTY, f"{worker_name}_site") as database,
        pytest.MonkeyPatch.context() as patch,
    ):
        environ = {
            "DATABASE_URL": database.url,
            "REDIS_URL": urls["redis"],
            "STORE_DIR": str(tmp_path_factory.mktemp("files")),
            "DEMO_MODE": "yes",
        }
        for name, value in environ.items():
            patch.setenv(name, value)
        assert seed.main() == 0
        server = make_server("127.0.0.1", 0, _never_limited(environ), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_port}", database)
        server.shutdown()
        thread.join()


def _never_limited(environ: dict[str, str]):  # type: ignore[no-untyped-def]
    settings = replace(Settings.from_environment(environ), base_url="http://127.0.0.1")
    return create_app(settings, poke=lambda: None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one the journeys are skipped, and CI installs it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine: install the package chromium to run the browser journeys")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """A person at a browser: signs in with one click, looks at pages, and lets axe look at them too."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.site, self.context = site, context
        self.page: Page = context.new_page()
        self.messages: list[str] = []
        self.page.on("console", lambda message: self.messages.append(message.text))

    def sign_in(self, name: str) -> None:
        """Choose a demo person by name; some stand behind "further people"."""
        self.go("/account/sign-in")
        for summary in self.page.locator("details > summary").all():
            summary.click()
        self.page.get_by_role("button").filter(has_text=name).first.click()
        self.page.wait_for_load_state()
        assert self.page.get_by_role("link", name=name).count() > 0, self.page.url

    def go(self, path: str) -> None:
        """Open a page of the site; it must answer with 200."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def path(self) -> str:
        """Return the path of the page shown now."""
        return urlsplit(self.page.url).path

    def look(self, name: str) -> None:
        """Keep a screenshot and let axe look; any violation and any sideways scroll of the page is a failure."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        found = Axe().run(self.page, options=VIOLATIONS).response["violations"]
        told = [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
        assert told == [], f"{name} ({self.page.url})"
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name} is {wide} px wider than its window"


@pytest.fixture
def visitor(site: Site, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Make visitors: visitor(width=360, language="en", scripts=False)."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, language: str = "cs", *, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="en-GB" if language == "en" else "cs-CZ",
            java_script_enabled=scripts,
            bypass_csp=scripts,  # axe is put into the page
        )
        contexts.append(context)
        return Visitor(site, context)

    yield make
    for context in contexts:
        context.close()


def number_of(site: Site, statement: str) -> int:
    return int(str(_one(site, statement)))


def body_of(site: Site, municipality: str, state: str) -> int:
    statement = (
        "SELECT p.id FROM process_instance p JOIN body b ON b.id = p.body_id "
        f"JOIN municipality m ON m.id = b.municipality_id WHERE m.name = '{municipality}' AND p.state = '{state}' "
        "ORDER BY p.id DESC LIMIT 1"
    )
    return number_of(site, statement)


def state_of(site: Site, process: int) -> str:
    return str(_one(site, f"SELECT state FROM process_instance WHERE id = {process}"))


def _one(site: Site, statement: str) -> object:
    with site.database.sessions() as session:
        return session.execute(text(statement)).scalar_one()
