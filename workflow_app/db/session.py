"""Engine and session factory."""

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

SessionFactory = sessionmaker[Session]


def make_engine(database_url: str) -> Engine:
    """Return an engine for PostgreSQL at `database_url` (postgresql+psycopg://…).

    READ COMMITTED is what root-first locking relies on: after waiting for the root, a statement sees what the
    one who held it wrote.
    """
    return create_engine(
        database_url,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={"options": "-c timezone=UTC"},
    )


def make_session_factory(engine: Engine) -> SessionFactory:
    """Return the factory of sessions; nothing expires at commit, so results can be shown after it."""
    return sessionmaker(engine, expire_on_commit=False)
