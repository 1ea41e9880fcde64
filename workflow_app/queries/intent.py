"""The working text of an intent to plan together, for the page on which staff writes it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound
from workflow_app.models.intent import AskedMunicipality, Intent
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance


@dataclass(frozen=True, slots=True)
class IntentToWrite:
    """What is written so far, and the codes of the municipalities asked; `seq` is the number of this text."""

    title: str
    territory: str
    text: str
    join_on: date
    cost_share_czk: int | None
    codes: tuple[str, ...]
    seq: int


def intent_to_write(tx: Transaction, area_id: int, process_id: int) -> IntentToWrite:
    """Return the intent of a process of the area as it stands now. Raises NotFound."""
    intent = tx.session.execute(
        select(Intent)
        .join(
            ProcessInstance, (ProcessInstance.process == "intent") & (ProcessInstance.subject_id == Intent.id)
        )
        .where(ProcessInstance.id == process_id, ProcessInstance.area_id == area_id)
        .execution_options(populate_existing=True)
    ).scalar()
    if intent is None:
        raise NotFound(f"intent process {process_id} in area {area_id}")
    asked = tx.session.scalars(
        select(Municipality.code)
        .join(AskedMunicipality, AskedMunicipality.municipality_id == Municipality.id)
        .where(AskedMunicipality.subject_kind == "intent", AskedMunicipality.subject_id == intent.id)
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return IntentToWrite(
        title=intent.title,
        territory=intent.territory,
        text=intent.text,
        join_on=intent.join_on,
        cost_share_czk=intent.cost_share_czk,
        codes=tuple(asked),
        seq=intent.seq,
    )
