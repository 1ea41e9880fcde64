"""What the public register returns, and how many statements it takes."""

from datetime import date

import pytest
from sqlalchemy import event, select

from tests.conftest import acting
from tests.factories.approval import bodies, plan_before_members, record
from tests.factories.people import coordinator
from tests.factories.published import PUBLIC_COMMENT, change_of, publish, report_on
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.kernel.errors import NotFound
from workflow_app.models.area import Area
from workflow_app.models.measure import Measure
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.public_measure import public_measure
from workflow_app.queries.public_plan import public_plan
from workflow_app.queries.public_register import public_area, public_areas
from workflow_app.queries.public_timeline import public_timeline
from workflows.common.payloads import ReturnToGroups


def test_a_plan_before_the_councils_shows_who_has_decided_and_no_text(
    tx: Transaction, catalogue: Catalogue
) -> None:
    running = plan_before_members(tx, catalogue)
    plan = public_plan(tx, catalogue, running.area_id, running.plan_id)
    assert plan.in_force is None
    assert plan.measures == ()
    assert plan.downloads == ()
    decided = [item.municipality for item in plan.decisions if item.outcome]
    assert decided == ["Hlučín"]
    assert len(plan.decisions) == 15


def test_a_record_that_staff_has_reopened_does_not_count_any_more(
    tx: Transaction, catalogue: Catalogue
) -> None:
    running = plan_before_members(tx, catalogue)
    first = bodies(tx, running, 2)[0]
    record(tx, catalogue, first, "postponed", changes="do ledna")
    plan = public_plan(tx, catalogue, running.area_id, running.plan_id)
    assert [item.outcome.en for item in plan.decisions if item.outcome] == ["Approved", "Postponed"]
    row = tx.session.get_one(ProcessInstance, first, populate_existing=True)
    row.state = "sent"
    tx.session.flush()
    plan = public_plan(tx, catalogue, running.area_id, running.plan_id)
    assert [item.outcome.en for item in plan.decisions if item.outcome] == ["Approved"]


def test_a_returned_plan_hides_the_round_and_the_version_of_the_groups(
    tx: Transaction, catalogue: Catalogue
) -> None:
    running = plan_before_members(tx, catalogue)
    reason = ReturnToGroups("Chybí čísla.", (next(iter(running.groups.values())),))
    fire(acting(tx, coordinator(tx)), catalogue, running.process_id, "return_after_refusal", reason)
    plan = public_plan(tx, catalogue, running.area_id, running.plan_id)
    assert plan.decisions == ()
    assert plan.way.head.round is None
    assert plan.way.head.version_number is None
    decided = [item for found in public_timeline(tx, catalogue, running.area_id) for item in found.decisions]
    assert [item.municipality for item in decided if item.outcome and item.outcome.en == "Approved"] == [
        "Hlučín"
    ]


def test_the_steps_of_the_way_have_their_days(tx: Transaction, catalogue: Catalogue) -> None:
    running = plan_before_members(tx, catalogue)
    way = public_plan(tx, catalogue, running.area_id, running.plan_id).way
    assert way.since == (date(2026, 12, 1),) * 4 + (None,)


def test_a_proposal_is_public_from_the_councils_on(tx: Transaction, catalogue: Catalogue) -> None:
    published = publish(tx, catalogue)
    for state in ("group_review", "steering_approval", "withdrawn", "council_approval", "accepted"):
        change_of(tx, catalogue, published.plan, title=f"Návrh {state}", state=state)
    plan = public_plan(tx, catalogue, published.plan.area_id, published.plan.plan_id)
    assert {item.title for item in plan.changes} == {"Návrh council_approval", "Návrh accepted"}
    titles = " ".join(item.title.cs for item in public_timeline(tx, catalogue, published.plan.area_id))
    assert "Návrh group_review" not in titles


def test_a_measure_shows_the_frozen_card_and_not_what_is_being_typed(
    tx: Transaction, catalogue: Catalogue
) -> None:
    published = publish(tx, catalogue)
    measure = tx.session.scalars(select(Measure).where(Measure.plan_id == published.plan.plan_id)).first()
    assert measure is not None
    measure.card = {**measure.card, "owner": "Rozepsaný garant"}
    tx.session.flush()
    found = public_measure(tx, catalogue, published.plan.area_id, published.plan.plan_id, measure.id)
    assert found.card.owner == "Město Hlučín"
    assert [(item.year, item.comment) for item in found.results] == [(2027, PUBLIC_COMMENT)]


def test_a_withdrawn_report_is_not_listed(tx: Transaction, catalogue: Catalogue) -> None:
    published = publish(tx, catalogue)
    report_on(tx, catalogue, published.plan, 2029, state="withdrawn", comment="")
    plan = public_plan(tx, catalogue, published.plan.area_id, published.plan.plan_id)
    assert [item.year for item in plan.reports] == [2028, 2027]


def test_another_areas_plan_is_not_found(tx: Transaction, catalogue: Catalogue) -> None:
    published = publish(tx, catalogue)
    other = published.plan.area_id + 1
    with pytest.raises(NotFound):
        public_plan(tx, catalogue, other, published.plan.plan_id)


def test_the_list_of_areas_takes_as_many_statements_for_ten_areas_as_for_one(
    tx: Transaction, catalogue: Catalogue
) -> None:
    publish(tx, catalogue)
    alone = _statements(tx, catalogue)
    first = tx.session.scalars(select(Area)).first()
    assert first is not None
    kept = {column.key: getattr(first, column.key) for column in Area.__table__.columns}
    for number in range(9):
        tx.session.add(Area(**{**kept, "id": None, "key": f"area-{number}"}))
    tx.session.flush()
    assert len(public_areas(tx, catalogue)) == 10
    assert _statements(tx, catalogue) == alone


def _statements(tx: Transaction, catalogue: Catalogue) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(tx.connection, "before_cursor_execute", note)
    public_areas(tx, catalogue)
    event.remove(tx.connection, "before_cursor_execute", note)
    return len(seen)


def test_groups_are_numbers_only(tx: Transaction, catalogue: Catalogue) -> None:
    area_id = tx.session.execute(select(Area.id).where(Area.key == "hlucin")).scalar_one()
    groups = public_area(tx, catalogue, area_id).groups
    assert groups[0].name.cs == "Řídicí skupina"
    assert all(group.members == sum(group.sides.values()) for group in groups)
    assert groups[0].municipalities == 5
