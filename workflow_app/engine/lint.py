"""Checks what the schema cannot: names resolve, no dead ends, both languages, a fan-out has a join."""

from collections.abc import Iterator, Mapping

from workflow_app.engine.definition import STAY, Definition
from workflow_app.engine.registry import Parts


def lint(definition: Definition, parts: Mapping[str, Parts], known_processes: set[str]) -> list[str]:
    """Return every fault of `definition` as a sentence; an empty list means it may be used."""
    own = parts[definition.process]
    checks = (
        _names(definition, own),
        _targets(definition),
        _paths(definition),
        _rounds(definition, known_processes),
    )
    return [f"{definition.process} v{definition.version}: {fault}" for check in checks for fault in check]


def _named(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Yield (room, name, where) of every Python part that the definition names."""
    for item in definition.transitions:
        for room in ("guards", "effects", "documents", "notices"):
            for name in getattr(item, room):
                yield room, name, item.trigger
        if item.payload:
            yield "payloads", item.payload, item.trigger
    for name in definition.start_documents:
        yield "documents", name, "start"
    for name in definition.start_notices:
        yield "notices", name, "start"


def _names(definition: Definition, own: Parts) -> Iterator[str]:
    for room, name, where in _named(definition):
        if name not in getattr(own, room):
            yield f"{where} names the {room[:-1]} {name}, which is not defined"


def unused_parts(definitions: list[Definition], own: Parts, common: Parts) -> list[str]:
    """Return the parts of a process (not the common ones) that none of its definitions names."""
    named = {(room, name) for definition in definitions for room, name, _ in _named(definition)}
    return [
        f"{room[:-1]} {name}"
        for room in ("guards", "effects", "documents", "notices")
        for name in getattr(own, room)
        if (room, name) not in named and name not in getattr(common, room)
    ]


def _targets(definition: Definition) -> Iterator[str]:
    steps = {key for key, _ in definition.steps}
    triggers = {item.trigger for item in definition.transitions}
    if definition.initial not in definition.states:
        yield f"the initial state {definition.initial} is not defined"
    for item in definition.transitions:
        for state in (*item.sources, item.target):
            if state != STAY and state not in definition.states:
                yield f"{item.trigger} names the state {state}, which is not defined"
    for state_definition in definition.states.values():
        if state_definition.step and state_definition.step not in steps:
            yield f"{state_definition.name} names the step {state_definition.step}, which is not defined"
        for timed in (state_definition.deadline, state_definition.reminders):
            if timed and timed.trigger not in triggers:
                yield f"{state_definition.name} times the trigger {timed.trigger}, which is not defined"
    seen: set[tuple[str, str]] = set()
    for item in definition.transitions:
        for source in item.sources:
            if (item.trigger, source) in seen:
                yield f"{item.trigger} leaves {source} twice, so its refusals would be ambiguous"
            seen.add((item.trigger, source))


def _paths(definition: Definition) -> Iterator[str]:
    reached, waiting = {definition.initial}, [definition.initial]
    while waiting:
        state = waiting.pop()
        for item in definition.transitions:
            if state in item.sources and item.leads_to(state) not in reached:
                reached.add(item.leads_to(state))
                waiting.append(item.leads_to(state))
    for name in definition.states:
        if name not in reached:
            yield f"the state {name} is never reached"
    finals = [state for state in definition.states.values() if state.settled]
    if not finals:
        yield "no state is settled, so the process never ends"
    for name, place in definition.states.items():
        leaving = [item for item in definition.transitions if name in item.sources]
        if not leaving and not place.settled:
            yield f"the state {name} is a dead end"


def _rounds(definition: Definition, known_processes: set[str]) -> Iterator[str]:
    for item in definition.transitions:
        if not item.fan_out:
            continue
        if item.fan_out not in known_processes:
            yield f"{item.trigger} opens a round of {item.fan_out}, which is no process"
        joins = [other for other in definition.transitions if item.target in other.sources]
        if not any(other.automatic == "settle" and other.guards for other in joins):
            yield f"{item.trigger} opens a round that no guarded automatic transition of {item.target} joins"
