"""Tables and columns for action plans."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database up by one step."""
    op.create_table(
        "action_plan",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("naming", sa.String(), nullable=False),
        sa.Column("introduction", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_action_plan_area_id_area")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_action_plan_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
    )
    op.create_index(op.f("ix_action_plan_area_id"), "action_plan", ["area_id"], unique=False)
    op.create_index(op.f("ix_action_plan_plan_id"), "action_plan", ["plan_id"], unique=False)
    op.create_table(
        "action_plan_entry",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("action_plan_id", sa.BigInteger(), nullable=False),
        sa.Column("measure_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("card", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_plan_id"],
            ["action_plan.id"],
            name=op.f("fk_action_plan_entry_action_plan_id_action_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_action_plan_entry_measure_id_measure")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_action_plan_entry_body_id_body")),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user.id"], name=op.f("fk_action_plan_entry_saved_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan_entry")),
        sa.UniqueConstraint(
            "action_plan_id", "measure_id", name=op.f("uq_action_plan_entry_action_plan_id_measure_id")
        ),
    )


def downgrade() -> None:
    """Take this step back."""
    op.drop_table("action_plan_entry")
    op.drop_index(op.f("ix_action_plan_plan_id"), table_name="action_plan")
    op.drop_index(op.f("ix_action_plan_area_id"), table_name="action_plan")
    op.drop_table("action_plan")
