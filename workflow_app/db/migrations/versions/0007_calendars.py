"""Tables and columns for calendars: sessions of bodies, their usual rhythm, feeds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database up by one step."""
    rhythm = postgresql.JSONB(astext_type=sa.Text())
    op.add_column("body", sa.Column("session_rhythm", rhythm, nullable=False, server_default="{}"))
    op.create_table(
        "body_session",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("agenda_closes_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('ordinary', 'extraordinary', 'substitute')", name=op.f("ck_body_session_kind")
        ),
        sa.CheckConstraint("certainty IN ('known', 'usual')", name=op.f("ck_body_session_certainty")),
        sa.CheckConstraint("agenda_closes_on <= day", name=op.f("ck_body_session_agenda_closes_before")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_session_body_id_body")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_body_session_entered_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_session")),
        sa.UniqueConstraint("body_id", "day", name=op.f("uq_body_session_body_id_day")),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_calendar_feed_user_id_user")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_calendar_feed_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_calendar_feed_token_sha256")),
    )
    op.create_index(
        "uq_calendar_feed_not_revoked",
        "calendar_feed",
        ["user_id", sa.text("coalesce(area_id, 0)")],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def downgrade() -> None:
    """Take this step back."""
    op.drop_table("calendar_feed")
    op.drop_table("body_session")
    op.drop_column("body", "session_rhythm")
