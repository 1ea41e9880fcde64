"""Runs the guards that a transition names and collects all they say."""

from collections.abc import Iterable

from workflow_app.engine.context import Context
from workflow_app.engine.definition import Transition
from workflow_app.engine.registry import Parts
from workflow_app.kernel.errors import Refusal


def refusals_of(parts: Parts, transition: Transition, ctx: Context) -> list[Refusal]:
    """Return every refusal of every guard of `transition`; people want the whole list, not the first."""
    found: list[Refusal] = []
    for name in transition.guards:
        said: Refusal | Iterable[Refusal] | None = parts.guards[name](ctx)
        if isinstance(said, Refusal):
            found.append(said)
        elif said:
            found.extend(said)
    return found
