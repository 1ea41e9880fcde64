"""Alembic's environment: runs migrations on the connection that db/migrate.py hands over."""

from alembic import context

from workflow_app.db.base import Base, is_table
from workflow_app.models import all as _all_tables  # noqa: F401 (fills Base.metadata)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, compare_type=True, include_object=is_table
)
with context.begin_transaction():
    context.run_migrations()
