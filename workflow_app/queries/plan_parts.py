"""The parts of a plan with their state and who writes them, for the group that writes one of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import NotFound, Refusal
from workflow_app.models.body import Body
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Chapter, Goal, Priority
from workflow_app.models.user import User
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.writing_window import closed_because

EMPTY, DRAFT, DONE = "empty", "draft", "done"


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter, goal or measure in the list of parts.

    kind: chapter | goal | measure; state: empty | draft | done, "" for a goal; `writer` is the name of the working
    group, "" for the coordinator; `mine` says that the group that looks writes it.
    """

    kind: str
    id: int
    part: str
    number: str
    title: str
    state: str
    writer: str
    mine: bool
    parent_id: int | None = None  # the goal of a measure


@dataclass(frozen=True, slots=True)
class PlanParts:
    """The whole list. `closed` is why the group cannot write now; None when it can."""

    head: DocumentHead
    chapters: tuple[Part, ...]
    goals: tuple[Part, ...]
    measures: tuple[Part, ...]
    closed: Refusal | None

    def mine(self) -> list[Part]:
        """Return the chapters and measures that the group writes."""
        return [part for part in (*self.chapters, *self.measures) if part.mine]

    def missing(self) -> list[Part]:
        """Return those of them that are not done."""
        return [part for part in self.mine() if part.state != DONE]


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One chapter to read or to write. `seq` is what a save must have seen."""

    id: int
    title: str
    part: str
    text: str
    done: bool
    writer: str
    body_id: int | None
    seq: int
    saved_at: datetime | None
    saved_by: str


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A priority under a goal; `measures` says how many measures it has."""

    id: int
    number: str
    title: str
    measures: int


@dataclass(frozen=True, slots=True)
class GoalText:
    """One goal with its priorities."""

    id: int
    number: str
    title: str
    text: str
    writer: str
    body_id: int
    seq: int
    priorities: tuple[PriorityLine, ...]


def plan_parts(
    tx: Transaction, catalogue: Catalogue, area_id: int, process_id: int, body_id: int
) -> PlanParts:
    """Return the parts of the plan that a process carries, as `body_id` sees them.

    Raises NotFound for another area's process and for one that is not a plan's.
    """
    head = document_head(tx, catalogue, area_id, process_id)
    if head.kind != "plan":
        raise NotFound(f"plan process {process_id}")
    names = _body_names(tx, area_id)
    return PlanParts(
        head=head,
        chapters=tuple(_chapters(tx, head.subject_id, body_id, names)),
        goals=tuple(_goals(tx, head.subject_id, body_id, names)),
        measures=tuple(_measures(tx, head.subject_id, body_id, names)),
        closed=closed_because(tx, catalogue, process_id, body_id),
    )


def _body_names(tx: Transaction, area_id: int) -> dict[int | None, str]:
    rows = tx.session.execute(select(Body.id, Body.name).where(Body.area_id == area_id))
    return {None: "", **dict(rows.all())}


def _state(*, done: bool, filled: bool) -> str:
    return DONE if done else DRAFT if filled else EMPTY


def _chapters(tx: Transaction, plan_id: int, body_id: int, names: dict[int | None, str]) -> list[Part]:
    rows = tx.session.scalars(select(Chapter).where(Chapter.plan_id == plan_id).order_by(Chapter.position))
    return [
        Part(
            kind="chapter",
            id=row.id,
            part=row.part,
            number="",
            title=row.title,
            state=_state(done=row.done, filled=bool(row.text)),
            writer=names[row.body_id],
            mine=row.body_id == body_id,
        )
        for row in rows
    ]


def _goals(tx: Transaction, plan_id: int, body_id: int, names: dict[int | None, str]) -> list[Part]:
    rows = tx.session.scalars(select(Goal).where(Goal.plan_id == plan_id).order_by(Goal.position, Goal.id))
    return [
        Part(
            kind="goal",
            id=row.id,
            part="strategic",
            number=row.number,
            title=row.title,
            state="",
            writer=names[row.body_id],
            mine=row.body_id == body_id,
        )
        for row in rows
    ]


def _measures(tx: Transaction, plan_id: int, body_id: int, names: dict[int | None, str]) -> list[Part]:
    statement = (
        select(Measure, Priority.goal_id)
        .join(Priority, Priority.id == Measure.priority_id)
        .join(Goal, Goal.id == Priority.goal_id)
        .where(Measure.plan_id == plan_id)
        .order_by(Goal.position, Priority.position, Measure.position, Measure.id)
    )
    return [
        Part(
            kind="measure",
            id=row.id,
            part="strategic",
            number=row.number,
            title=row.title,
            state=_state(done=row.done, filled=any(row.card.values())),
            writer=names[row.body_id],
            mine=row.body_id == body_id,
            parent_id=goal_id,
        )
        for row, goal_id in tx.session.execute(statement)
    ]


def chapter_text(tx: Transaction, plan_id: int, chapter_id: int) -> ChapterText:
    """Return one chapter of a plan. Raises NotFound, also for another plan's chapter."""
    statement = (
        select(Chapter, Body.name, User.name)
        .outerjoin(Body, Body.id == Chapter.body_id)
        .outerjoin(User, User.id == Chapter.saved_by_id)
        .where(Chapter.id == chapter_id, Chapter.plan_id == plan_id)
    )
    found: Any = tx.session.execute(statement).first()
    if found is None:
        raise NotFound(f"chapter {chapter_id}")
    row, writer, saved_by = found
    return ChapterText(
        id=row.id,
        title=row.title,
        part=row.part,
        text=row.text,
        done=row.done,
        writer=writer or "",
        body_id=row.body_id,
        seq=row.seq,
        saved_at=row.saved_at,
        saved_by=saved_by or "",
    )


def goal_text(tx: Transaction, plan_id: int, goal_id: int) -> GoalText:
    """Return one goal of a plan with its priorities. Raises NotFound, also for another plan's goal."""
    statement = (
        select(Goal, Body.name)
        .join(Body, Body.id == Goal.body_id)
        .where(Goal.id == goal_id, Goal.plan_id == plan_id)
    )
    found: Any = tx.session.execute(statement).first()
    if found is None:
        raise NotFound(f"goal {goal_id}")
    row, writer = found
    goal = GoalText(row.id, row.number, row.title, row.text, writer, row.body_id, row.seq, ())
    return replace(goal, priorities=tuple(_priorities(tx, goal_id)))


def _priorities(tx: Transaction, goal_id: int) -> list[PriorityLine]:
    rows = tx.session.scalars(
        select(Priority).where(Priority.goal_id == goal_id).order_by(Priority.position, Priority.id)
    ).all()
    measures = tx.session.scalars(
        select(Measure.priority_id).where(Measure.priority_id.in_([row.id for row in rows]))
    ).all()
    return [PriorityLine(row.id, row.number, row.title, measures.count(row.id)) for row in rows]
