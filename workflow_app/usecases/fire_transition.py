"""Fires any trigger that needs nothing but its payload."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.process_row import ProcessRow


def fire_transition(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    trigger: str,
    answers: Mapping[str, Any],
    *,
    seen: int | None = None,
    body_id: int | None = None,
) -> ProcessRow:
    """Fire `trigger` with the payload that its definition names, filled from `answers` (field -> value).

    Answers that the payload does not know are left out. Raises Refused, Stale, Forbidden, NotFound.
    """
    kind = payload_class(tx, catalogue, process_id, trigger)
    payload = None
    if kind is not None:
        known = {field.name for field in fields(kind)}
        payload = kind(**{name: value for name, value in answers.items() if name in known})
    return fire(tx, catalogue, process_id, trigger, payload, seen=seen, body_id=body_id)


def payload_class(tx: Transaction, catalogue: Catalogue, process_id: int, trigger: str) -> Any:
    """Return the dataclass that `trigger` of this process must be told; None when it needs nothing."""
    process = read(tx, process_id)
    law = catalogue.definition(process.process, process.version)
    named = next((item.payload for item in law.transitions if item.trigger == trigger and item.payload), None)
    return catalogue.parts[process.process].payloads[named] if named else None
