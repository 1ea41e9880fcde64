"""Brings a database to the newest schema, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

SCRIPTS = Path(__file__).with_name("migrations")
LOCK_NUMBER = 7_241_001  # any number that only migrations of this product use


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Run every migration that is missing; a second process that starts meanwhile waits and finds nothing to do."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK_NUMBER})
        command.upgrade(_config(connection), "head")


def write_revision(engine: Engine, message: str) -> None:
    """Write a migration from what differs between the tables and the database (for developers)."""
    with engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)
