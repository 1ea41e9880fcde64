"""The matrix of an area as the public may see it: what was decided, and of the rest only that it is not decided yet."""

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflow_app.queries.matrix import WAITING, Cell, Matrix, Wish, arranged, group_of
from workflow_app.queries.matrix_layout import lay_out
from workflow_app.queries.public_way import AFTER_STEERING
from workflow_app.queries.round_bodies import RoundBody, round_bodies
from workflow_app.queries.rounds import chosen, rounds_of


def public_matrix(tx: Transaction, catalogue: Catalogue, area_id: int, wish: Wish) -> Matrix:
    """Return what `wish` asks for; two statements whatever the size. Raises NotFound for an unknown document.

    A document that was taken back for more work is its authors' matter, and so are the rounds before the newest.
    """
    known = [
        item
        for item in rounds_of(tx, catalogue, area_id)
        if item.is_newest and item.state.audience in AFTER_STEERING
    ]
    shown = chosen(known, wish.document)
    today = prague_day(tx.now)
    bodies = round_bodies(tx, catalogue, area_id, shown)

    def cell(body: RoundBody, rule: RouteStage, newest: int) -> Cell:
        if body.is_decided or body.state.left_out:
            return _decided(body, rule, newest)
        is_ahead = body.session_on is not None and body.session_on >= today
        return _undecided(body, rule, is_ahead=is_ahead)

    return arranged(lay_out(known, shown, bodies, cell), wish)


def _decided(body: RoundBody, rule: RouteStage, newest: int) -> Cell:
    state, decided = body.state, body.is_decided
    return Cell(
        process_id=None,
        stage=Text.of(rule.label),
        body=body.body,
        group=group_of(state, rule),
        tone=state.tone,
        state=state.name,
        label=state.label,
        day=body.resolved_on if decided else None,
        number=body.number if decided else "",
        version_number=body.resolved_version if decided and body.resolved_version != newest else None,
        former_term=body.former_term if decided else None,
        changed_on=body.resolved_on if decided else None,
    )


def _undecided(body: RoundBody, rule: RouteStage, *, is_ahead: bool) -> Cell:
    return Cell(
        process_id=None,
        stage=Text.of(rule.label),
        body=body.body,
        group=WAITING,
        tone="not_yet",
        day=body.session_on if is_ahead else None,
        is_planned=is_ahead,
    )
