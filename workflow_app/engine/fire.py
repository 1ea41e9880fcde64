"""The one door for a change of state."""

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.audit.record import Step
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.context import Context
from workflow_app.engine.deadlines import due_for, next_wake, record_by
from workflow_app.engine.definition import Definition, State, Transition
from workflow_app.engine.fan_out import open_next_stage, open_round, restart_round
from workflow_app.engine.guarding import refusals_of
from workflow_app.engine.join import apply_step, mark_completed, stages_of
from workflow_app.engine.lock import lock
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.write_step import write_step
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.canonical import canonical_json
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Forbidden, Refusal, Refused
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.outbox.topics import Announce, Message, ProduceDocument


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to happen: the trigger, what it must be told, for which body, and what caused it."""

    trigger: str
    payload: Any = None
    body_id: int | None = None
    caused_by: str = ""


def fire(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    trigger: str,
    payload: Any = None,
    *,
    seen: int | None = None,
    body_id: int | None = None,
    caused_by: str = "",
) -> ProcessRow:
    """Fire `trigger` on a process and return the process as it is afterwards.

    `payload` is an instance of the class that the definition names (or None); `seen` the seq of the page that is
    answered; `body_id` the body acted for. Everything, with all steps that follow by themselves, happens in the
    caller's transaction.

    Raises NotFound, Stale (somebody was faster), Forbidden, Refused (with every reason).
    """
    locked = lock(tx, process_id, seen)
    process = locked.process
    wish = Wish(trigger, payload, body_id or process.body_id, caused_by)
    transition = _allowed_transition(
        tx, catalogue.definition(process.process, process.version), process, wish
    )
    _check_payload(tx, catalogue, process, transition, wish)
    _step(tx, catalogue, process, wish)
    _settle(tx, catalogue, process, locked.root)
    return process


def _allowed_transition(tx: Transaction, law: Definition, process: ProcessRow, wish: Wish) -> Transition:
    """Return the transition meant. Permission comes before guards: a stranger learns no reasons."""
    leaving = [item for item in law.leaving(process.state) if item.trigger == wish.trigger]
    known = [item for item in law.transitions if item.trigger == wish.trigger]
    for transition in leaving or known:
        if transition.automatic and not tx.actor.is_system:
            raise Forbidden(f"{wish.trigger} fires by itself")
        if transition.permission is Permission.GROUP_SPEAK and wish.body_id is None:
            raise Forbidden(
                f"{wish.trigger} is said for no group"
            )  # else any leader of the area could say it
        if transition.permission and not allowed(
            tx.actor, transition.permission, process.scope(wish.body_id)
        ):
            raise Forbidden(f"{wish.trigger} on process {process.id}")
    if not leaving:
        label = law.states[process.state].label
        raise Refused(Refusal("state_does_not_allow", {"state_cs": label.cs, "state_en": label.en}))
    return leaving[0]


def _check_payload(
    tx: Transaction, catalogue: Catalogue, process: ProcessRow, transition: Transition, wish: Wish
) -> None:
    """Raise Refused when the payload is of another kind than the definition says, or refuses itself."""
    if transition.payload is None:
        if wish.payload is not None:
            raise Refused(Refusal("payload_is_not_expected"))
        return
    expected = catalogue.parts[process.process].payloads[transition.payload]
    if not isinstance(wish.payload, expected):
        raise Refused(Refusal("payload_is_missing"))
    refusals = wish.payload.refusals(prague_day(tx.now))  # type: ignore[attr-defined]
    if refusals:
        raise Refused(*refusals)


def _step(tx: Transaction, catalogue: Catalogue, process: ProcessRow, wish: Wish) -> None:
    """Move one locked process: guards, effects, state, history, outbox, then its round and its children."""
    key = (process.process, process.version)
    law, parts = catalogue.definitions[key], catalogue.parts[process.process]
    ctx = Context(tx, law, process, wish.payload, wish.body_id, [])
    transition = catalogue.machines[key].move(
        process.state, wish.trigger, lambda item: refusals_of(parts, item, ctx)
    )
    for name in transition.effects:
        parts.effects[name](ctx)
    old, new = law.states[process.state], law.states[transition.leads_to(process.state)]
    _enter(tx, process, old, new)
    step = Step(
        process_id=process.id,
        seq=process.seq,
        version=process.version,
        trigger=wish.trigger,
        from_state=old.name,
        to_state=new.name,
        automatic=transition.automatic is not None,
        body_id=wish.body_id,
        payload=json.loads(canonical_json(wish.payload)) if wish.payload is not None else {},
        caused_by=wish.caused_by,
    )
    write_step(tx, process, step, [*ctx.messages, *_messages(law, transition, process)])
    if process.parent_id is not None and process.stage is not None and process.body_id is not None:
        apply_step(tx, process, old, new)
    if transition.tell_children:
        _tell_children(tx, catalogue, process, transition.tell_children)
    if transition.fan_out and transition.restarts:
        child, position = catalogue.latest(transition.fan_out), wish.payload.restart_from
        restart_round(tx, process, child, position, holds=old.settled)
    elif transition.fan_out:
        open_round(tx, process, catalogue.latest(transition.fan_out))


def _enter(tx: Transaction, process: ProcessRow, old: State, new: State) -> None:
    """Set state, number and times of the process in memory. A step within one state keeps its deadline and its end."""
    process.state, process.seq, process.changed_at = new.name, process.seq + 1, tx.now
    if old.name != new.name:
        process.due_at = due_for(new, tx.now, process.due_at)
        process.ended_at = tx.now if new.settled else None
    recorded_by = record_by(new, process.session_on, process.body_kind, process.record_days)
    process.wake_at = next_wake(new, process.due_at, tx.now, recorded_by)


def _messages(law: Definition, transition: Transition, process: ProcessRow) -> list[Message]:
    """Return what a transition asks to be made and told; one message a document and a notice."""
    notices: list[Message] = [Announce(process.id, process.seq, name) for name in transition.notices]
    return notices + [
        ProduceDocument(process.id, process.seq, name, language)
        for name in transition.documents
        for language in law.languages
    ]


def _tell_children(tx: Transaction, catalogue: Catalogue, process: ProcessRow, trigger: str) -> None:
    """Fire `trigger` as the system on every child that is still open; the root is locked already."""
    open_children = tx.session.execute(
        select(ProcessInstance.id).where(
            ProcessInstance.parent_id == process.id, ProcessInstance.ended_at.is_(None)
        )
    ).scalars()
    system = replace(tx, actor=SYSTEM)
    for child_id in open_children.all():
        child = lock(system, child_id, None).process
        _step(system, catalogue, child, Wish(trigger, None, child.body_id, f"{process.id}:{process.seq}"))


def _settle(tx: Transaction, catalogue: Catalogue, process: ProcessRow, root: ProcessRow) -> None:
    """Let follow what must: the next stage of the parent's round, and automatic steps of process and parent."""
    system = replace(tx, actor=SYSTEM)
    cause = f"{process.id}:{process.seq}"
    while _fire_settling(system, catalogue, process, cause):
        cause = f"{process.id}:{process.seq}"
    if process.parent_id is None:
        return
    parent = root if root.id == process.parent_id else lock(tx, process.parent_id, None).process
    _advance_round(system, catalogue, parent, process)
    _fire_settling(system, catalogue, parent, cause)


def _advance_round(tx: Transaction, catalogue: Catalogue, parent: ProcessRow, child: ProcessRow) -> None:
    """Close the child's stage when its join rule holds now, and open the next one."""
    stage = next(item for item in stages_of(tx, parent.id) if item.position == child.stage)
    if stage.completed_at is None and stage.is_complete and parent.ended_at is None:
        mark_completed(tx, parent.id, stage.position)
        open_next_stage(tx, parent, catalogue.definition(child.process, child.version))


def _fire_settling(tx: Transaction, catalogue: Catalogue, process: ProcessRow, cause: str) -> bool:
    """Fire the first automatic step whose guards hold; False when none does."""
    law, parts = catalogue.definition(process.process, process.version), catalogue.parts[process.process]
    ctx = Context(tx, law, process, None, None, [])
    for transition in law.settling[process.state]:
        if not refusals_of(parts, transition, ctx):
            _step(tx, catalogue, process, Wish(transition.trigger, caused_by=cause))
            return True
    return False
