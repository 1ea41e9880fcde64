"""Tables and columns for approval routes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = ("working_group", "steering_group", "assembly", "board", "union", "coordination", "administration")


def upgrade() -> None:
    """Bring the database up by one step."""
    op.add_column("approval_route", sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("approval_route", sa.Column("created_by_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_approval_route_created_by_id_user"), "approval_route", "user", ["created_by_id"], ["id"]
    )
    op.add_column("process_instance", sa.Column("stands_in", sa.String(), nullable=True))
    op.create_check_constraint(
        op.f("ck_process_instance_stands_in"), "process_instance", "stands_in IN ('assembly', 'mayor')"
    )
    op.add_column("round_stage", sa.Column("lead_body_id", sa.BigInteger(), nullable=True))
    op.add_column("round_stage", sa.Column("lead_outcome", sa.String(), nullable=True))
    op.create_foreign_key(
        op.f("fk_round_stage_lead_body_id_body"), "round_stage", "body", ["lead_body_id"], ["id"]
    )
    _replace_body_kinds((*KINDS, "region"))


def downgrade() -> None:
    """Take this step back; a region that is there already makes it fail."""
    _replace_body_kinds(KINDS)
    op.drop_column("round_stage", "lead_outcome")
    op.drop_column("round_stage", "lead_body_id")
    op.drop_column("process_instance", "stands_in")
    op.drop_column("approval_route", "created_by_id")
    op.drop_column("approval_route", "created_at")


def _replace_body_kinds(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_body_kind"), "body", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_body_kind"), "body", f"kind IN ({listed})")
