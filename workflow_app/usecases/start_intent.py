"""Begins an intent to plan together; an area without a route for intents gets the usual one."""

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.start import start
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.models.approval_route import ApprovalRoute, RouteStage
from workflow_app.models.area import Area
from workflow_app.models.intent import Intent
from workflow_app.usecases.intent_input import IntentInput, ask_municipalities, asked_codes, facts_of

# Every assembly that is asked decides for its own municipality, so a refusal of one keeps nobody else waiting.
USUAL_STAGE = RouteStage(
    key="asked",
    label={"cs": "Zastupitelstva oslovených obcí", "en": "Assemblies of the municipalities asked"},
    bodies="asked_assemblies",
    counts=("approved",),
    deadline_days=120,
    refusal="go_on",
)


def start_intent(tx: Transaction, catalogue: Catalogue, area_id: int, said: IntentInput) -> int:
    """Begin an intent of the area and return the id of its process. Raises Refused with every reason."""
    tx.session.execute(select(Area.id).where(Area.id == area_id).with_for_update())
    intent = Intent(area_id=area_id, title="", territory="", text="", join_on=said.join_on, seq=0)
    said.put_into(intent)
    intent.saved_at, intent.saved_by_id = tx.now, tx.actor.user_id
    tx.session.add(intent)
    tx.session.flush()
    refusals = [*said.refusals(), *ask_municipalities(tx, area_id, intent.id, said.codes)]
    if refusals:
        raise Refused(*refusals)
    after = facts_of(intent, asked_codes(tx, intent.id))
    append_edit(tx, area_id=area_id, subject_kind="intent", subject_id=intent.id, before={}, after=after)
    _have_a_route(tx, area_id)
    return start(tx, catalogue, "intent", area_id=area_id, subject_id=intent.id)


def _have_a_route(tx: Transaction, area_id: int) -> None:
    """Write the usual route when the area has none; staff can change it like any other."""
    known = select(ApprovalRoute.id).where(
        ApprovalRoute.area_id == area_id, ApprovalRoute.document_kind == "intent"
    )
    if tx.session.execute(known.limit(1)).first() is not None:
        return
    route = ApprovalRoute(
        area_id=area_id,
        document_kind="intent",
        version=1,
        valid_from=prague_day(tx.now),
        stages=[USUAL_STAGE.as_json()],
        created_at=tx.now,
        created_by_id=tx.actor.user_id,
    )
    tx.session.add(route)
    tx.session.flush()
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="approval_route",
        subject_id=route.id,
        before={},
        after={"document_kind": "intent", "stages": route.stages},
    )
