"""Tables and columns for packet files."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ONCE = ("process_id", "name", "language", "seq")


def upgrade() -> None:
    """Bring the database up by one step."""
    table = "document"
    op.add_column(table, sa.Column("packet", sa.String(), nullable=False, server_default=""))
    op.add_column(table, sa.Column("revision", sa.SmallInteger(), nullable=False, server_default="1"))
    op.add_column(table, sa.Column("made_from_sha256", sa.String(), nullable=False, server_default=""))
    op.add_column(table, sa.Column("origin", sa.String(), nullable=False, server_default="generated"))
    op.add_column(table, sa.Column("uploaded_by_id", sa.BigInteger(), nullable=True))
    op.add_column(table, sa.Column("replaces_id", sa.BigInteger(), nullable=True))
    op.add_column(table, sa.Column("note", sa.String(), nullable=False, server_default=""))
    op.create_foreign_key(op.f("fk_document_uploaded_by_id_user"), table, "user", ["uploaded_by_id"], ["id"])
    op.create_foreign_key(
        op.f("fk_document_replaces_id_document"), table, "document", ["replaces_id"], ["id"]
    )
    op.create_check_constraint(op.f("ck_document_origin"), table, "origin IN ('generated', 'uploaded')")
    op.drop_constraint(op.f(f"uq_document_{'_'.join(ONCE)}"), table, type_="unique")
    columns = [*ONCE, "packet", "revision"]
    op.create_unique_constraint(op.f(f"uq_document_{'_'.join(columns)}"), table, columns)
    op.create_table(
        "packet_file",
        sa.Column("packet_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["document.id"], name=op.f("fk_packet_file_packet_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_packet_file_document_id_document")
        ),
        sa.PrimaryKeyConstraint("packet_id", "position", name=op.f("pk_packet_file")),
    )
    op.create_index(op.f("ix_packet_file_document_id"), "packet_file", ["document_id"])
    op.add_column("body", sa.Column("resolution_style", sa.String(), nullable=False, server_default="roman"))
    op.add_column("body", sa.Column("resolution_number", sa.String(), nullable=False, server_default=""))
    op.create_check_constraint(
        op.f("ck_body_resolution_style"), "body", "resolution_style IN ('roman', 'letters', 'none')"
    )


def downgrade() -> None:
    """Take this step back; packets that were made anew make it fail."""
    op.drop_column("body", "resolution_number")
    op.drop_column("body", "resolution_style")
    op.drop_table("packet_file")
    op.create_unique_constraint(op.f(f"uq_document_{'_'.join(ONCE)}"), "document", list(ONCE))
    for column in (
        "note",
        "replaces_id",
        "uploaded_by_id",
        "origin",
        "made_from_sha256",
        "revision",
        "packet",
    ):
        op.drop_column("document", column)
