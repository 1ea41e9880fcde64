"""Which triggers a person sees on a process, and why one is grey."""

from dataclasses import dataclass

from workflow_app.access.policy import allowed
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.context import Context
from workflow_app.engine.guarding import refusals_of
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import Refusal
from workflow_app.kernel.languages import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it does, and every reason why it cannot be pressed now (none: it can)."""

    trigger: str
    label: Text
    consequence: Text | None
    payload: str | None
    target: str
    refusals: tuple[Refusal, ...]


def available(
    tx: Transaction, catalogue: Catalogue, process_id: int, body_id: int | None = None
) -> tuple[Choice, ...]:
    """Return the buttons of a process for the person of `tx`, acting for `body_id`.

    A trigger that the person has no permission for is not there at all; one that guards refuse is, with reasons.
    Raises NotFound.
    """
    process = read(tx, process_id)
    law, parts = catalogue.definition(process.process, process.version), catalogue.parts[process.process]
    ctx = Context(tx, law, process, None, body_id, [])
    return tuple(
        Choice(
            trigger=item.trigger,
            label=item.label,
            consequence=item.consequence,
            payload=item.payload,
            target=item.leads_to(process.state),
            refusals=tuple(refusals_of(parts, item, ctx)),
        )
        for item in law.leaving(process.state)
        if item.permission and allowed(tx.actor, item.permission, process.scope(body_id or process.body_id))
    )
