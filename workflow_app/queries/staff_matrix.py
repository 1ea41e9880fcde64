"""The matrix of an area as its staff see it: every state, deadlines, what is late, when something last happened."""

from datetime import date

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflow_app.queries.matrix import Cell, Matrix, Wish, arranged, group_of
from workflow_app.queries.matrix_layout import lay_out
from workflow_app.queries.round_bodies import RoundBody, round_bodies
from workflow_app.queries.rounds import chosen, rounds_of


def staff_matrix(tx: Transaction, catalogue: Catalogue, area_id: int, wish: Wish) -> Matrix:
    """Return what `wish` asks for; two statements whatever the size. Raises NotFound for an unknown document."""
    known = rounds_of(tx, catalogue, area_id)
    shown = chosen(known, wish.document)
    today = prague_day(tx.now)
    bodies = round_bodies(tx, catalogue, area_id, shown)
    matrix = lay_out(known, shown, bodies, lambda body, rule, newest: _cell(body, rule, newest, today))
    return arranged(matrix, wish)


def _cell(body: RoundBody, rule: RouteStage, newest: int, today: date) -> Cell:
    state, decided = body.state, body.is_decided
    until = None if state.settled else body.until
    planned = _planned(body)
    held = body.resolved_on if decided else body.changed_on if state.settled else None
    return Cell(
        process_id=body.process_id,
        stage=Text.of(rule.label),
        body=body.body,
        group=group_of(state, rule),
        tone=state.tone,
        state=state.name,
        label=state.label,
        day=planned or held,
        is_planned=planned is not None,
        number=" ".join(part for part in (body.number, body.point) if part) if decided else "",
        version_number=body.resolved_version if decided and body.resolved_version != newest else None,
        former_term=body.former_term if decided else None,
        until=until,
        days_late=max(0, (today - until).days) if until else 0,
        changed_on=body.changed_on,
    )


def _planned(body: RoundBody) -> date | None:
    """Return the day of the session that the body is still to decide at: not the one it has put it off at."""
    if body.state.settled or body.session_on is None:
        return None
    is_over = body.is_decided and body.resolved_on is not None and body.session_on <= body.resolved_on
    return None if is_over else body.session_on
