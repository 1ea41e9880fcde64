"""Tells the people of working groups that merged or split, and the steering group, what changed and from when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import LANGUAGES, Text
from workflow_app.models.area import Area
from workflow_app.models.area_decision import AreaDecision
from workflow_app.models.body import Body
from workflow_app.models.group_change import MERGED, SPLIT
from workflow_app.models.seat import Seat
from workflow_app.models.user import User
from workflow_app.notifications.compose import compose
from workflow_app.notifications.notice import TEXTS, Recipient
from workflow_app.usecases.announce import notification_row, once_each, write_notifications
from workflow_app.usecases.group_input import Change
from workflow_app.usecases.group_seats import LEADER
from workflows.common.figures import day, listed
from workflows.common.notices import TEXTS as COMMON_TEXTS
from workflows.common.people import sits_in

NAMES = {MERGED: "groups_merged", SPLIT: "group_split"}


@dataclass(frozen=True, slots=True)
class GroupNews:
    """`former` merged into `group`, or it came out of them; `change_id` is the row that says so."""

    kind: str
    change_id: int
    former: Sequence[Body]
    group: Body
    change: Change


def tell_of_groups(tx: Transaction, area_id: int, news: GroupNews, base_url: str) -> int:
    """Write to everybody who sits today in these groups or in the steering group; return how many e-mails go out."""
    tx.session.flush()
    area = tx.session.get_one(Area, area_id)
    name, said = NAMES[news.kind], _said(tx, area, news)
    rows = []
    for recipient in once_each(_recipients(tx, area, news), tx.actor.user_id):
        context = {**said, "why": recipient.why, "link": base_url + recipient.link}
        composed = compose([TEXTS, *COMMON_TEXTS], name, recipient.language, context)
        key = f"{name}:{news.change_id}:{recipient.key}"
        row = notification_row(tx, recipient, composed, dedupe_key=key, name=name)
        rows.append({**row, "area_id": area_id, "process_id": None})
    return write_notifications(tx, rows, area_id)


def _recipients(tx: Transaction, area: Area, news: GroupNews) -> Iterator[Recipient]:
    """The people of the groups come first: for them the news is about their own work."""
    groups = [news.group.id, *(body.id for body in news.former)]
    steering = (Body.area_id == area.id) & (Body.kind == "steering_group")
    statement = (
        select(User, Body)
        .join(Seat, Seat.user_id == User.id)
        .join(Body, Body.id == Seat.body_id)
        .where(User.active, Seat.held_on(prague_day(tx.now)), Body.id.in_(groups) | steering)
        .order_by(Body.kind.desc(), Body.id == news.group.id, User.name, User.id)
    )
    for user, body in tx.session.execute(statement):
        steers = body.kind == "steering_group"
        link = f"/steering/{area.key}" if steers else f"/working-group/{area.key}/{body.key}/"
        yield Recipient(user.id, user.email, user.name, user.language, sits_in(body), link)


def _said(tx: Transaction, area: Area, news: GroupNews) -> dict[str, Any]:
    decision = tx.session.get(AreaDecision, news.change.decision_id) if news.change.decision_id else None
    leaders = _leaders(tx, news.group)
    return {
        "group": Text(news.group.name, news.group.name_en),
        "former": Text(*("\n".join(f"- {name}" for name in names) for names in _names(news.former))),
        "day": Text(*(day(news.change.on, language) for language in LANGUAGES)),
        "leaders": Text(*(listed(leaders, language) for language in LANGUAGES)),
        "decision": f"{decision.body_name}: {decision.subject}" if decision else "",
        "note": news.change.note,
        "coordinator": str(area.coordinator.get("name", "")),
        "coordinator_role": str(area.coordinator.get("role", "")),
        "coordinator_phone": str(area.coordinator.get("phone", "")),
    }


def _names(bodies: Sequence[Body]) -> tuple[list[str], list[str]]:
    return [body.name for body in bodies], [body.name_en for body in bodies]


def _leaders(tx: Transaction, group: Body) -> list[str]:
    statement = (
        select(User.name)
        .join(Seat, Seat.user_id == User.id)
        .where(Seat.body_id == group.id, Seat.role == LEADER, Seat.held_on(prague_day(tx.now)))
        .distinct()
        .order_by(User.name)
    )
    return list(tx.session.scalars(statement))
