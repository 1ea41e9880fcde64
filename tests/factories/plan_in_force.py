"""Plans that the councils have approved, without walking the whole way there."""

import json

from sqlalchemy import update

from tests.factories.plan import RunningPlan, make_plan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.canonical import canonical_json, sha256_text
from workflow_app.kernel.clock import prague_day
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.models.working_text import plan_text


def freeze(tx: Transaction, plan: RunningPlan, number: int) -> int:
    """Freeze the plan's text as it is now and return the version's id."""
    content = canonical_json(plan_text(tx.session, plan.plan_id))
    version = Version(
        area_id=plan.area_id,
        subject_kind="plan",
        subject_id=plan.plan_id,
        number=number,
        content=json.loads(content),
        sha256=sha256_text(content),
        created_at=tx.now,
    )
    tx.session.add(version)
    tx.session.flush()
    return version.id


def make_plan_in_force(tx: Transaction, catalogue: Catalogue) -> RunningPlan:
    """Make a plan whose first version is in force since today."""
    plan = make_plan(tx, catalogue)
    version_id = freeze(tx, plan, 1)
    tx.session.execute(
        update(Plan)
        .where(Plan.id == plan.plan_id)
        .values(in_force_version_id=version_id, in_force_from=prague_day(tx.now))
    )
    tx.session.execute(
        update(ProcessInstance)
        .where(ProcessInstance.id == plan.process_id)
        .values(state="in_force", version_id=version_id, ended_at=tx.now)
    )
    return plan
