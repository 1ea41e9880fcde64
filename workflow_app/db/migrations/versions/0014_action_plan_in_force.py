"""The text in force of an action plan, which holds while councils decide about a change of it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = "fk_action_plan_in_force_version_id_version"


def upgrade() -> None:
    """Bring the database up by one step. Action plans so far hold in the version that their process is about."""
    op.add_column("action_plan", sa.Column("in_force_version_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f(KEY), "action_plan", "version", ["in_force_version_id"], ["id"])
    op.execute(
        "UPDATE action_plan SET in_force_version_id = process.version_id FROM process_instance AS process "
        "WHERE process.process = 'action_plan' AND process.subject_id = action_plan.id "
        "AND process.state IN ('in_force', 'superseded')"
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_column("action_plan", "in_force_version_id")
