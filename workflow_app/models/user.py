"""A person who can sign in."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class User(Base):
    """A person of any area. What one may do comes only from memberships, never from a flag here."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="cs")
    phone: Mapped[str] = mapped_column(default="")
    password: Mapped[str | None]  # argon2 hash; none until the person sets one
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        unique=True
    )  # changes when all sign-ins of the person must end
    invited_at: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]
