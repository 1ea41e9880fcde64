"""Tables and columns for groups that merge or split, and for numbers that were given up."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPEND_ONLY = ("group_change", "former_number")


def _key(table: str, name: str, to: str, *, nullable: bool = False) -> list[sa.schema.SchemaItem]:
    """Return a column that points at another table, with its constraint."""
    constraint = sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}_{to}"))
    return [sa.Column(name, sa.BigInteger(), nullable=nullable), constraint]


def upgrade() -> None:
    """Bring the database up by one step."""
    op.create_table(
        "group_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        *_key("group_change", "area_id", "area"),
        sa.Column("kind", sa.String(), nullable=False),
        *_key("group_change", "from_id", "body"),
        *_key("group_change", "to_id", "body"),
        sa.Column("changed_on", sa.Date(), nullable=False),
        *_key("group_change", "decision_id", "area_decision", nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *_key("group_change", "recorded_by_id", "user", nullable=True),
        sa.CheckConstraint("kind IN ('merged', 'split')", name=op.f("ck_group_change_kind")),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_group_change_two_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_change")),
        sa.UniqueConstraint("from_id", "to_id", name=op.f("uq_group_change_from_id_to_id")),
    )
    op.create_index(op.f("ix_group_change_area_id"), "group_change", ["area_id"])
    op.create_table(
        "former_number",
        sa.Column("id", sa.BigInteger(), nullable=False),
        *_key("former_number", "plan_id", "plan"),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("last_version", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "subject_kind IN ('goal', 'priority', 'measure')", name=op.f("ck_former_number_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_number")),
    )
    op.create_index("ix_former_number_subject", "former_number", ["plan_id", "subject_kind", "subject_id"])
    _unique_measures(deferrable=True, initially="DEFERRED")
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def _unique_measures(**more: Any) -> None:
    """While measures are renumbered, two of them may have one number for a moment."""
    name = op.f("uq_measure_plan_id_number")
    op.drop_constraint(name, "measure", type_="unique")
    op.create_unique_constraint(name, "measure", ["plan_id", "number"], **more)


def downgrade() -> None:
    """Take this step back."""
    _unique_measures()
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
