"""Electoral terms of councils: those of a body, the one that a day falls into, and whether it has ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from workflow_app.db.uow import Transaction
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.council_term import CouncilTerm
from workflow_app.models.process_instance import ProcessInstance

MAYOR = "mayor"  # stands in where a municipality has no board: decides alone, no council and no term of it
USUAL_YEARS = 4  # councils are elected for so many years


@dataclass(frozen=True, slots=True)
class Term:
    """One electoral term of a council; the running one has no end yet."""

    valid_from: date
    valid_to: date | None
    member_count: int | None = None

    @property
    def years(self) -> str:
        """Return "2022–2026"; the running term ends when the next election is due."""
        end = self.valid_to.year if self.valid_to else self.valid_from.year + USUAL_YEARS
        return f"{self.valid_from.year}–{end}"


def terms_of(tx: Transaction, body_ids: Collection[int]) -> dict[int, tuple[Term, ...]]:
    """Return the known terms of bodies by body, the oldest first; a body without any is not there."""
    found: dict[int, tuple[Term, ...]] = {}
    statement = select(CouncilTerm).where(CouncilTerm.body_id.in_(body_ids)).order_by(CouncilTerm.valid_from)
    for row in tx.session.scalars(statement):
        term = Term(row.valid_from, row.valid_to, row.member_count)
        found[row.body_id] = (*found.get(row.body_id, ()), term)
    return found


def term_on(terms: tuple[Term, ...], day: date | None) -> Term | None:
    """Return the electoral term that `day` falls into; None when it is not known."""
    if day is None:
        return None
    fits = (
        term for term in terms if term.valid_from <= day and (term.valid_to is None or term.valid_to >= day)
    )
    return next(fits, None)


def former_term(terms: tuple[Term, ...], day: date | None, today: date) -> Term | None:
    """Return the term that `day` falls into once it has ended: what was decided then is a former council's decision."""
    term = term_on(terms, day)
    return term if term is not None and term.valid_to is not None and term.valid_to < today else None


def term_has_ended(today: date) -> ColumnElement[bool]:
    """Join the term in which a council resolved, when it is over; a mayor who decides alone has none."""
    return (
        (CouncilTerm.body_id == ProcessInstance.body_id)
        & ProcessInstance.stands_in.is_distinct_from(MAYOR)
        & CouncilResolution.session_on.between(CouncilTerm.valid_from, CouncilTerm.valid_to)
        & (CouncilTerm.valid_to < today)
    )
