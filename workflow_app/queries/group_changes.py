"""Mergers and splits of the working groups of an area, as everybody may know them: groups and days, no person."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.group_change import GroupChange


@dataclass(frozen=True, slots=True)
class GroupOrigin:
    """From the day `on` the group `group_id` does what the `former` groups did (merged), or a part of it (split)."""

    kind: str
    on: date
    group_id: int
    group: Text
    former: tuple[Text, ...]


def group_origins(tx: Transaction, area_id: int) -> tuple[GroupOrigin, ...]:
    """Return what groups came out of, in order of days; groups that merged on one day stand together."""
    old, new = aliased(Body), aliased(Body)
    statement = (
        select(GroupChange, old, new)
        .join(old, old.id == GroupChange.from_id)
        .join(new, new.id == GroupChange.to_id)
        .where(GroupChange.area_id == area_id)
        .order_by(GroupChange.changed_on, GroupChange.to_id, GroupChange.kind, old.sort_key, old.id)
    )
    found = []
    for (on, group_id, kind), rows in groupby(
        tx.session.execute(statement), key=lambda row: (row[0].changed_on, row[0].to_id, row[0].kind)
    ):
        together = list(rows)
        group = together[0][2]
        former = tuple(Text(body.name, body.name_en) for _, body, _ in together)
        found.append(GroupOrigin(kind, on, group_id, Text(group.name, group.name_en), former))
    return tuple(found)
