"""Bodies seated in groups as a whole, and the view of all seats; the key that 0001 left out."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SIDES = ("commissioner", "provider", "service_user", "public")

# Days from which to which something holds. What was ended before it began never held: an empty range.
TERM = """
CREATE FUNCTION term(valid_from date, valid_to date) RETURNS daterange LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN valid_to < valid_from THEN 'empty'::daterange ELSE daterange(valid_from, valid_to, '[]') END
"""

# A seat through a block: days of the membership and of the block together, less those of an own membership.
SEAT = """
CREATE VIEW seat AS
SELECT id AS membership_id, body_id, valid_from, valid_to, user_id, role, side, organisation, represents_id,
       NULL::bigint AS block_seat_id, NULL::bigint AS through_body_id
FROM membership
UNION ALL
SELECT sits.id, block.host_id, lower(days), upper(days) - 1, sits.user_id, block.role,
       coalesce(block.side, sits.side), sits.organisation, sits.represents_id, block.id, block.seated_id
FROM block_seat block
JOIN membership sits ON sits.body_id = block.seated_id
CROSS JOIN LATERAL unnest(
    datemultirange(term(sits.valid_from, sits.valid_to) * term(block.valid_from, block.valid_to))
    - (SELECT coalesce(range_agg(term(own.valid_from, own.valid_to)), '{}')
       FROM membership own WHERE own.user_id = sits.user_id AND own.body_id = block.host_id)
) AS days
"""


def upgrade() -> None:
    """Bring the database up by one step."""
    op.create_table(
        "block_seat",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("host_id", sa.BigInteger(), nullable=False),
        sa.Column("seated_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(), server_default="member", nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("host_id <> seated_id", name=op.f("ck_block_seat_two_bodies")),
        sa.CheckConstraint("role = 'member'", name=op.f("ck_block_seat_role")),
        sa.CheckConstraint(
            "side IS NULL OR side IN (" + ", ".join(f"'{side}'" for side in SIDES) + ")",
            name=op.f("ck_block_seat_side"),
        ),
        sa.ForeignKeyConstraint(["host_id"], ["body.id"], name=op.f("fk_block_seat_host_id_body")),
        sa.ForeignKeyConstraint(["seated_id"], ["body.id"], name=op.f("fk_block_seat_seated_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_seat")),
        sa.UniqueConstraint(
            "host_id", "seated_id", "valid_from", name=op.f("uq_block_seat_host_id_seated_id_valid_from")
        ),
    )
    op.create_index(op.f("ix_block_seat_seated_id"), "block_seat", ["seated_id"])
    op.execute(TERM)
    op.execute(SEAT)
    # 0001 asks for it with use_alter inside create_table, which writes nothing.
    op.create_foreign_key(
        op.f("fk_plan_in_force_version_id_version"), "plan", "version", ["in_force_version_id"], ["id"]
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_constraint(op.f("fk_plan_in_force_version_id_version"), "plan", type_="foreignkey")
    op.execute("DROP VIEW seat")
    op.execute("DROP FUNCTION term(date, date)")
    op.drop_table("block_seat")
