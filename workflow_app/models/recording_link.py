"""A link that lets one body record its resolution without an account, and everything that happened to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class RecordingLink(Base):
    """kind: record | correct. The token itself is never stored: see access/recording_token.py.

    One body has at most one link of a kind for an address that nobody has revoked.
    """

    __tablename__ = "recording_link"
    __table_args__ = (
        Index(
            "uq_recording_link_not_revoked",
            "process_id",
            "kind",
            "sent_to",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))  # of the body
    kind: Mapped[str]
    nonce: Mapped[str]  # what the token is made from, together with the installation's secret
    token_sha256: Mapped[str] = mapped_column(unique=True)
    sent_to: Mapped[str]  # e-mail address; "" when staff handed it over in another way
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # none: made for a notice
    valid_until: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("recording_link.id"))


class RecordingLinkEvent(Base):
    """What happened to a link: issued | opened | recorded | corrected | refused | revoked. Append-only."""

    __tablename__ = "recording_link_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("recording_link.id"), index=True)
    event: Mapped[str]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # staff who issued or revoked it
    seq: Mapped[int | None]  # of the step that was recorded by the link
    reason: Mapped[str] = mapped_column(default="")  # why it was refused
    request_id: Mapped[str]
