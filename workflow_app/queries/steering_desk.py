"""What waits for an area's steering group, what is under way, what is decided, and who may decide."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body, seated_name
from workflow_app.models.seat import Seat
from workflow_app.models.text_change import TextChange
from workflow_app.models.user import User
from workflow_app.queries.document_head import DocumentHead, document_heads

PRESIDING = ("chair", "vice_chair")


@dataclass(frozen=True, slots=True)
class SeatedBlock:
    """A body that sits in a group as a whole, and how many people come with it."""

    name: Text
    member_count: int


@dataclass(frozen=True, slots=True)
class SteeringGroup:
    """The group on a day: its name, how many members it has, who presides and so speaks for it.

    `blocks` are the bodies seated in it as a whole; their people are counted among the members.
    """

    name: str
    name_en: str
    day: date
    member_count: int
    presiding: tuple[str, ...]
    blocks: tuple[SeatedBlock, ...]

    @property
    def quorum(self) -> int:
        """The least number of members present that can decide: more than half of all."""
        return quorum_of(self.member_count)


@dataclass(frozen=True, slots=True)
class SteeringDesk:
    """Documents of the area by who acts now; the last changed first. `changed`: a change of their text waits."""

    waiting: tuple[DocumentHead, ...]
    changed: tuple[DocumentHead, ...]
    under_way: tuple[DocumentHead, ...]
    decided: tuple[DocumentHead, ...]


def quorum_of(member_count: int) -> int:
    """Return how many of so many members must be present: more than half of all (domain § 4.5)."""
    return member_count // 2 + 1


def steering_desk(tx: Transaction, catalogue: Catalogue, area_id: int) -> SteeringDesk:
    """Return the desk of the area's steering group."""
    heads = document_heads(tx, catalogue, area_id)
    running = [head for head in heads if not head.settled]
    submitted = select(TextChange.process_id).where(
        TextChange.area_id == area_id, TextChange.state == "submitted"
    )
    changed = set(tx.session.scalars(submitted))
    return SteeringDesk(
        waiting=tuple(head for head in running if head.audience == "steering"),
        changed=tuple(head for head in heads if head.process_id in changed),
        under_way=tuple(head for head in running if head.audience != "steering"),
        decided=tuple(head for head in heads if head.settled),
    )


def steering_group(tx: Transaction, area_id: int, day: date | None = None) -> SteeringGroup:
    """Return the area's steering group as it is today, or was on `day`; without members when there is none."""
    day, through = day or prague_day(tx.now), aliased(Body)
    rows = tx.session.execute(
        select(
            Body.name,
            Body.name_en,
            User.id,
            User.name,
            Seat.role,
            through.name,
            through.name_en,
            through.council,
        )
        .join(Seat, Seat.body_id == Body.id)
        .join(User, User.id == Seat.user_id)
        .outerjoin(through, through.id == Seat.through_body_id)
        .where(Body.area_id == area_id, Body.kind == "steering_group", Seat.held_on(day))
        .order_by(Seat.role, User.name)
    ).all()
    presiding = dict.fromkeys(row[3] for row in rows if row.role in PRESIDING)
    name, name_en = (rows[0][0], rows[0][1]) if rows else ("", "")
    through_block = {row[2]: seated_name(row[5], row[6], row[7]) for row in rows if row[5]}
    return SteeringGroup(
        name=name,
        name_en=name_en,
        day=day,
        member_count=len({row[2] for row in rows}),
        presiding=tuple(presiding),
        blocks=tuple(SeatedBlock(*block) for block in Counter(through_block.values()).items()),
    )
