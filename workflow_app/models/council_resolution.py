"""What one body resolved: verdict, number, session, votes, points, scan; corrections and revocations are new rows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class CouncilResolution(Base):
    """Bound to the fingerprint of the version that the body had before it. Rows are never changed."""

    __tablename__ = "council_resolution"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    process_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    version_sha256: Mapped[str]
    verdict: Mapped[str]  # the state of the body's process: approved, noted, rejected …
    session_number: Mapped[str] = mapped_column(default="")
    session_on: Mapped[date] = mapped_column(Date)
    number: Mapped[str] = mapped_column(default="")  # resolution number as the body writes it
    point: Mapped[str] = mapped_column(default="")
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_abstained: Mapped[int | None]
    members_total: Mapped[int | None]  # all members on the day of the session
    members_present: Mapped[int | None]
    members_conflicted: Mapped[
        int | None
    ]  # who announced a conflict of interest; they count among all members
    decided_by: Mapped[str] = mapped_column(
        default="session", server_default="session"
    )  # session | per_rollam
    next_session_on: Mapped[date | None] = mapped_column(Date)  # when the matter comes again
    points: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")  # see ResolutionPoint
    text: Mapped[str] = mapped_column(default="")
    changes: Mapped[str] = mapped_column(
        default=""
    )  # what was approved otherwise, or why it was returned or put off
    scan_sha256: Mapped[str | None]
    scan_name: Mapped[str | None]
    scan_type: Mapped[str | None]
    source: Mapped[str] = mapped_column(
        default=""
    )  # how staff learned it when they recorded it, or the link by which somebody did: council_resolution/sources.py
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("council_resolution.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")  # of a correction
    revokes_id: Mapped[int | None] = mapped_column(ForeignKey("council_resolution.id"), unique=True)
    seq: Mapped[int | None]  # the step of the body's process that wrote the row
