"""Tables and columns for recording links."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database up by one step."""
    op.create_table(
        "recording_link",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["process_instance.id"],
            name=op.f("fk_recording_link_process_id_process_instance"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_recording_link_created_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["recording_link.id"],
            name=op.f("fk_recording_link_replaced_by_id_recording_link"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_link")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_recording_link_token_sha256")),
    )
    op.create_index(
        "uq_recording_link_not_revoked",
        "recording_link",
        ["process_id", "kind", "sent_to"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "recording_link_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("link_id", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["recording_link.id"], name=op.f("fk_recording_link_event_link_id_recording_link")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_recording_link_event_actor_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_link_event")),
    )
    op.create_index(op.f("ix_recording_link_event_link_id"), "recording_link_event", ["link_id"])
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON recording_link_event "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.add_column("notification", sa.Column("link_kind", sa.String(), nullable=False, server_default=""))
    op.add_column("notification", sa.Column("recording_link_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_notification_recording_link_id_recording_link"),
        "notification",
        "recording_link",
        ["recording_link_id"],
        ["id"],
    )
