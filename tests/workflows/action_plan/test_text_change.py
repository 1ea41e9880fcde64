"""Changes of the text of an action plan in force: what holds meanwhile, and who decided about which version."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from tests.conftest import acting
from tests.factories.action_plan import make_action_plan, to_force
from tests.factories.changed_text import (
    BEFORE_COUNCILS,
    MEETING,
    FrozenText,
    bodies_of,
    class_it,
    decide,
    numbers,
    submit_change,
    write_change,
)
from tests.factories.people import coordinator
from tests.factories.plan import RunningPlan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import read_step
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.canonical import canonical_json
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.action_plan_text import action_plan_text
from workflow_app.models.body import Body
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflows.action_plan.documents import adoption_certificate
from workflows.common.payloads import ChangeClassified, ChangeRestarts, Reason


def in_force(tx: Transaction, catalogue: Catalogue) -> FrozenText:
    """An action plan that the assembly has approved."""
    text = BEFORE_COUNCILS["action_plan"](tx, catalogue)
    decide(tx, catalogue, bodies_of(tx, text.process_id)[0])
    return text


def groups_of(tx: Transaction, row: ActionPlan) -> dict[str, int]:
    """The groups whose measures are in an action plan: key -> id."""
    entries = select(ActionPlanEntry.body_id).where(ActionPlanEntry.action_plan_id == row.id)
    found = tx.session.scalars(select(Body).where(Body.id.in_(entries)))
    return {body.key: body.id for body in found}


def working_text(tx: Transaction, text: FrozenText) -> object:
    """The text that is written on, as plain data."""
    found = action_plan_text(tx.session, read(tx, text.process_id).subject_id)
    return json.loads(canonical_json(found))


def frozen(tx: Transaction, text: FrozenText) -> object:
    version_id = read(tx, text.process_id).version_id
    return tx.session.scalars(select(Version.content).where(Version.id == version_id)).one()


def text_in_force(tx: Transaction, text: FrozenText) -> int | None:
    """The number of the version that the action plan holds in."""
    mine = ActionPlan.id == read(tx, text.process_id).subject_id
    statement = select(Version.number).join(ActionPlan, ActionPlan.in_force_version_id == Version.id)
    return tx.session.scalar(statement.where(mine))


def amending(tx: Transaction, catalogue: Catalogue) -> FrozenText:
    """An action plan in force that the assembly decides about again."""
    text = in_force(tx, catalogue)
    submit_change(tx, catalogue, text)
    class_it(tx, catalogue, text, "class_substantive", ChangeRestarts("Věcná.", MEETING, 1))
    return text


def test_an_editorial_change_of_an_action_plan_in_force_holds_at_once(
    tx: Transaction, catalogue: Catalogue
) -> None:
    text = in_force(tx, catalogue)
    assert text_in_force(tx, text) == 1
    submit_change(tx, catalogue, text)
    class_it(tx, catalogue, text, "class_editorial", ChangeClassified("Jen překlep.", MEETING))
    assert (read(tx, text.process_id).state, text_in_force(tx, text)) == ("in_force", 2)
    assert working_text(tx, text) == frozen(tx, text)


@pytest.mark.row("K-25")
def test_an_action_plan_in_force_holds_as_it_is_until_the_councils_agree_to_a_substantive_change(
    tx: Transaction, catalogue: Catalogue
) -> None:
    text = amending(tx, catalogue)
    assert (read(tx, text.process_id).state, text_in_force(tx, text)) == ("amending", 1)
    assert working_text(tx, text) != frozen(tx, text)
    before, again = bodies_of(tx, text.process_id)
    assert (before.state, numbers(tx, [before]), numbers(tx, [again])) == ("approved", {1}, {2})
    decide(tx, catalogue, again)
    assert (read(tx, text.process_id).state, text_in_force(tx, text)) == ("in_force", 2)
    assert working_text(tx, text) == frozen(tx, text)
    assert numbers(tx, bodies_of(tx, text.process_id)[:1]) == {1}
    process = read(tx, text.process_id)
    certificate = adoption_certificate(read_step(tx, catalogue, process.id, process.seq)).context
    assert (certificate["version"], [row.version for row in certificate["decisions"]]) == ("2", ["2"])


@pytest.mark.parametrize(("trigger", "state"), [("give_up_change", "in_force"), ("supersede", "superseded")])
def test_a_change_that_is_given_up_or_overtaken_leaves_the_text_of_an_action_plan(
    tx: Transaction, catalogue: Catalogue, trigger: str, state: str
) -> None:
    text = amending(tx, catalogue)
    given_up = trigger == "give_up_change"
    acts = acting(tx, coordinator(tx)) if given_up else replace(tx, actor=SYSTEM)
    fire(acts, catalogue, text.process_id, trigger, Reason("Není třeba.") if given_up else None)
    process = read(tx, text.process_id)
    assert (process.state, text_in_force(tx, text)) == (state, 1)
    assert numbers(tx, [tx.session.get_one(ProcessInstance, process.id, populate_existing=True)]) == {1}
    assert working_text(tx, text) == frozen(tx, text)
    assert [body.state for body in bodies_of(tx, text.process_id)] == ["approved", "cancelled"]


def test_the_next_years_plan_asks_one_that_is_being_changed_to_end(
    tx: Transaction, catalogue: Catalogue
) -> None:
    text = amending(tx, catalogue)
    first = tx.session.get_one(ActionPlan, read(tx, text.process_id).subject_id)
    later = replace(tx, now=tx.now.replace(year=2027))
    plan = RunningPlan(first.plan_id, 0, text.area_id, groups_of(tx, first))
    to_force(later, catalogue, make_action_plan(later, catalogue, plan, 2028))
    asked = tx.session.scalars(select(OutboxMessage.payload).where(OutboxMessage.topic == "fire_trigger"))
    assert [(item["process_id"], item["trigger"]) for item in asked] == [(text.process_id, "supersede")]


def test_an_action_plan_of_the_first_law_has_a_text_in_force_as_well(
    tx: Transaction, catalogue: Catalogue
) -> None:
    text = BEFORE_COUNCILS["action_plan"](tx, catalogue)
    mine = ProcessInstance.id == text.process_id
    tx.session.execute(update(ProcessInstance).where(mine).values(version=1))
    decide(tx, catalogue, bodies_of(tx, text.process_id)[0])
    assert (read(tx, text.process_id).state, text_in_force(tx, text)) == ("in_force", 1)


def test_the_next_years_plan_ends_a_change_of_this_ones_text(tx: Transaction, catalogue: Catalogue) -> None:
    text = in_force(tx, catalogue)
    change = write_change(tx, catalogue, text, "Opraveno.")
    fire(replace(tx, actor=SYSTEM), catalogue, text.process_id, "supersede")
    tx.session.refresh(change)
    assert change.state == "dropped"
