"""The migrated database is what the models say, tables and views alike."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from workflow_app.db.base import Base, is_table
from workflow_app.db.uow import Transaction
from workflow_app.models import all as _all_tables  # noqa: F401 (fills Base.metadata)

VIEWS = {table.name: table for table in Base.metadata.tables.values() if table.info.get("is_view")}


def test_migrations_leave_no_difference_to_the_tables_of_the_models(empty_tx: Transaction) -> None:
    options = {"compare_type": True, "include_object": is_table}
    context = MigrationContext.configure(empty_tx.connection, opts=options)
    assert compare_metadata(context, Base.metadata) == []


def test_a_view_has_the_columns_that_its_model_maps(empty_tx: Transaction) -> None:
    there = inspect(empty_tx.connection)
    assert set(there.get_view_names()) == set(VIEWS)
    for name, table in VIEWS.items():
        found = {column["name"]: str(column["type"]) for column in there.get_columns(name)}
        assert found == {column.name: str(column.type) for column in table.columns}
