"""What the public may see of yearly action plans: those of a plan, and one with its text and the decisions on it."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound
from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan import ADOPTED, ActionPlan
from workflow_app.models.action_plan_content import ActionPlanContent, action_plan_from_json
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.queries.area_names import group_names, municipality_names
from workflow_app.queries.public_decisions import Decision, agreed_decisions, round_decisions
from workflow_app.queries.public_documents import Download, public_documents
from workflow_app.queries.public_way import Way, public_way
from workflows.common.yearly_plan import short_name, state_in_year

# It is the coordinator's and the groups' own matter until the steering group has put it before the councils.
PUBLIC_STATES = ("council_approval", *ADOPTED)


@dataclass(frozen=True, slots=True)
class ActionPlanLine:
    """One action plan of a plan."""

    id: int
    name: Text
    state_label: Text
    tone: str


@dataclass(frozen=True, slots=True)
class PublicActionPlan:
    """The page of one action plan. Before it is in force there is no `text`, only its way and the decisions.

    `change`: how the councils are deciding about a change of the text in force; `decisions` are those behind it.
    """

    plan_id: int
    name: Text
    way: Way
    text: ActionPlanContent | None
    version_number: int
    sha256: str
    decisions: tuple[Decision, ...]
    change: tuple[Decision, ...]
    downloads: tuple[Download, ...]
    names: dict[str, str]
    groups: dict[str, Text]


def action_plan_lines(tx: Transaction, catalogue: Catalogue, plan_id: int) -> list[ActionPlanLine]:
    """Return the action plans of a plan that are public, the newest year first."""
    statement = _public().where(ActionPlan.plan_id == plan_id).order_by(ActionPlan.year.desc())
    lines = []
    for row, process in tx.session.execute(statement):
        state = catalogue.definition("action_plan", process.version).states[process.state]
        label, tone = state_in_year(state, row.year, prague_day(tx.now))
        lines.append(ActionPlanLine(row.id, short_name(row.naming, row.year), label, tone))
    return lines


def public_action_plan(
    tx: Transaction, catalogue: Catalogue, area_id: int, action_plan_id: int
) -> PublicActionPlan:
    """Return what everybody may know about one action plan. Raises NotFound, also while it is not public."""
    mine = (ActionPlan.id == action_plan_id) & (ActionPlan.area_id == area_id)
    found = tx.session.execute(_public().where(mine)).first()
    if found is None:
        raise NotFound(f"action plan {action_plan_id} in area {area_id}")
    row, process = found
    is_adopted = process.state in ADOPTED
    version = tx.session.get_one(Version, row.in_force_version_id if is_adopted else process.version_id)
    newest = round_decisions(tx, catalogue, area_id, process.id)
    return PublicActionPlan(
        plan_id=row.plan_id,
        name=short_name(row.naming, row.year),
        way=public_way(tx, catalogue, area_id, process.id),
        text=action_plan_from_json(version.content) if is_adopted else None,
        version_number=version.number,
        sha256=version.sha256,
        decisions=agreed_decisions(tx, catalogue, process.id) if is_adopted else newest,
        change=newest if process.state == "amending" else (),
        downloads=public_documents(tx, area_id, row.plan_id, process.id),
        names=dict(municipality_names(tx, area_id)),
        groups=group_names(tx, area_id),
    )


def _public() -> Select[Any]:
    process = ProcessInstance
    statement: Any = (
        select(ActionPlan, process)
        .join(process, (process.process == "action_plan") & (process.subject_id == ActionPlan.id))
        .where(process.state.in_(PUBLIC_STATES))
    )
    return cast("Select[Any]", statement)
