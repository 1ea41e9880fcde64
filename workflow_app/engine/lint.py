"""Checks what the schema cannot: names resolve, no dead ends, both languages, a fan-out has a join."""

from collections import Counter
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
    """Yield states, steps and timed triggers that are named but not there."""
    if definition.initial not in definition.states:
        yield f"the initial state {definition.initial} is not defined"
    for item in definition.transitions:
        for state in {*item.sources, item.target} - {STAY, *definition.states}:
            yield f"{item.trigger} names the state {state}, which is not defined"
    steps = {key for key, _ in definition.steps}
    triggers = {item.trigger for item in definition.transitions}
    for place in definition.states.values():
        if place.step and place.step not in steps:
            yield f"{place.name} names the step {place.step}, which is not defined"
        timed = [item.trigger for item in (place.deadline, place.reminders, place.after_session) if item]
        for trigger in set(timed) - triggers:
            yield f"{place.name} times the trigger {trigger}, which is not defined"


def _ambiguous(definition: Definition) -> Iterator[str]:
    """Yield triggers that leave one state twice, so that nobody knows whose refusal is meant."""
    ways = Counter((item.trigger, source) for item in definition.transitions for source in item.sources)
    for (trigger, source), count in ways.items():
        if count > 1:
            yield f"{trigger} leaves {source} twice, so its refusals would be ambiguous"


def _reached(definition: Definition) -> set[str]:
    """Return the states that some way from the first one leads to."""
    reached, waiting = {definition.initial}, [definition.initial]
    while waiting:
        state = waiting.pop()
        ways = [item for item in definition.transitions if state in item.sources]
        new = {item.leads_to(state) for item in ways} - reached
        reached |= new
        waiting += new
    return reached


def _paths(definition: Definition) -> Iterator[str]:
    """Yield states that cannot be reached or left, and a process that never ends."""
    for name in set(definition.states) - _reached(definition):
        yield f"the state {name} is never reached"
    if not any(place.settled for place in definition.states.values()):
        yield "no state is settled, so the process never ends"
    left = {source for item in definition.transitions for source in item.sources}
    for name, place in definition.states.items():
        if name not in left and not place.settled:
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
