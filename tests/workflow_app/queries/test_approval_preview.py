"""What the steering group is told before it approves is what the engine then does."""

from sqlalchemy import select

from tests.factories.approval import bodies, plan_before_councils, record, send_packet
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.area import Area
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.approval_preview import approval_preview


def test_the_preview_equals_the_round(tx: Transaction, catalogue: Catalogue) -> None:
    area_id = tx.session.execute(select(Area.id).where(Area.key == "hlucin")).scalar_one()
    preview = approval_preview(tx, area_id, "plan")
    plan = plan_before_councils(tx, catalogue)
    (lead,) = bodies(tx, plan, 1)
    due = tx.session.execute(select(ProcessInstance.due_at).where(ProcessInstance.id == lead)).scalar_one()
    send_packet(tx, catalogue, lead)
    record(tx, catalogue, lead)
    assert [stage.bodies for stage in preview] == [1, len(bodies(tx, plan, 2))]
    assert preview[0].until == prague_day(due)
    assert preview[1].until is None


def test_every_set_of_bodies_is_counted(tx: Transaction) -> None:
    area_id = tx.session.execute(select(Area.id).where(Area.key == "hlucin")).scalar_one()
    route = tx.session.scalars(select(ApprovalRoute).where(ApprovalRoute.document_kind == "plan")).one()
    names = ["lead_assembly", "lead_board", "member_assemblies", "member_boards", "all_assemblies", "union"]
    route.stages = [{**route.stages[0], "bodies": name} for name in names]
    tx.session.flush()
    counts = {stage.rule.bodies: stage.bodies for stage in approval_preview(tx, area_id, "plan")}
    assert counts == {
        "lead_assembly": 1,
        "lead_board": 1,
        "member_assemblies": 14,
        "member_boards": 8,
        "all_assemblies": 15,
        "union": 1,
    }


def test_an_area_without_a_route_has_no_preview(tx: Transaction) -> None:
    assert approval_preview(tx, 0, "plan") == ()
