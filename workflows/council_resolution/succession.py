"""One council in the place of another that ended while a round runs: when that is possible, what is kept of it."""

from dataclasses import dataclass

from workflow_app.engine.definition import Definition
from workflows.common.payloads import Reason

EXCUSE = "excuse"
_RECORDS = "record_approval"  # leaves every state in which a resolution is still to come


@dataclass(frozen=True, slots=True)
class Succeeded(Reason):
    """Why the decision of an ended council is not required, and before whom its matter is put instead."""

    successor: str


def has_not_decided(law: Definition, state: str) -> bool:
    """Tell whether a body in `state` has nothing decided that stands: it waits, never answered, or revoked."""
    return state == law.initial or any(item.trigger == _RECORDS for item in law.leaving(state))
