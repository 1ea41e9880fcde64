"""Decisions about an area's planning outside any round."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = ("initiation", "project", "submission", "groups", "schedule", "other")
PRECISIONS = ("day", "month", "year")


def upgrade() -> None:
    """Bring the database up by one step."""
    op.create_table(
        "area_decision",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=True),
        sa.Column("body_name", sa.String(), nullable=False),
        sa.Column("session_number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_listed(KINDS)})", name=op.f("ck_area_decision_kind")),
        sa.CheckConstraint(f"precision IN ({_listed(PRECISIONS)})", name=op.f("ck_area_decision_precision")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_area_decision_{column}_{table}")
            )
            for column, table in (
                ("area_id", "area"),
                ("body_id", "body"),
                ("recorded_by_id", "user"),
                ("corrects_id", "area_decision"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_decision")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_area_decision_corrects_id")),
    )
    op.create_index(op.f("ix_area_decision_area_id"), "area_decision", ["area_id"])
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON area_decision "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("area_decision")


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
