"""What an intent to plan together says, as a form gives it, and what can be wrong with it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refusal
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.intent import AskedMunicipality, Intent
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import Onboarding
from workflows.common.payloads import text_refusals

SHORT = 300  # characters of a title or a territory
TERRITORY_FIELDS = ("title", "territory")


@dataclass(frozen=True, slots=True)
class IntentInput:
    """`codes` are the 6-digit codes of the municipalities asked; the cost share is yearly crowns per inhabitant."""

    title: str
    territory: str
    text: str
    join_on: date
    codes: tuple[str, ...]
    cost_share_czk: int | None = None

    def refusals(self) -> list[Refusal]:
        """Return what is wrong with the words."""
        found = [Refusal("text_is_missing", field="title")] if not self.title else []
        found += [
            Refusal("text_is_too_long", {"limit": SHORT, "length": len(getattr(self, name))}, field=name)
            for name in TERRITORY_FIELDS
            if len(getattr(self, name)) > SHORT
        ]
        return found + text_refusals("text", self.text, required=False)

    def put_into(self, intent: Intent) -> None:
        """Write the words into the row."""
        intent.title, intent.territory = self.title, self.territory
        intent.text = self.text.replace("\r\n", "\n")
        intent.join_on, intent.cost_share_czk = self.join_on, self.cost_share_czk


def facts_of(intent: Intent, codes: tuple[str, ...]) -> dict[str, object]:
    """Return an intent as plain JSON, for the history of edits."""
    return {
        "title": intent.title,
        "territory": intent.territory,
        "text": intent.text,
        "join_on": intent.join_on.isoformat(),
        "cost_share_czk": intent.cost_share_czk,
        "municipalities": list(codes),
    }


def asked_codes(tx: Transaction, intent_id: int) -> tuple[str, ...]:
    """Return the codes of the municipalities asked, in order."""
    statement = (
        select(Municipality.code)
        .join(AskedMunicipality, AskedMunicipality.municipality_id == Municipality.id)
        .where(AskedMunicipality.subject_kind == "intent", AskedMunicipality.subject_id == intent_id)
        .order_by(Municipality.code)
    )
    return tuple(tx.session.scalars(statement))


def ask_municipalities(
    tx: Transaction, area_id: int, intent_id: int, codes: tuple[str, ...]
) -> list[Refusal]:
    """Let the intent ask exactly the municipalities `codes`; return why it cannot.

    They must be known in the area (as members or as candidates) and have an assembly that can decide.
    """
    known = or_(
        Municipality.id.in_(select(Onboarding.municipality_id).where(Onboarding.area_id == area_id)),
        Municipality.id.in_(
            select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == area_id)
        ),
    )
    has_assembly = select(Body.municipality_id).where(Body.kind == "assembly", Body.member_count.is_not(None))
    statement = select(Municipality.id, Municipality.name, Municipality.id.in_(has_assembly)).where(
        Municipality.code.in_(codes), known
    )
    rows = tx.session.execute(statement).all()
    if len(rows) != len(set(codes)):
        return [Refusal("municipality_is_unknown", field="codes")]
    mute = [name for _, name, decides in rows if not decides]
    if mute:
        return [Refusal("municipality_has_no_assembly", {"name": ", ".join(mute)}, field="codes")]
    asked = (AskedMunicipality.subject_kind == "intent") & (AskedMunicipality.subject_id == intent_id)
    tx.session.execute(delete(AskedMunicipality).where(asked))
    values = [
        {"subject_kind": "intent", "subject_id": intent_id, "municipality_id": number}
        for number, _, _ in rows
    ]
    if values:
        tx.session.execute(insert(AskedMunicipality), values)
    return []
