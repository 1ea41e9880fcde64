from datetime import date

import pytest

from tests.conftest import acting
from tests.factories.approval import bodies, plan_before_members, record
from tests.factories.people import clerk_of, coordinator
from tests.factories.plan import RunningPlan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Forbidden, NotFound, Refused, Stale
from workflow_app.usecases.extend_deadline import extend_deadline, extend_round
from workflows.council_resolution.payloads import Extension

LATER = Extension(date(2027, 6, 30), "Volby")


@pytest.fixture
def plan(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    return plan_before_members(tx, catalogue)


def _until(tx: Transaction, process_id: int) -> date:
    due_at = read(tx, process_id).due_at
    assert due_at
    return prague_day(due_at)


def test_one_council_gets_more_time(tx: Transaction, catalogue: Catalogue, plan: RunningPlan) -> None:
    staff, (first, second, *_rest) = acting(tx, coordinator(tx)), bodies(tx, plan, 2)
    before = _until(tx, second)
    extend_deadline(staff, catalogue, first, LATER, seen=read(tx, first).seq)
    assert _until(tx, first) == LATER.until
    assert _until(tx, second) == before
    with pytest.raises(Stale):
        extend_deadline(staff, catalogue, first, LATER, seen=0)


def test_those_who_decided_are_passed_over_and_named(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    staff, members = acting(tx, coordinator(tx)), bodies(tx, plan, 2)
    record(tx, catalogue, members[0])
    done = extend_round(staff, catalogue, plan.area_id, plan.process_id, LATER, members[:3])
    assert (len(done.extended), len(done.passed_over)) == (2, 1)
    done = extend_round(staff, catalogue, plan.area_id, plan.process_id, LATER)
    assert len(done.extended) == 13


def test_strangers_foreign_bodies_and_days_gone_are_refused(
    tx: Transaction, catalogue: Catalogue, plan: RunningPlan
) -> None:
    staff, first = acting(tx, coordinator(tx)), bodies(tx, plan, 2)[0]
    mayor = acting(tx, clerk_of(tx, read(tx, first).body_id))
    with pytest.raises(Forbidden):
        extend_deadline(mayor, catalogue, first, LATER)
    with pytest.raises(NotFound):
        extend_round(staff, catalogue, plan.area_id, plan.process_id, LATER, [first, 999_999])
    with pytest.raises(NotFound):
        extend_round(staff, catalogue, plan.area_id + 1, plan.process_id, LATER, [first])
    with pytest.raises(Refused, match="day_is_in_the_past"):
        extend_round(
            staff, catalogue, plan.area_id, plan.process_id, Extension(date(2020, 1, 1), "x"), [first]
        )
    record(tx, catalogue, first)
    with pytest.raises(Refused, match="nobody_to_extend"):
        extend_round(staff, catalogue, plan.area_id, plan.process_id, LATER, [first])
