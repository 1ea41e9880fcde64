"""What a round keeps: the inhabitants that a body had when it was asked, and which earlier stage a stage asks again."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OF_TODAY = """
    UPDATE process_instance AS process SET inhabitants = COALESCE(municipality.inhabitants, 0)
    FROM body LEFT JOIN municipality ON municipality.id = body.municipality_id
    WHERE body.id = process.body_id AND process.parent_id IS NOT NULL AND process.stage IS NOT NULL
"""
# The parts and the whole of a stage have been counted on different days: from now on all of them on the same one.
COUNTED_ANEW = """
    UPDATE round_stage AS stage SET
        inhabitants = anew.total, inhabitants_counted = anew.counted, inhabitants_refused = anew.refused,
        inhabitants_left_out = anew.left_out
    FROM (
        SELECT stage.id, sum(child.inhabitants) AS total,
            COALESCE(sum(child.inhabitants) FILTER (WHERE child.ended_at IS NOT NULL AND NOT is_out
                AND stage.rule->'counts' ? child.state), 0) AS counted,
            COALESCE(sum(child.inhabitants) FILTER (WHERE child.ended_at IS NOT NULL AND NOT is_out
                AND NOT stage.rule->'counts' ? child.state), 0) AS refused,
            COALESCE(sum(child.inhabitants) FILTER (WHERE is_out), 0) AS left_out
        FROM round_stage AS stage
        JOIN process_instance AS child ON child.parent_id = stage.process_id AND child.stage = stage.position
        CROSS JOIN LATERAL (SELECT child.state IN ('not_required', 'cancelled') AS is_out) AS is_out
        GROUP BY stage.id
    ) AS anew
    WHERE anew.id = stage.id
"""

# So far a round could begin again only from a stage of the round before it, and copied all its stages from there on.
REPEATED = """
    UPDATE round_stage AS again SET repeats = change.restart_from + again.position - first.position
    FROM text_change AS change
    JOIN round_stage AS origin ON origin.process_id = change.process_id AND origin.position = change.restart_from
    CROSS JOIN LATERAL (
        SELECT min(position) AS position FROM round_stage
        WHERE process_id = change.process_id AND round = origin.round + 1
    ) AS first
    WHERE change.state = 'substantive' AND again.process_id = change.process_id AND again.round = origin.round + 1
"""


def upgrade() -> None:
    """Bring the database up by one step. Bodies asked so far keep the inhabitants that are known today."""
    op.add_column("round_stage", sa.Column("repeats", sa.SmallInteger(), nullable=True))
    op.execute(REPEATED)
    op.add_column("process_instance", sa.Column("inhabitants", sa.BigInteger(), nullable=True))
    op.execute(OF_TODAY)
    op.execute(COUNTED_ANEW)


def downgrade() -> None:
    """Take the step back."""
    op.drop_column("process_instance", "inhabitants")
    op.drop_column("round_stage", "repeats")
