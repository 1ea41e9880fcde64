"""What the council of a union of municipalities is called, where it has a name of its own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database up by one step."""
    jsonb = postgresql.JSONB(astext_type=sa.Text())
    op.add_column("body", sa.Column("council", jsonb, server_default="{}", nullable=False))


def downgrade() -> None:
    """Take the step back."""
    op.drop_column("body", "council")
