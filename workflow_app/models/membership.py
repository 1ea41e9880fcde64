"""A person's role in a body, from a day to a day, with the side of the triad."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base

ROLES = (
    "leader",
    "member",
    "chair",
    "vice_chair",
    "mayor",
    "deputy_mayor",
    "clerk",
    "coordinator",
    "administrator",
)
SIDES = ("commissioner", "provider", "service_user", "public")


class Membership(Base):
    """Roles are memberships: there is no other source of rights."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "body_id", "role", "valid_from"),
        CheckConstraint("role IN (" + ", ".join(f"'{role}'" for role in ROLES) + ")", name="role"),
        CheckConstraint(
            "side IS NULL OR side IN (" + ", ".join(f"'{side}'" for side in SIDES) + ")", name="side"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    role: Mapped[str]
    side: Mapped[str | None]  # of the triad; service_user is never shown to the public with a name
    organisation: Mapped[str] = mapped_column(default="")
    represents_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
