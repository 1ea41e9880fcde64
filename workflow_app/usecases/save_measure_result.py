"""Saves what a group reports on one measure in one year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.monitoring_report import MeasureResult
from workflow_app.usecases.measure_input import (
    LONGEST_CELL,
    LONGEST_TEXT,
    MOST_CROWNS,
    MOST_ROWS,
    whole_number,
)
from workflow_app.usecases.writing import lock_part, open_for_writing

# Domain § 3.7; not_reported says that nobody sent anything.
STATUSES = (
    "fulfilled",
    "ongoing",
    "partially_fulfilled",
    "in_preparation",
    "not_started",
    "not_fulfilled",
    "postponed",
    "carried_over",
    "replaced",
    "merged",
    "cancelled",
    "not_reported",
)
NEEDS_A_COMMENT = ("not_fulfilled", "postponed", "cancelled")
NEXT_STEPS = ("continue", "adjust", "cancel", "carry_over")


@dataclass(frozen=True, slots=True)
class TypedResult:
    """A result as it was typed. Money is text; `indicators` are rows of name, unit, planned and reached."""

    status: str
    comment: str
    indicators: Sequence[Mapping[str, str]]
    planned_czk: str
    spent_czk: str
    deviation: str
    next_step: str


def save_measure_result(
    tx: Transaction,
    catalogue: Catalogue,
    *,
    area_id: int,
    process_id: int,
    body_id: int,
    result_id: int,
    typed: TypedResult,
    seen: int | None,
) -> None:
    """Save the result; unfinished ones may be saved, but a failure is never saved without its reason.

    Raises NotFound, Refused with everything that is wrong, Stale.
    """
    report_id = open_for_writing(tx, catalogue, "monitoring_report", area_id, process_id, body_id)
    row = lock_part(tx, MeasureResult, result_id, body_id, seen, report_id=report_id)
    after = _read(typed)
    before = {name: getattr(row, name) for name in after}
    if before == after:
        return
    append_edit(
        tx, area_id=area_id, subject_kind="measure_result", subject_id=result_id, before=before, after=after
    )
    for name, value in after.items():
        setattr(row, name, value)
    row.seq += 1
    row.saved_at, row.saved_by_id = tx.now, tx.actor.user_id
    tx.session.flush()


def _read(typed: TypedResult) -> dict[str, Any]:
    found: list[Refusal] = []
    _check_choices(typed, found)
    _check_texts(typed, found)
    values = {
        "status": typed.status or "not_reported",
        "comment": typed.comment.replace("\r\n", "\n"),
        "indicators": [dict(row) for row in typed.indicators if any(row.values())],
        "planned_czk": _money(typed.planned_czk, "planned_czk", found) or 0,
        "spent_czk": _money(typed.spent_czk, "spent_czk", found),
        "deviation": typed.deviation.replace("\r\n", "\n"),
        "next_step": typed.next_step,
    }
    if found:
        raise Refused(*found)
    return values


def _check_choices(typed: TypedResult, found: list[Refusal]) -> None:
    if typed.status not in ("", *STATUSES):
        found.append(Refusal("choice_is_unknown", field="status"))
    if typed.next_step not in ("", *NEXT_STEPS):
        found.append(Refusal("choice_is_unknown", field="next_step"))
    if typed.status in NEEDS_A_COMMENT and not typed.comment:
        found.append(Refusal("result_needs_its_reason", field="comment"))


def _check_texts(typed: TypedResult, found: list[Refusal]) -> None:
    limits = [(name, getattr(typed, name), LONGEST_TEXT) for name in ("comment", "deviation")]
    limits += [
        (f"indicators-{index}-{column}", text, LONGEST_CELL)
        for index, row in enumerate(typed.indicators[: MOST_ROWS + 1])
        for column, text in row.items()
    ]
    found += [
        Refusal("text_is_too_long", {"limit": limit, "length": len(text)}, field=field)
        for field, text, limit in limits
        if len(text) > limit
    ]
    if len(typed.indicators) > MOST_ROWS:
        found.append(Refusal("rows_are_too_many", {"limit": MOST_ROWS}, field="indicators"))


def _money(text: str, field: str, found: list[Refusal]) -> int | None:
    if not text:
        return None
    amount = whole_number(text)
    if amount is None:
        found.append(Refusal("number_is_not_whole", {"typed": text[:40]}, field=field))
    elif amount > MOST_CROWNS:
        found.append(Refusal("amount_is_too_large", field=field))
    return amount
