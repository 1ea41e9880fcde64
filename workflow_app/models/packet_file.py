"""Which files one packet holds, and what they are called in it."""

from sqlalchemy import ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from workflow_app.db.base import Base


class PacketFile(Base):
    """One file inside one packet (a `document` that is a ZIP); written with the packet and never changed."""

    __tablename__ = "packet_file"

    packet_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)  # from 1
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    file_name: Mapped[str]  # in the ZIP; the same file may be called otherwise in another packet
