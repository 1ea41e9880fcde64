"""Saves what one measure is to do in the year of an action plan: activities, who answers, money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.models.action_plan import ActionPlan, ActionPlanEntry
from workflow_app.models.content import Activity, MeasureCard, card_of_row
from workflow_app.models.measure import Measure
from workflow_app.models.working_text import card_of
from workflow_app.usecases.measure_input import Frame, Row, TypedCard, read_card, stored
from workflow_app.usecases.writing import lock_row, open_for_writing


@dataclass(frozen=True, slots=True)
class TypedYear:
    """A measure's year as it was typed. Costs are rows of amount_czk and source.

    Activities are rows of number ("" for a new one), title, due and implementer.
    """

    description: str
    owner: str
    capacity: str
    outputs: str
    costs: Sequence[Row] = ()
    activities: Sequence[Row] = ()


def save_year_measure(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    entry_id: int,
    typed: TypedYear,
    seen: int | None,
) -> None:
    """Save the entry. Raises NotFound, Refused with everything that is wrong, Stale."""
    action_plan_id = open_for_writing(tx, catalogue, "action_plan", area_id, process_id, None)
    row = lock_row(tx, ActionPlanEntry, entry_id, seen, action_plan_id=action_plan_id)
    year = tx.session.get_one(ActionPlan, action_plan_id).year
    planned = card_of(tx.session.get_one(Measure, row.measure_id), "")
    kept = card_of_row(row.card, number=planned.number, title=planned.title, body="")
    before, after = stored(kept), stored(_read(typed, planned, year, kept))
    if before == after:
        return
    changed = {name for name in after if before[name] != after[name]}
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="action_plan_entry",
        subject_id=row.id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    row.card = after
    row.seq += 1
    row.saved_at, row.saved_by_id = tx.now, tx.actor.user_id
    tx.session.flush()


def _read(typed: TypedYear, planned: MeasureCard, year: int, kept: MeasureCard) -> MeasureCard:
    texts = {name: getattr(typed, name) for name in ("description", "owner", "capacity", "outputs")}
    card = read_card(
        TypedCard(
            texts={**texts, "title": planned.title, "year_from": str(year), "year_to": str(year)},
            costs=[{**row, "year": str(year) if row.get("amount_czk") else ""} for row in typed.costs],
            activities=[_without_number(row) for row in typed.activities],
        ),
        Frame(year, year, ()),
        number=planned.number,
    )
    places = [_place(row.get("number", "")) for row in typed.activities if any(_without_number(row).values())]
    known = {_place(item.number) for card in (planned, kept) for item in card.activities}
    return replace(card, municipalities=planned.municipalities, activities=_numbered(card, places, known))


def _without_number(row: Row) -> dict[str, str]:
    return {column: text for column, text in row.items() if column != "number"}


def _place(number: str) -> str:
    """Return what of an activity's number is its own: the measure may have a new number since the page was shown."""
    return number.rpartition(".")[2]


def _numbered(card: MeasureCard, places: Sequence[str], known: set[str]) -> tuple[Activity, ...]:
    """Activities keep the places they have in the plan; new ones get the next that nobody has had."""
    fresh = count(max((int(place) for place in known if place.isdecimal()), default=0) + 1)
    return tuple(
        replace(activity, number=f"{card.number}.{place if place in known else next(fresh)}")
        for activity, place in zip(card.activities, places, strict=True)
    )
