"""Every plan names its owner: a municipality or a union, and not "whoever leads the area today"."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMN = "owner_municipality_id"


def upgrade() -> None:
    """Bring the database up by one step. Plans without a union so far belong to the municipality that leads now."""
    op.add_column("plan", sa.Column(COLUMN, sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f(f"fk_plan_{COLUMN}_municipality"), "plan", "municipality", [COLUMN], ["id"])
    op.execute(
        f"UPDATE plan SET {COLUMN} = area.lead_municipality_id FROM area "  # noqa: S608 (a name of ours)
        "WHERE area.id = plan.area_id AND plan.owner_id IS NULL"
    )
    op.create_check_constraint(op.f("ck_plan_one_owner"), "plan", f"num_nonnulls(owner_id, {COLUMN}) = 1")


def downgrade() -> None:
    """Take the step back."""
    op.drop_constraint(op.f("ck_plan_one_owner"), "plan", type_="check")
    op.drop_column("plan", COLUMN)
