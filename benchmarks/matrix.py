"""The staff's matrix page of 120 municipalities beside one of 15, through the whole application."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.counted import counted
from tests.browser_of_pages import PageClient
from tests.factories.large_area import make_large_area
from workflow_app.app import create_app
from workflow_app.db.session import make_engine, make_session_factory
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import system_clock
from workflow_app.settings import Settings
from workflows.catalogue import load_catalogue

SIZES = {"ab": 15, "cd": 120}
ROUNDS = 3
TARGET = 8  # rows grow eightfold


def compare(database_url: str, redis_url: str) -> bool:
    """Print the best of several views of both pages, their ratio and how many statements they send."""
    engine = make_engine(database_url)
    with unit_of_work(make_session_factory(engine), system_clock, SYSTEM, "matrix") as tx:
        for key, size in SIZES.items():
            make_large_area(tx, load_catalogue(), size, rounds=ROUNDS, key=key)
    engine.dispose()
    with TemporaryDirectory() as files:
        environ = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "STORE_DIR": str(Path(files))}
        environ |= {"BASE_URL": "http://localhost", "MAIL_FROM": "plany@example.org"}
        app = create_app(Settings.from_environment(environ), poke=lambda: None)
    app.test_client_class = PageClient
    clients = {}
    for key in SIZES:
        clients[key] = app.test_client()
        clients[key].sign_in(f"koordinace@{key}.example.org")  # type: ignore[attr-defined]
    seconds: dict[str, list[float]] = {key: [] for key in SIZES}
    statements = {}
    for _ in range(15):
        for key, client in clients.items():
            with counted(app.extensions["workflow"].sessions.engine) as sent:
                began = time.perf_counter()
                assert client.get(f"/staff/{key}/matrix").status_code == 200
                seconds[key].append(time.perf_counter() - began)
            statements[key] = len(sent)
    app.extensions["workflow"].sessions.engine.dispose()
    small, large = (min(seconds[key]) for key in SIZES)
    print(
        f"\nThe matrix page of 120 municipalities: {large / small:.1f}x one of 15 (target at most {TARGET}x)"
    )
    print(
        f"  {1000 * small:.0f} and {1000 * large:.0f} ms; statements: {statements['ab']} and {statements['cd']}"
    )
    return large <= TARGET * small and set(statements.values()) == {4}
