from dataclasses import fields

from workflow_app.engine.process_row import ProcessRow
from workflow_app.models.process_instance import ProcessInstance


def test_the_row_in_memory_has_the_columns_of_the_table_in_their_order() -> None:
    columns = [column.name for column in ProcessInstance.__table__.columns]
    assert [field.name for field in fields(ProcessRow)] == [
        *columns,
        "municipality_id",
        "body_kind",
        "record_days",
    ]
