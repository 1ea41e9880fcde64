"""The ways of a definition from state to state, and the whole of it as Mermaid text."""

from dataclasses import dataclass

from workflow_app.engine.definition import Definition


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way from a state to another, with the labels of the triggers that go it."""

    source: str
    target: str
    labels: tuple[str, ...]


def arrows(definition: Definition, language: str) -> tuple[Arrow, ...]:
    """Return every way between two states of a definition once, with what its triggers are called in `language`."""
    labels: dict[tuple[str, str], list[str]] = {}
    for item in definition.transitions:
        for source in item.sources:
            labels.setdefault((source, item.leads_to(source)), []).append(item.label.pick(language))
    return tuple(Arrow(source, target, tuple(names)) for (source, target), names in labels.items())


def mermaid(definition: Definition, language: str, current: str | None = None) -> str:
    """Return the definition as a Mermaid state diagram in `language`; steps that stay in a state stand in its box."""
    lines = ["stateDiagram-v2", f"    [*] --> {definition.initial}"]
    lines += [f"    {name} : {state.label.pick(language)}" for name, state in definition.states.items()]
    for arrow in arrows(definition, language):
        if arrow.source == arrow.target:
            lines += [f"    {arrow.source} : {label}" for label in arrow.labels]
        else:
            lines.append(f"    {arrow.source} --> {arrow.target} : {' / '.join(arrow.labels)}")
    lines += [f"    {name} --> [*]" for name, state in definition.states.items() if state.settled]
    if current:
        lines += ["    classDef current stroke-width:4px", f"    class {current} current"]
    return "\n".join(lines) + "\n"
