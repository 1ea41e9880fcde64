"""Tables and columns for joining, leaving, elections, mergers and splits of municipalities."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPEND_ONLY = ("onboarding_step", "municipality_change")
STATES = "'not_contacted', 'contacted', 'in_talks', 'joined', 'declined', 'left'"


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), nullable=False)


def _key(table: str, name: str, to: str, *, nullable: bool = False) -> list[sa.schema.SchemaItem]:
    """Return a column that points at another table, with its constraint."""
    constraint = sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}_{to}"))
    return [sa.Column(name, sa.BigInteger(), nullable=nullable), constraint]


def upgrade() -> None:
    """Bring the database up by one step."""
    op.add_column("body", sa.Column("valid_to", sa.Date(), nullable=True))
    _create_onboarding()
    _create_municipalities()
    _create_elections()
    _create_intent()
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def _create_onboarding() -> None:
    op.create_table(
        "onboarding",
        _id(),
        *_key("onboarding", "area_id", "area"),
        *_key("onboarding", "municipality_id", "municipality"),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_onboarding_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding")),
        sa.UniqueConstraint("area_id", "municipality_id", name=op.f("uq_onboarding_area_id_municipality_id")),
    )
    op.create_index(op.f("ix_onboarding_municipality_id"), "onboarding", ["municipality_id"])
    op.create_table(
        "onboarding_step",
        _id(),
        *_key("onboarding_step", "onboarding_id", "onboarding"),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *_key("onboarding_step", "recorded_by_id", "user", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_step")),
    )
    op.create_index(op.f("ix_onboarding_step_onboarding_id"), "onboarding_step", ["onboarding_id"])


def _create_municipalities() -> None:
    op.create_table(
        "exclusion",
        _id(),
        *_key("exclusion", "area_id", "area"),
        *_key("exclusion", "municipality_id", "municipality"),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
        sa.UniqueConstraint(
            "area_id",
            "municipality_id",
            "valid_from",
            name=op.f("uq_exclusion_area_id_municipality_id_valid_from"),
        ),
    )
    op.create_table(
        "municipality_change",
        _id(),
        sa.Column("kind", sa.String(), nullable=False),
        *_key("municipality_change", "from_id", "municipality"),
        *_key("municipality_change", "to_id", "municipality"),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *_key("municipality_change", "recorded_by_id", "user", nullable=True),
        sa.CheckConstraint("kind IN ('merged', 'split')", name=op.f("ck_municipality_change_kind")),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_municipality_change_two_municipalities")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality_change")),
        sa.UniqueConstraint("from_id", "to_id", name=op.f("uq_municipality_change_from_id_to_id")),
    )


def _create_elections() -> None:
    op.create_table(
        "council_term",
        _id(),
        *_key("council_term", "body_id", "body"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("member_count", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_term")),
        sa.UniqueConstraint("body_id", "valid_from", name=op.f("uq_council_term_body_id_valid_from")),
    )
    op.create_table(
        "contact_campaign",
        _id(),
        *_key("contact_campaign", "area_id", "area"),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        *_key("contact_campaign", "begun_by_id", "user", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_campaign")),
    )
    op.create_index(op.f("ix_contact_campaign_area_id"), "contact_campaign", ["area_id"])
    op.create_table(
        "contact_request",
        _id(),
        *_key("contact_request", "campaign_id", "contact_campaign"),
        *_key("contact_request", "municipality_id", "municipality"),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *_key("contact_request", "answered_by_id", "user", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_request")),
        sa.UniqueConstraint(
            "campaign_id", "municipality_id", name=op.f("uq_contact_request_campaign_id_municipality_id")
        ),
    )


def _create_intent() -> None:
    op.create_table(
        "intent",
        _id(),
        *_key("intent", "area_id", "area"),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("cost_share_czk", sa.BigInteger(), nullable=True),
        sa.Column("join_on", sa.Date(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        *_key("intent", "saved_by_id", "user", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intent")),
    )
    op.create_index(op.f("ix_intent_area_id"), "intent", ["area_id"])
    op.create_table(
        "asked_municipality",
        _id(),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        *_key("asked_municipality", "municipality_id", "municipality"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_municipality")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "municipality_id",
            name=op.f("uq_asked_municipality_subject_kind_subject_id_municipality_id"),
        ),
    )


def downgrade() -> None:
    """Take this step back."""
    for table in (
        "asked_municipality",
        "intent",
        "contact_request",
        "contact_campaign",
        "council_term",
        "municipality_change",
        "exclusion",
        "onboarding_step",
        "onboarding",
    ):
        op.drop_table(table)
    op.drop_column("body", "valid_to")
