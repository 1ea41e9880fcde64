"""Draws a definition: as Mermaid text, and as places of boxes and arrows for the page."""

from dataclasses import dataclass

from workflow_app.engine.definition import Definition

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y = 190, 56, 60, 34


@dataclass(frozen=True, slots=True)
class Box:
    """One state on the picture; x and y are the upper left corner in pixels."""

    state: str
    label: str
    x: int
    y: int
    current: bool
    tone: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way from a state to another, with the labels of the triggers that go it."""

    source: str
    target: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The picture of a process and its size in pixels."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def _arrows(definition: Definition, language: str) -> tuple[Arrow, ...]:
    labels: dict[tuple[str, str], list[str]] = {}
    for item in definition.transitions:
        for source in item.sources:
            labels.setdefault((source, item.leads_to(source)), []).append(item.label.pick(language))
    return tuple(Arrow(source, target, tuple(names)) for (source, target), names in labels.items())


def _depths(definition: Definition) -> dict[str, int]:
    """Return how many steps each state is away from the first one, on the shortest way."""
    depths, waiting = {definition.initial: 0}, [definition.initial]
    while waiting:
        state = waiting.pop(0)
        for item in definition.transitions:
            if state in item.sources and item.leads_to(state) not in depths:
                depths[item.leads_to(state)] = depths[state] + 1
                waiting.append(item.leads_to(state))
    return depths


def diagram(definition: Definition, language: str, current: str | None = None) -> Diagram:
    """Lay the states out in rows by their distance from the start; `current` marks where the process is."""
    rows: dict[int, list[str]] = {}
    for state, depth in _depths(definition).items():
        rows.setdefault(depth, []).append(state)
    boxes = tuple(
        Box(
            state=state,
            label=definition.states[state].label.pick(language),
            x=column * (BOX_WIDTH + GAP_X),
            y=depth * (BOX_HEIGHT + GAP_Y),
            current=state == current,
            tone=definition.states[state].tone,
        )
        for depth, states in rows.items()
        for column, state in enumerate(states)
    )
    width = max(box.x for box in boxes) + BOX_WIDTH
    return Diagram(boxes, _arrows(definition, language), width, max(box.y for box in boxes) + BOX_HEIGHT)


def mermaid(definition: Definition, language: str, current: str | None = None) -> str:
    """Return the definition as a Mermaid state diagram in `language`."""
    lines = ["stateDiagram-v2", f"    [*] --> {definition.initial}"]
    lines += [f"    {name} : {state.label.pick(language)}" for name, state in definition.states.items()]
    lines += [
        f"    {arrow.source} --> {arrow.target} : {' / '.join(arrow.labels)}"
        for arrow in _arrows(definition, language)
    ]
    lines += [f"    {name} --> [*]" for name, state in definition.states.items() if state.settled]
    if current:
        lines += ["    classDef current stroke-width:4px", f"    class {current} current"]
    return "\n".join(lines) + "\n"
