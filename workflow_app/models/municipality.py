"""A municipality, known by its 6-digit code and never by its name alone."""

from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Municipality(Base):
    """A public fact, shared by all areas; what an area knows about it stands in AreaMunicipality."""

    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)  # kód obce (ČSÚ), 6 digits
    ico: Mapped[str | None]  # IČO, 8 digits; none for a military area
    kind: Mapped[str]  # municipality | market_town | town | statutory_city | military_area
    name: Mapped[str]
    name_forms: Mapped[dict[str, Any]]  # genitive "Hlučína", locative "v Hlučíně"
    inhabitants: Mapped[int]
    address: Mapped[list[Any]]  # lines of the office's address
    sort_key: Mapped[bytes] = mapped_column(
        LargeBinary
    )  # czech_sort.bytes_key(name): ch after h, without ICU
