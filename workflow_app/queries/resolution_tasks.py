"""Tasks that resolutions imposed ("ukládá"): who has to do what and until when, by which resolution."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.document_title import TITLE_COLUMNS, title_of, with_title
from workflow_app.queries.resolutions import stands
from workflows.council_resolution.points import TASK, ResolutionPoint


@dataclass(frozen=True, slots=True)
class ResolutionTask:
    """One task. `late`: its day has passed."""

    process_id: int
    person: str
    what: str
    due: date | None
    late: bool
    body: Text
    municipality: str
    number: str
    session_on: date
    document: Text


def resolution_tasks(tx: Transaction, catalogue: Catalogue, area_id: int) -> tuple[ResolutionTask, ...]:
    """Return the tasks of all resolutions of an area that hold, by their day; those without one come last."""
    newer = aliased(CouncilResolution)
    newest = select(func.max(newer.id)).where(newer.process_id == ProcessInstance.id).scalar_subquery()
    statement = with_title(
        select(
            ProcessInstance.version,
            ProcessInstance.state,
            CouncilResolution.process_id,
            CouncilResolution.verdict,
            CouncilResolution.number,
            CouncilResolution.session_on,
            CouncilResolution.points,
            Body.name,
            Body.name_en,
            func.coalesce(Municipality.name, "").label("municipality"),
            *TITLE_COLUMNS,
        )
        .select_from(ProcessInstance)
        .join(CouncilResolution, CouncilResolution.id == newest)
        .join(Body, Body.id == ProcessInstance.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
    ).where(ProcessInstance.area_id == area_id, CouncilResolution.points.contains([{"verb": TASK}]))
    today, found = prague_day(tx.now), []
    for row in tx.session.execute(statement).mappings():
        state = catalogue.definition("council_resolution", row["version"]).states[row["state"]]
        if not stands(state, row["verdict"]):
            continue
        points = (ResolutionPoint.of(point) for point in row["points"])
        found += [
            ResolutionTask(
                process_id=row["process_id"],
                person=point.person,
                what=point.text,
                due=point.due,
                late=point.due is not None and point.due < today,
                body=Text(row["name"], row["name_en"]),
                municipality=row["municipality"],
                number=row["number"],
                session_on=row["session_on"],
                document=title_of(row),
            )
            for point in points
            if point.is_task
        ]
    return tuple(sorted(found, key=lambda task: (task.due or date.max, task.municipality, task.process_id)))
