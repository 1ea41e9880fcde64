"""What one body resolved: verdict, number, session, votes, text, scan; corrections are new rows."""

from datetime import date, datetime

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
    text: Mapped[str] = mapped_column(default="")
    changes: Mapped[str] = mapped_column(default="")  # what was approved otherwise, or until when postponed
    scan_sha256: Mapped[str | None]
    scan_name: Mapped[str | None]
    scan_type: Mapped[str | None]
    source: Mapped[str] = mapped_column(
        default=""
    )  # how staff learned it, when recorded on the body's behalf
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("council_resolution.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")  # of a correction
