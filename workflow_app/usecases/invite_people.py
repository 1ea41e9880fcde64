"""Invites people of an area by e-mail to set up their access."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select, update

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.user import User
from workflow_app.notifications.compose import compose
from workflow_app.notifications.notice import TEXTS, Recipient
from workflow_app.usecases.announce import notification_row, write_notifications

INVITATION = "invitation"  # the link in it signs in, so only its reader may see it once it is sent
_WHY = Text(
    "Píšeme vám, protože jste na seznamu lidí, kteří plán společně připravují nebo schvalují.",
    "We are writing to you because you are on the list of people who prepare or approve the plan together.",
)


def invite_people(
    tx: Transaction, area_id: int, user_ids: Sequence[int], link_for: Callable[[str], str], base_url: str
) -> int:
    """Write an invitation to each of `user_ids` who is active; return how many are new.

    `link_for` makes the path of the sign-in page with its signed token from a person's `fs_uniquifier`. One person
    gets at most one invitation a day from one area, so a double click sends one.
    """
    area = tx.session.get_one(Area, area_id)
    users = tx.session.execute(select(User).where(User.id.in_(user_ids), User.active).order_by(User.id))
    rows = [_row(tx, area, user, link_for(user.fs_uniquifier), base_url) for user in users.scalars()]
    invited = [row["user_id"] for row in rows]
    tx.session.execute(
        update(User)
        .where(User.id.in_(invited))
        .values(invited_at=tx.now)
        .execution_options(synchronize_session=False)
    )
    return write_notifications(tx, rows, area_id)


def _row(tx: Transaction, area: Area, user: User, link: str, base_url: str) -> dict[str, Any]:
    recipient = Recipient(user.id, user.email, user.name, user.language, _WHY, link)
    coordinator = area.coordinator
    context: dict[str, Text | str | int] = {
        "area": Text.of(area.name),
        "area_locative": area.name_locative,
        "sender": tx.actor.name if tx.actor.user_id is not None else coordinator["name"],
        "why": _WHY,
        "link": base_url + link,
        "coordinator": coordinator["name"],
        "coordinator_role": coordinator.get("role", ""),
        "coordinator_phone": coordinator.get("phone", ""),
    }
    composed = compose([TEXTS], INVITATION, user.language, context)
    key = f"invitation:{area.id}:{user.id}:{prague_day(tx.now).isoformat()}"
    row = notification_row(tx, recipient, composed, dedupe_key=key, name=INVITATION)
    return {**row, "area_id": area.id, "process_id": None}
