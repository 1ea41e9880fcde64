"""A planning area (the tenant) and its member municipalities with dates."""

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class Area(Base):
    """A territory that plans together. Everything else belongs to exactly one area."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # the name in addresses, such as hlucin
    name: Mapped[dict[str, Any]]  # {"cs": "Hlučínsko", "en": "Hlučín area"}
    name_locative: Mapped[str]  # "na Hlučínsku", for titles and letters
    lead_municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    # Whose new plans are from which day on: [{"who": key of a union or lead_municipality, "from": day}]; before the
    # first day, and when the list is empty, they are the lead municipality's.
    owners: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    coordinator: Mapped[dict[str, Any]]  # name, role, department, address lines, place, phone, email
    contacts: Mapped[list[Any]]  # contact persons per audience: audience, name, email, phone
    publicity: Mapped[dict[str, Any]]  # optional clause of the funding project, cs and en
    file_sha256: Mapped[str | None]  # fingerprint of the area file imported last


class AreaMunicipality(Base):
    """That a municipality plans in an area, from a day to a day."""

    __tablename__ = "area_municipality"
    __table_args__ = (UniqueConstraint("area_id", "municipality_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    contact_email: Mapped[str]  # where this area's letters go
