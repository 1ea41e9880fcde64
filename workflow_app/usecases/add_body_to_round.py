"""Adds a body to a stage of a round that runs: the successor of an ended council, or a municipality that came late."""

from collections.abc import Sequence

from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.access.predicates import Scope
from workflow_app.db.uow import Transaction
from workflow_app.engine.begin_bodies import begin_body
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.deadlines import end_of_day
from workflow_app.engine.fire import fire
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.engine.lock import lock, read
from workflow_app.engine.newcomers import Successor, is_open, latecomers, successors, taken
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.seal import seal
from workflow_app.engine.stage_bodies import StageBody, bodies_of_stages, council_of
from workflow_app.engine.turns import add_turn
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Forbidden, NotFound, Refusal, Refused
from workflow_app.kernel.languages import Text
from workflow_app.models.body import Body
from workflows.common.payloads import Reason
from workflows.council_resolution.payloads import Extension
from workflows.council_resolution.succession import EXCUSE, Succeeded, has_not_decided

CHILD = "council_resolution"


def add_body(
    tx: Transaction,
    catalogue: Catalogue,
    area_id: int,
    parent_id: int,
    position: int,
    code: str,
    given: Extension,
) -> Text:
    """Put a document before a municipality that came late, in the stage at `position`; return who decides there.

    `given` is the body's last day and the reason. Raises Refused with every reason, NotFound, Forbidden.
    """
    parent = _locked_round(tx, area_id, parent_id)
    stage = _open_stage(tx, catalogue, parent, position, given)
    body = _latecomer(tx, parent, stage, code)
    if stage.rule.turn_of:
        raise Refused(Refusal("stage_asks_in_turn", {"body": body.name}))
    _begin(tx, catalogue, parent, stage, body, given, {})
    return body.who


def add_body_last(
    tx: Transaction,
    catalogue: Catalogue,
    area_id: int,
    parent_id: int,
    position: int,
    code: str,
    given: Reason,
) -> Text:
    """Let a municipality that came late be asked as the last one of the sequence that runs at `position`.

    Returns who decides there. Raises Refused with every reason, NotFound, Forbidden.
    """
    parent = _locked_round(tx, area_id, parent_id)
    stage = _open_stage(tx, catalogue, parent, position, given)
    body = _latecomer(tx, parent, stage, code)
    if not stage.rule.turn_of:
        raise Refused(Refusal("stage_asks_at_once", {"body": body.name}))
    add_turn(tx, parent, stages_of(tx, parent.id), stage, body, given.reason)
    return body.who


def put_before_successor(
    tx: Transaction,
    catalogue: Catalogue,
    area_id: int,
    process_id: int,
    given: Extension,
    *,
    seen: int | None,
) -> tuple[str, ...]:
    """Close the process of a council that ended undecided and begin one for each successor that is not in the stage.

    A successor that is there already decides once, for both. Returns the names of the successors.
    Raises Refused with every reason, Stale, NotFound, Forbidden.
    """
    parent = _locked_round(tx, area_id, read(tx, process_id).parent_id)
    ended = lock(tx, process_id, seen).process
    stage = _open_stage(tx, catalogue, parent, ended.stage or 0, given)
    former = tx.session.get_one(Body, ended.body_id)
    heirs = _heirs(tx, catalogue, parent, stage, ended, former)
    for heir in heirs:
        if heir.body is not None and not heir.is_in_stage:
            _begin(tx, catalogue, parent, stage, heir.body, given, {"in_place_of": former.name})
    names = tuple(heir.name for heir in heirs)
    fire(tx, catalogue, process_id, EXCUSE, Succeeded(given.reason, ", ".join(names)))
    return names


def _latecomer(tx: Transaction, parent: ProcessRow, stage: StageCount, code: str) -> StageBody:
    """Return the body of the municipality with this code that the stage lacks; raises Refused when it lacks none."""
    late = latecomers(tx, parent, [stage])[stage.position]
    body = next((body for body in late if code and body.code == code), None)
    if body is None:
        raise Refused(_why_not(tx, parent, stage, code))
    return body


def _locked_round(tx: Transaction, area_id: int, parent_id: int | None) -> ProcessRow:
    """Lock the document whose round it is: everything about its stages queues up here."""
    if parent_id is None:
        raise NotFound("a document is no body of a round")
    parent = lock(tx, parent_id, None).process
    if parent.area_id != area_id:
        raise NotFound(f"round of {parent_id} in area {area_id}")
    if not allowed(tx.actor, Permission.STAFF_MANAGE, Scope(area_id=area_id)):
        raise Forbidden(f"a body in the round of {parent_id}")
    return parent


def _open_stage(
    tx: Transaction, catalogue: Catalogue, parent: ProcessRow, position: int, given: Extension | Reason
) -> StageCount:
    """Return the stage when bodies can still come into it; raises Refused, also for what is wrong with `given`."""
    stage = next((item for item in stages_of(tx, parent.id) if item.position == position), None)
    state = catalogue.definition(parent.process, parent.version).states[parent.state]
    found = given.refusals(prague_day(tx.now))
    if stage is None or parent.ended_at is not None or state.audience != "council":
        raise Refused(Refusal("round_takes_nobody"), *found)
    named = {f"stage_{language}": name for language, name in stage.rule.label.items()}
    if stage.opened_at is None:
        found.insert(0, Refusal("stage_is_not_open", named))
    elif not is_open(stage):
        found.insert(0, Refusal("stage_is_decided", named))
    if found:
        raise Refused(*found)
    return stage


def _why_not(tx: Transaction, parent: ProcessRow, stage: StageCount, code: str) -> Refusal:
    """Say why the municipality is not among those that came late."""
    today, subject = prague_day(tx.now), (parent.subject_kind, parent.subject_id)
    council = council_of(stage.rule.whole, code)
    ((*its_own,),) = bodies_of_stages(tx, parent.area_id, [council], today, subject)
    there = taken(tx, parent, stages_of(tx, parent.id), stage)
    if any(body in there for body in its_own):
        return Refusal("body_is_in_the_stage", {"body": its_own[0].name}, field="body")
    if its_own:
        return Refusal("stage_asks_others", {"body": its_own[0].name}, field="body")
    return Refusal("municipality_has_no_such_body", {"code": code}, field="body")


def _heirs(
    tx: Transaction,
    catalogue: Catalogue,
    parent: ProcessRow,
    stage: StageCount,
    ended: ProcessRow,
    former: Body,
) -> Sequence[Successor]:
    """Return the successors of the ended body; raises Refused when it could decide, or has, or nobody follows it."""
    if former.valid_to is None or former.valid_to >= prague_day(tx.now):
        raise Refused(Refusal("body_has_not_ended", {"body": former.name}))
    if not has_not_decided(catalogue.definition(ended.process, ended.version), ended.state):
        raise Refused(Refusal("ended_body_has_decided", {"body": former.name}))
    heirs = successors(tx, parent, stage, former.municipality_id or 0)
    if not heirs:
        raise Refused(Refusal("body_has_no_successor", {"body": former.name}))
    without = [heir.name for heir in heirs if heir.body is None]
    if without:
        raise Refused(Refusal("successor_has_no_such_body", {"names": ", ".join(without)}))
    return heirs


def _begin(
    tx: Transaction,
    catalogue: Catalogue,
    parent: ProcessRow,
    stage: StageCount,
    body: StageBody,
    given: Extension,
    said: dict[str, str],
) -> None:
    law = catalogue.latest(CHILD)
    seal(tx, law)
    begin_body(tx, parent, law, stage, body, end_of_day(given.until), {"reason": given.reason, **said})
