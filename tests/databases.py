"""Databases for tests: one template with tables, one with the Hlučín area, cheap clones of both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text

from tests.fakes.clock import FakeClock
from workflow_app.db.migrate import upgrade
from workflow_app.db.session import SessionFactory, make_engine, make_session_factory
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

AREAS = Path(__file__).resolve().parents[1] / "areas"
EMPTY, HLUCIN = "template_empty", "template_hlucin"


@dataclass(frozen=True)
class Database:
    """One clone: its address, engine and sessions."""

    url: str
    engine: Engine
    sessions: SessionFactory


def _url(server_url: str, name: str) -> str:
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _admin(server_url: str, *statements: str) -> None:
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def make_templates(server_url: str) -> None:
    """Create both templates: migrated tables, and those with the Hlučín area imported."""
    _admin(server_url, f"CREATE DATABASE {EMPTY}")
    engine = make_engine(_url(server_url, EMPTY))
    upgrade(engine)
    engine.dispose()
    _admin(server_url, f"CREATE DATABASE {HLUCIN} TEMPLATE {EMPTY}")
    engine = make_engine(_url(server_url, HLUCIN))
    with unit_of_work(make_session_factory(engine), FakeClock(), SYSTEM, "template") as tx:
        import_area(tx, read_area_file((AREAS / "hlucin.yaml").read_bytes()))
    engine.dispose()


@contextmanager
def clone(server_url: str, template: str, name: str) -> Iterator[Database]:
    """Give a database of one's own, and drop it afterwards."""
    _admin(
        server_url,
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        f"CREATE DATABASE {name} TEMPLATE {template}",
    )
    engine = make_engine(_url(server_url, name))
    try:
        yield Database(_url(server_url, name), engine, make_session_factory(engine))
    finally:
        engine.dispose()
        _admin(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
