"""Unions of municipalities as organisations with members, and who owns the plans of an area."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database up by one step. Plans so far were the lead municipality's."""
    op.add_column("body", sa.Column("ico", sa.String(), nullable=True))
    op.add_column("body", sa.Column("address", JSONB, nullable=False, server_default="[]"))
    op.add_column("area", sa.Column("owners", JSONB, nullable=False, server_default="[]"))
    op.add_column("plan", sa.Column("owner_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_plan_owner_id_body"), "plan", "body", ["owner_id"], ["id"])
    table = "union_municipality"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("municipality_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id_{other}")
            )
            for other in ("body", "municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "body_id",
            "municipality_id",
            "valid_from",
            name=op.f(f"uq_{table}_body_id_municipality_id_valid_from"),
        ),
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("union_municipality")
    op.drop_column("plan", "owner_id")
    op.drop_column("area", "owners")
    op.drop_column("body", "address")
    op.drop_column("body", "ico")
