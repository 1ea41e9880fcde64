"""Changes of texts that are before the councils or in force."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database up by one step."""
    op.create_table(
        "text_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.Column("from_version_id", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decision_reason", sa.String(), nullable=False),
        sa.Column("restart_from", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('writing', 'submitted', 'editorial', 'substantive', 'refused', 'dropped')",
            name=op.f("ck_text_change_state"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [target], name=op.f(f"fk_text_change_{column}_{target.split('.')[0]}")
            )
            for column, target in (
                ("area_id", "area.id"),
                ("process_id", "process_instance.id"),
                ("from_version_id", "version.id"),
                ("version_id", "version.id"),
                ("opened_by_id", "user.id"),
                ("decided_by_id", "user.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_change")),
    )
    op.create_index(op.f("ix_text_change_process_id"), "text_change", ["process_id"])
    op.create_index(
        "uq_text_change_open",
        "text_change",
        ["process_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('writing', 'submitted')"),
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("text_change")
