"""The desk of a municipality that plans in two areas, and the facts that its pages show."""

import pytest
from sqlalchemy import insert, select

from tests.factories.approval import plan_before_members, process_of
from tests.factories.plan import lead_of
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.council_desk import council_desk
from workflow_app.queries.draft_resolution import draft_text
from workflow_app.queries.municipal_matter import municipal_matter

BELA, PIST = "512974", "509647"


def _municipality(tx: Transaction, code: str) -> int:
    return tx.session.execute(select(Municipality.id).where(Municipality.code == code)).scalar_one()


def _same_in_a_second_area(tx: Transaction, process_id: int) -> None:
    """Copy a body's process into another area, as if the municipality planned there, too."""
    columns = [column for column in Area.__table__.columns if column.name != "id"]
    row = tx.session.execute(select(*columns).where(Area.key == "hlucin")).mappings().one()
    values = {**row, "key": "second", "name": {"cs": "Druhé území", "en": "Second area"}}
    area_id = tx.session.execute(insert(Area).values(**values).returning(Area.id)).scalar_one()
    plan = Plan(
        area_id=area_id,
        title="Plán druhého území",
        period_from=2027,
        period_to=2029,
        owner_municipality_id=lead_of(tx, area_id),
    )
    tx.session.add(plan)
    tx.session.flush()
    process = ProcessInstance.__table__
    kept = tx.session.execute(select(process).where(process.c.id == process_id)).mappings().one()
    copy = {**kept, "area_id": area_id, "subject_id": plan.id, "parent_id": None, "root_id": None}
    copy.pop("id")
    tx.session.execute(insert(process).values(**copy))


def test_documents_of_all_areas_stand_on_one_desk(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    _same_in_a_second_area(tx, process_of(tx, plan, BELA))
    desk = council_desk(tx, catalogue, _municipality(tx, BELA))
    assert {(item.title.cs, item.area_name.cs) for item in desk.waiting} == {
        ("Plán 2027–2030", "Hlučínsko"),
        ("Plán druhého území", "Druhé území"),
    }
    assert len(council_desk(tx, catalogue, _municipality(tx, PIST)).waiting) == 1


def test_a_matter_belongs_to_one_municipality(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    process_id = process_of(tx, plan, BELA)
    matter = municipal_matter(tx, catalogue, _municipality(tx, BELA), process_id)
    assert matter.waits_for_council
    assert [step.state for step in matter.steps] == ["done", "current", "todo", "todo"]
    with pytest.raises(NotFound):
        municipal_matter(tx, catalogue, _municipality(tx, PIST), process_id)
    with pytest.raises(NotFound):
        municipal_matter(tx, catalogue, _municipality(tx, BELA), plan.process_id)


def test_the_draft_is_in_the_wording_of_each_body(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    for code in (BELA, PIST):
        process_id = process_of(tx, plan, code)
        name = tx.session.execute(
            select(Body.name)
            .join(ProcessInstance, ProcessInstance.body_id == Body.id)
            .where(ProcessInstance.id == process_id)
        ).scalar_one()
        assert draft_text(tx, catalogue, process_id, "cs").startswith(f"{name} po projednání\n")
        assert "approves “Plán 2027–2030”" in draft_text(tx, catalogue, process_id, "en")
