"""A council round: sessions put on the agenda, resolutions recorded by clerks, mayors and staff, changes judged."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from local.story.content import Decision, working_day
from local.story.people import coordinator, recorder
from local.story.scan import make_scan
from local.story.scene import Matter, Scene, Step, StoryError
from workflow_app.db.uow import Transaction
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.queries.draft_resolution import draft_text
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.usecases.record_resolution import KeptScan, keep_scan, record_resolution
from workflows.council_resolution.payloads import ResolutionRecorded

JUDGED_AFTER = 6  # days the coordinator takes to judge changes
LEAD_STAGE, MEMBER_STAGE = 1, 2


@dataclass(frozen=True)
class Round:
    """A round of one document: what is decided, by whom, and when the first stage begins."""

    part: str
    decisions: tuple[Decision, ...]
    opened: date
    ahead: bool = False  # leave out what has not happened yet, see councils.yaml

    @property
    def lead_session(self) -> date:
        """The day of the session of the lead town, the first line of the file."""
        return working_day(self.opened + timedelta(days=self.decisions[0].after))

    @property
    def members_opened(self) -> date:
        """The lead town's record opens the second stage."""
        return self.lead_session + timedelta(days=1)

    def session(self, decision: Decision) -> date:
        """The day of a session."""
        if decision is self.decisions[0]:
            return self.lead_session
        return working_day(self.members_opened + timedelta(days=decision.after))


@dataclass(frozen=True)
class _Act:
    day: date
    kind: str  # agenda | record | judge
    decision: Decision


def round_steps(scene: Scene, matter: Matter, play: Round) -> list[Step]:
    """Return the steps of the whole round, in the order of their days."""
    steps = [packets_step(scene, matter, play.part, LEAD_STAGE)]
    for before, act in pairwise([None, *_acts(play)]):
        if before is not None and before.kind == "record" and before.decision is play.decisions[0]:
            steps.append(packets_step(scene, matter, play.part, MEMBER_STAGE))
        assert act is not None
        steps.append(_step(scene, matter, play, act))
    return steps


def _acts(play: Round) -> list[_Act]:
    """The lead town's acts come first: nobody else has a packet before its decision."""
    acts = []
    for decision in play.decisions:
        if play.ahead and decision.ahead is not None:
            continue
        session = play.session(decision)
        recorded = session + timedelta(days=1)
        if decision.agenda is not None:
            opened = play.opened if decision is play.decisions[0] else play.members_opened
            acts.append(_Act(working_day(opened + timedelta(days=decision.agenda)), "agenda", decision))
        acts.append(_Act(recorded, "record", decision))
        if decision.editorial and not (play.ahead and decision.ahead_editorial):
            acts.append(_Act(recorded + timedelta(days=JUDGED_AFTER), "judge", decision))
    return sorted(acts, key=lambda act: (act.decision is not play.decisions[0], act.day))


def _step(scene: Scene, matter: Matter, play: Round, act: _Act) -> Step:
    kinds = {"agenda": _put_on_agenda, "record": _record, "judge": _judge}
    words = {"agenda": "announces its session", "record": act.decision.verdict, "judge": "changes judged"}
    verdict = words[act.kind].replace("_", " ")

    def happen() -> None:
        scene.go_to(act.day)
        kinds[act.kind](scene, matter, play.session(act.decision), act.decision)

    return Step(play.part, f"{act.decision.municipality}: {verdict}", happen)


def packets_step(scene: Scene, matter: Matter, part: str, stage: int) -> Step:
    """The worker makes the packets; a body can decide only on what it has got."""

    def ready() -> bool:
        with scene.looking() as tx:
            states = tx.session.scalars(
                select(ProcessInstance.state).where(
                    ProcessInstance.parent_id == matter.process_id, ProcessInstance.stage == stage
                )
            ).all()
        return bool(states) and "preparing" not in states

    def wait() -> None:
        scene.worker.wait_until(ready, f"packets of stage {stage} of process {matter.process_id}")

    return Step(part, f"packets of stage {stage}", wait)


def _put_on_agenda(scene: Scene, matter: Matter, session: date, decision: Decision) -> None:
    process = body_process(scene, matter, decision.municipality)
    announce_session(scene, process, session, decision.by)


def announce_session(scene: Scene, process: ProcessInstance, session: date, by: str = "clerk") -> None:
    """A municipality says on which day its body will have the matter on its agenda."""
    with scene.acting(recorder(scene, _body(process), by)) as tx:
        answers = {"session_on": session}
        fire_transition(tx, scene.parts.catalogue, process.id, "put_on_agenda", answers, seen=process.seq)


def _record(scene: Scene, matter: Matter, session: date, decision: Decision) -> None:
    process = body_process(scene, matter, decision.municipality)
    with scene.acting(recorder(scene, _body(process), decision.by)) as tx:
        payload = _payload(scene, tx, process, session, decision)
        scan = _scan(scene, tx, process, payload, decision) if decision.scan else None
        record_resolution(tx, scene.parts.catalogue, process.id, payload, scan=scan, seen=process.seq)


def _payload(
    scene: Scene, tx: Transaction, process: ProcessInstance, session: date, decision: Decision
) -> ResolutionRecorded:
    """What the form holds: the draft in the body's own wording as the text, where something was resolved."""
    body = tx.session.get_one(Body, process.body_id)
    votes_for, against, abstained = decision.votes or (None, None, None)
    adopted = decision.verdict in ("approved", "approved_with_changes")
    return ResolutionRecorded(
        verdict=decision.verdict,
        session_on=session,
        session_number=f"{decision.session}.",
        number=decision.number(session),
        votes_for=votes_for,
        votes_against=against,
        votes_abstained=abstained,
        members_total=body.member_count if decision.votes else None,
        text=draft_text(tx, scene.parts.catalogue, process.id, "cs") if adopted else "",
        changes=decision.changes,
        source=decision.source,
    )


def _scan(
    scene: Scene, tx: Transaction, process: ProcessInstance, payload: ResolutionRecorded, decision: Decision
) -> KeptScan:
    body = tx.session.get_one(Body, process.body_id)
    title = f"Výpis z usnesení č. {payload.number}"
    lines = [title, body.name, f"{payload.session_number} zasedání dne {payload.session_on:%d. %m. %Y}", ""]
    lines += [line[at : at + 78] for line in payload.text.splitlines() for at in range(0, len(line), 78)]
    data = make_scan(decision.scan, lines)
    return keep_scan(scene.parts.store, data, f"Výpis {decision.municipality}.{decision.scan}")


def _judge(scene: Scene, matter: Matter, _session: date, decision: Decision) -> None:
    process = body_process(scene, matter, decision.municipality)
    with scene.acting(coordinator(scene)) as tx:
        answers = {"reason": decision.editorial}
        fire_transition(tx, scene.parts.catalogue, process.id, "accept_changes", answers, seen=process.seq)


def body_process(scene: Scene, matter: Matter, municipality: str) -> ProcessInstance:
    """Return the process of a municipality's body in the newest round of the matter."""
    statement = (
        select(ProcessInstance)
        .join(Body, Body.id == ProcessInstance.body_id)
        .join(Municipality, Municipality.id == Body.municipality_id)
        .where(ProcessInstance.parent_id == matter.process_id, Municipality.name == municipality)
        .order_by(ProcessInstance.stage.desc())
        .limit(1)
    )
    with scene.looking() as tx:
        found = tx.session.execute(statement).scalar()
    if found is None:
        raise StoryError(f"{municipality} does not decide in process {matter.process_id}.")
    return found


def _body(process: ProcessInstance) -> int:
    assert process.body_id is not None
    return process.body_id
