"""An intent to plan together in the Hlučín area, with candidate municipalities that are made up."""

from datetime import date

from tests.conftest import acting
from tests.factories.people import chair, coordinator
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.models.area import Area
from workflow_app.usecases.add_candidate import Candidate, add_candidate
from workflow_app.usecases.intent_input import IntentInput
from workflow_app.usecases.start_intent import start_intent
from workflows.common.payloads import SteeringDecision

JOIN_ON = date(2027, 1, 1)
CODES = ("999001", "999002", "999003")


def area_id(tx: Transaction) -> int:
    return tx.session.query(Area.id).filter(Area.key == "hlucin").scalar()


def candidate(code: str) -> Candidate:
    return Candidate(
        code=code,
        ico="00300063",
        kind="municipality",
        name=f"Lhota {code[-1]}",
        genitive=f"Lhoty {code[-1]}",
        locative=f"ve Lhotě {code[-1]}",
        inhabitants=300,
        assembly=7,
        contact_email=f"obec@lhota{code[-1]}.example.cz",
    )


def add_candidates(tx: Transaction) -> None:
    acts = acting(tx, coordinator(tx))
    for code in CODES:
        add_candidate(acts, area_id(tx), candidate(code))


def said(**more: object) -> IntentInput:
    words = {"title": "Záměr plánovat společně", "territory": "Hlučínska", "text": "Obec se zapojí."}
    return IntentInput(**{**words, "join_on": JOIN_ON, "codes": CODES, **more})  # type: ignore[arg-type]


def begun(tx: Transaction, catalogue: Catalogue) -> int:
    add_candidates(tx)
    return start_intent(acting(tx, coordinator(tx)), catalogue, area_id(tx), said())


def to_councils(tx: Transaction, catalogue: Catalogue) -> int:
    process_id = begun(tx, catalogue)
    fire(acting(tx, coordinator(tx)), catalogue, process_id, "submit_to_steering")
    decision = SteeringDecision(meeting_on=date(2026, 11, 30), present=9)
    fire(acting(tx, chair(tx)), catalogue, process_id, "steering_approve", decision)
    return process_id
