"""Tables and columns for outcomes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    """Bring the database up by one step."""
    table = "council_resolution"
    op.add_column(table, sa.Column("members_present", sa.BigInteger(), nullable=True))
    op.add_column(table, sa.Column("members_conflicted", sa.BigInteger(), nullable=True))
    op.add_column(table, sa.Column("decided_by", sa.String(), nullable=False, server_default="session"))
    op.add_column(table, sa.Column("next_session_on", sa.Date(), nullable=True))
    op.add_column(table, sa.Column("points", JSONB, nullable=False, server_default="[]"))
    op.add_column(table, sa.Column("revokes_id", sa.BigInteger(), nullable=True))
    op.add_column(table, sa.Column("seq", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_council_resolution_revokes_id_council_resolution"),
        table,
        "council_resolution",
        ["revokes_id"],
        ["id"],
    )
    op.create_unique_constraint(op.f("uq_council_resolution_revokes_id"), table, ["revokes_id"])
    op.add_column("body", sa.Column("rules", JSONB, nullable=False, server_default="{}"))
