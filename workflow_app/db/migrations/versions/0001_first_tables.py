"""First tables, and the trigger that keeps the history append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("transition_record", "edit_record", "version", "council_resolution")

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed; write a new one', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    """Bring the database up by one step."""
    op.create_table(
        "definition_seal",
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process", "version", name=op.f("pk_definition_seal")),
    )
    op.create_table(
        "municipality",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("ico", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_forms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("inhabitants", sa.BigInteger(), nullable=False),
        sa.Column("address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("code", name=op.f("uq_municipality_code")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_message_dedupe_key")),
    )
    op.create_index(
        "ix_outbox_message_open",
        "outbox_message",
        ["available_at"],
        unique=False,
        postgresql_where="done_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL",
    )
    op.create_table(
        "user",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_fs_uniquifier")),
    )
    op.create_table(
        "area",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("name_locative", sa.String(), nullable=False),
        sa.Column("lead_municipality_id", sa.BigInteger(), nullable=False),
        sa.Column("coordinator", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("contacts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("publicity", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_municipality_id"],
            ["municipality.id"],
            name=op.f("fk_area_lead_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("key", name=op.f("uq_area_key")),
    )
    op.create_table(
        "approval_route",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("document_kind", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("stages", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_approval_route_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_route")),
        sa.UniqueConstraint(
            "area_id",
            "document_kind",
            "version",
            name=op.f("uq_approval_route_area_id_document_kind_version"),
        ),
    )
    op.create_table(
        "area_municipality",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("municipality_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_municipality_area_id_area")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_area_municipality_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_municipality")),
        sa.UniqueConstraint(
            "area_id",
            "municipality_id",
            "valid_from",
            name=op.f("uq_area_municipality_area_id_municipality_id_valid_from"),
        ),
    )
    op.create_index(op.f("ix_area_municipality_area_id"), "area_municipality", ["area_id"], unique=False)
    op.create_index(
        op.f("ix_area_municipality_municipality_id"), "area_municipality", ["municipality_id"], unique=False
    )
    op.create_table(
        "body",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("municipality_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("name_forms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("member_count", sa.BigInteger(), nullable=True),
        sa.Column("target_groups", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('working_group', 'steering_group', 'assembly', 'board', 'union', 'coordination', 'administration')",
            name=op.f("ck_body_kind"),
        ),
        sa.CheckConstraint("area_id IS NULL OR municipality_id IS NULL", name=op.f("ck_body_one_home")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_body_area_id_area")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_body_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("area_id", "key", name=op.f("uq_body_area_id_key")),
        sa.UniqueConstraint("municipality_id", "kind", name=op.f("uq_body_municipality_id_kind")),
    )
    op.create_table(
        "edit_record",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_edit_record_actor_id_user")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_edit_record_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit_record")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "seq", name=op.f("uq_edit_record_subject_kind_subject_id_seq")
        ),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("period_from", sa.BigInteger(), nullable=False),
        sa.Column("period_to", sa.BigInteger(), nullable=False),
        sa.Column("predecessor_id", sa.BigInteger(), nullable=True),
        sa.Column("in_force_version_id", sa.BigInteger(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_plan_area_id_area")),
        sa.ForeignKeyConstraint(
            ["in_force_version_id"],
            ["version.id"],
            name=op.f("fk_plan_in_force_version_id_version"),
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(["predecessor_id"], ["plan.id"], name=op.f("fk_plan_predecessor_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_area_id"), "plan", ["area_id"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_version_area_id_area")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_version_created_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "number", name=op.f("uq_version_subject_kind_subject_id_number")
        ),
    )
    op.create_table(
        "chapter",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_chapter_body_id_body")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_chapter_plan_id_plan")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["user.id"], name=op.f("fk_chapter_saved_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_chapter_plan_id_key")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_goal_body_id_body")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_goal_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index(op.f("ix_goal_plan_id"), "goal", ["plan_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("represents_id", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('leader', 'member', 'chair', 'vice_chair', 'mayor', 'deputy_mayor', 'clerk', 'coordinator', 'administrator')",
            name=op.f("ck_membership_role"),
        ),
        sa.CheckConstraint(
            "side IS NULL OR side IN ('commissioner', 'provider', 'service_user', 'public')",
            name=op.f("ck_membership_side"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_membership_body_id_body")),
        sa.ForeignKeyConstraint(
            ["represents_id"], ["municipality.id"], name=op.f("fk_membership_represents_id_municipality")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "user_id",
            "body_id",
            "role",
            "valid_from",
            name=op.f("uq_membership_user_id_body_id_role_valid_from"),
        ),
    )
    op.create_index(op.f("ix_membership_body_id"), "membership", ["body_id"], unique=False)
    op.create_index(op.f("ix_membership_user_id"), "membership", ["user_id"], unique=False)
    op.create_table(
        "monitoring_report",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("introduction", sa.String(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_monitoring_report_area_id_area")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_monitoring_report_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_report")),
        sa.UniqueConstraint("plan_id", "year", name=op.f("uq_monitoring_report_plan_id_year")),
    )
    op.create_index(op.f("ix_monitoring_report_area_id"), "monitoring_report", ["area_id"], unique=False)
    op.create_table(
        "process_instance",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("root_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("stage", sa.SmallInteger(), nullable=True),
        sa.Column("body_id", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=True),
        sa.Column("session_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_process_instance_area_id_area")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_process_instance_body_id_body")),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["process_instance.id"],
            name=op.f("fk_process_instance_parent_id_process_instance"),
        ),
        sa.ForeignKeyConstraint(
            ["root_id"], ["process_instance.id"], name=op.f("fk_process_instance_root_id_process_instance")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_process_instance_version_id_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_instance")),
        sa.UniqueConstraint(
            "parent_id", "stage", "body_id", name=op.f("uq_process_instance_parent_id_stage_body_id")
        ),
        postgresql_with={"fillfactor": 80},
    )
    op.create_index(op.f("ix_process_instance_area_id"), "process_instance", ["area_id"], unique=False)
    op.create_index(op.f("ix_process_instance_body_id"), "process_instance", ["body_id"], unique=False)
    op.create_index(
        "ix_process_instance_root",
        "process_instance",
        ["root_id"],
        unique=False,
        postgresql_where="root_id IS NOT NULL",
    )
    op.create_index(
        "ix_process_instance_subject", "process_instance", ["subject_kind", "subject_id"], unique=False
    )
    op.create_index(
        "ix_process_instance_wake",
        "process_instance",
        ["wake_at"],
        unique=False,
        postgresql_where="wake_at IS NOT NULL",
    )
    op.create_table(
        "council_resolution",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("version_sha256", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("session_number", sa.String(), nullable=False),
        sa.Column("session_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("votes_for", sa.BigInteger(), nullable=True),
        sa.Column("votes_against", sa.BigInteger(), nullable=True),
        sa.Column("votes_abstained", sa.BigInteger(), nullable=True),
        sa.Column("members_total", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changes", sa.String(), nullable=False),
        sa.Column("scan_sha256", sa.String(), nullable=True),
        sa.Column("scan_name", sa.String(), nullable=True),
        sa.Column("scan_type", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_council_resolution_area_id_area")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_council_resolution_body_id_body")),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["council_resolution.id"],
            name=op.f("fk_council_resolution_corrects_id_council_resolution"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["process_instance.id"],
            name=op.f("fk_council_resolution_process_id_process_instance"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_council_resolution_recorded_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_council_resolution_version_id_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_resolution")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_council_resolution_corrects_id")),
    )
    op.create_index(
        op.f("ix_council_resolution_process_id"), "council_resolution", ["process_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_document_area_id_area")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process_instance.id"], name=op.f("fk_document_process_id_process_instance")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_document_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "process_id", "name", "language", "seq", name=op.f("uq_document_process_id_name_language_seq")
        ),
    )
    op.create_table(
        "group_opinion",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_group_opinion_body_id_body")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process_instance.id"], name=op.f("fk_group_opinion_process_id_process_instance")
        ),
        sa.ForeignKeyConstraint(["said_by_id"], ["user.id"], name=op.f("fk_group_opinion_said_by_id_user")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_group_opinion_version_id_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_opinion")),
    )
    op.create_index(
        "uq_group_opinion_valid",
        "group_opinion",
        ["process_id", "body_id", "kind"],
        unique=True,
        postgresql_where="withdrawn_at IS NULL",
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=True),
        sa.Column("process_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_notification_area_id_area")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process_instance.id"], name=op.f("fk_notification_process_id_process_instance")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_notification_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_notification_dedupe_key")),
    )
    op.create_index(op.f("ix_notification_area_id"), "notification", ["area_id"], unique=False)
    op.create_index("ix_notification_user", "notification", ["user_id", "read_at"], unique=False)
    op.create_table(
        "priority",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("goal_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_priority_goal_id_goal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority")),
    )
    op.create_index(op.f("ix_priority_goal_id"), "priority", ["goal_id"], unique=False)
    op.create_table(
        "round_stage",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("rule", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.BigInteger(), nullable=False),
        sa.Column("inhabitants", sa.BigInteger(), nullable=False),
        sa.Column("inhabitants_counted", sa.BigInteger(), nullable=False),
        sa.Column("inhabitants_refused", sa.BigInteger(), nullable=False),
        sa.Column("inhabitants_left_out", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process_instance.id"], name=op.f("fk_round_stage_process_id_process_instance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_stage")),
        sa.UniqueConstraint("process_id", "position", name=op.f("uq_round_stage_process_id_position")),
        postgresql_with={"fillfactor": 50},
    )
    op.create_table(
        "transition_record",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("body_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("caused_by", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_transition_record_actor_id_user")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_transition_record_body_id_body")),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["process_instance.id"],
            name=op.f("fk_transition_record_process_id_process_instance"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition_record")),
        sa.UniqueConstraint("process_id", "seq", name=op.f("uq_transition_record_process_id_seq")),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("priority_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("card", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_measure_body_id_body")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measure_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_measure_priority_id_priority")
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["user.id"], name=op.f("fk_measure_saved_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_measure_plan_id_number")),
    )
    op.create_index(op.f("ix_measure_priority_id"), "measure", ["priority_id"], unique=False)
    op.create_table(
        "measure_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("area_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("measure_id", sa.BigInteger(), nullable=True),
        sa.Column("priority_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("card", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_measure_change_area_id_area")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_measure_change_body_id_body")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_change_measure_id_measure")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measure_change_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_measure_change_priority_id_priority")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user.id"], name=op.f("fk_measure_change_saved_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_change")),
    )
    op.create_index(op.f("ix_measure_change_area_id"), "measure_change", ["area_id"], unique=False)
    op.create_index(op.f("ix_measure_change_plan_id"), "measure_change", ["plan_id"], unique=False)
    op.create_table(
        "measure_result",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("measure_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("indicators", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("planned_czk", sa.BigInteger(), nullable=False),
        sa.Column("spent_czk", sa.BigInteger(), nullable=True),
        sa.Column("deviation", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_measure_result_body_id_body")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_result_measure_id_measure")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["monitoring_report.id"],
            name=op.f("fk_measure_result_report_id_monitoring_report"),
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user.id"], name=op.f("fk_measure_result_saved_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_result")),
        sa.UniqueConstraint("report_id", "measure_id", name=op.f("uq_measure_result_report_id_measure_id")),
    )
    op.execute(REFUSE_CHANGE)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    """Take this step back."""
    op.drop_table("measure_result")
    op.drop_index(op.f("ix_measure_change_plan_id"), table_name="measure_change")
    op.drop_index(op.f("ix_measure_change_area_id"), table_name="measure_change")
    op.drop_table("measure_change")
    op.drop_index(op.f("ix_measure_priority_id"), table_name="measure")
    op.drop_table("measure")
    op.drop_table("transition_record")
    op.drop_table("round_stage")
    op.drop_index(op.f("ix_priority_goal_id"), table_name="priority")
    op.drop_table("priority")
    op.drop_index("ix_notification_user", table_name="notification")
    op.drop_index(op.f("ix_notification_area_id"), table_name="notification")
    op.drop_table("notification")
    op.drop_index(
        "uq_group_opinion_valid", table_name="group_opinion", postgresql_where="withdrawn_at IS NULL"
    )
    op.drop_table("group_opinion")
    op.drop_table("document")
    op.drop_index(op.f("ix_council_resolution_process_id"), table_name="council_resolution")
    op.drop_table("council_resolution")
    op.drop_index(
        "ix_process_instance_wake", table_name="process_instance", postgresql_where="wake_at IS NOT NULL"
    )
    op.drop_index("ix_process_instance_subject", table_name="process_instance")
    op.drop_index(
        "ix_process_instance_root", table_name="process_instance", postgresql_where="root_id IS NOT NULL"
    )
    op.drop_index(op.f("ix_process_instance_body_id"), table_name="process_instance")
    op.drop_index(op.f("ix_process_instance_area_id"), table_name="process_instance")
    op.drop_table("process_instance")
    op.drop_index(op.f("ix_monitoring_report_area_id"), table_name="monitoring_report")
    op.drop_table("monitoring_report")
    op.drop_index(op.f("ix_membership_user_id"), table_name="membership")
    op.drop_index(op.f("ix_membership_body_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_goal_plan_id"), table_name="goal")
    op.drop_table("goal")
    op.drop_table("chapter")
    op.drop_table("version")
    op.drop_index(op.f("ix_plan_area_id"), table_name="plan")
    op.drop_table("plan")
    op.drop_table("edit_record")
    op.drop_table("body")
    op.drop_index(op.f("ix_area_municipality_municipality_id"), table_name="area_municipality")
    op.drop_index(op.f("ix_area_municipality_area_id"), table_name="area_municipality")
    op.drop_table("area_municipality")
    op.drop_table("approval_route")
    op.drop_table("area")
    op.drop_table("user")
    op.drop_index(
        "ix_outbox_message_open",
        table_name="outbox_message",
        postgresql_where="done_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL",
    )
    op.drop_table("outbox_message")
    op.drop_table("municipality")
    op.drop_table("definition_seal")
    op.execute("DROP FUNCTION refuse_change()")
