"""Assembles what the web, the worker and the command line share: sessions, processes, file store, clock."""

from dataclasses import dataclass

from workflow_app.db.session import SessionFactory, make_engine, make_session_factory
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import Clock, system_clock
from workflow_app.settings import Settings


@dataclass(frozen=True)
class Assembly:
    """Everything that is made once at start and passed on."""

    settings: Settings
    sessions: SessionFactory
    catalogue: Catalogue
    store: FileStore
    clock: Clock


def assemble(settings: Settings, catalogue: Catalogue, clock: Clock = system_clock) -> Assembly:
    """Build the shared parts from `settings`; the composition root hands in the processes it has loaded."""
    return Assembly(
        settings=settings,
        sessions=make_session_factory(make_engine(settings.database_url)),
        catalogue=catalogue,
        store=FileStore(settings.store_dir),
        clock=clock,
    )
