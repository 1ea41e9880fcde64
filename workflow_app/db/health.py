"""Tells whether the database answers."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from workflow_app.db.session import SessionFactory


def database_answers(sessions: SessionFactory) -> bool:
    """Return whether the database answers the smallest question."""
    try:
        with sessions() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True
