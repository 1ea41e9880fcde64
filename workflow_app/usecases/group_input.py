"""What is said of working groups that merge or split, and what can be wrong with it before anything is looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from czech_sort import bytes_key
from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal
from workflow_app.models.area_decision import AreaDecision
from workflow_app.models.body import Body
from workflow_app.models.group_change import GroupChange
from workflow_app.usecases.area_file import CASES
from workflow_app.usecases.measure_input import LONGEST_LINE
from workflow_app.usecases.name_bodies import decline

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group that does not exist yet. `forms`: its cases, where the rule cannot decline the name."""

    key: str
    name: str
    name_en: str
    forms: Mapping[str, str] = field(default_factory=dict)

    @property
    def name_forms(self) -> dict[str, str]:
        """The cases after the nominative: those said, else those by the rule."""
        ruled = decline(self.name) or {}
        return {case: self.forms.get(case) or ruled.get(case, "") for case in CASES}


@dataclass(frozen=True, slots=True)
class Change:
    """What every merger and split says: its first day, the decision behind it (if any) and a note."""

    on: date
    decision_id: int | None = None
    note: str = ""


def change_refusals(tx: Transaction, area_id: int, said: Change) -> list[Refusal]:
    """Return what is wrong with the day, the decision and the note. The past can be recorded, the future not."""
    found = []
    if said.on > prague_day(tx.now):
        found.append(Refusal("day_is_in_the_future", {"day": said.on.isoformat()}, field="on"))
    if said.decision_id is not None:
        known = select(AreaDecision.id).where(
            AreaDecision.id == said.decision_id,
            AreaDecision.area_id == area_id,
            AreaDecision.kind == "groups",
            AreaDecision.decided_on <= said.on,
        )
        if tx.session.execute(known).first() is None:
            found.append(Refusal("decision_is_not_about_groups", field="decision_id"))
    if len(said.note) > LONGEST_LINE:
        limits = {"limit": LONGEST_LINE, "length": len(said.note)}
        found.append(Refusal("text_is_too_long", limits, field="note"))
    return found


def new_group_refusals(tx: Transaction, area_id: int, new: NewGroup) -> list[Refusal]:
    """Return what is wrong with a group that does not exist yet."""
    found = [Refusal("text_is_missing", field=name) for name in ("name", "name_en") if not getattr(new, name)]
    for name in ("name", "name_en", *CASES):
        line = new.forms.get(name, "") if name in CASES else getattr(new, name)
        if len(line) > LONGEST_LINE:
            found.append(
                Refusal("text_is_too_long", {"limit": LONGEST_LINE, "length": len(line)}, field=name)
            )
    if new.name and not all(new.name_forms.values()):
        found += [Refusal("name_is_not_declined", field=case) for case in CASES if not new.name_forms[case]]
    if len(new.key) > LONGEST_KEY or not _KEY.fullmatch(new.key):
        return [*found, Refusal("key_is_malformed", field="key")]
    taken = select(Body.id).where(Body.area_id == area_id, Body.key == new.key)
    if tx.session.execute(taken).first() is not None:
        found.append(Refusal("key_is_taken", {"key": new.key}, field="key"))
    return found


def add_group(tx: Transaction, area_id: int, new: NewGroup, target_groups: list[str]) -> Body:
    """Add the group and return its row."""
    body = Body(
        kind="working_group",
        area_id=area_id,
        key=new.key,
        name=new.name,
        name_en=new.name_en,
        name_forms=new.name_forms,
        target_groups=target_groups,
        sort_key=bytes_key(new.name),
    )
    tx.session.add(body)
    tx.session.flush()
    after = {"key": new.key, "name": new.name, "name_en": new.name_en}
    append_edit(tx, area_id=area_id, subject_kind="body", subject_id=body.id, before={}, after=after)
    return body


def record_group_change(
    tx: Transaction, area_id: int, kind: str, from_id: int, to_id: int, said: Change
) -> int:
    """Write down that one group took over from another; return the id of that row."""
    row = GroupChange(
        area_id=area_id,
        kind=kind,
        from_id=from_id,
        to_id=to_id,
        changed_on=said.on,
        decision_id=said.decision_id,
        note=said.note,
        recorded_at=tx.now,
        recorded_by_id=tx.actor.user_id,
    )
    tx.session.add(row)
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="group_change",
        subject_id=row.id,
        before={},
        after={"kind": kind, "from": from_id, "to": to_id, "on": said.on.isoformat()},
        reason=said.note,
    )
    return row.id
