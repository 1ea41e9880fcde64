"""The SHA-256 of every process definition version ever used: a used law is not rewritten."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class DefinitionSeal(Base):
    """Start-up refuses a definition whose text differs from its seal."""

    __tablename__ = "definition_seal"

    process: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    sealed_at: Mapped[datetime]
