"""The naive way: a new `transitions` machine on each ORM object, relations loaded as one goes, one commit a step."""

from datetime import UTC, datetime

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session
from transitions import Machine

from workflow_app.models.body import Body
from workflow_app.models.group_opinion import GroupOpinion
from workflow_app.models.membership import Membership
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.user import User

STATES = ["draft", "group", "steering", "council", "approved"]
TRIGGERS = ["submit", "recommend", "agree", "approve"]


class Naive:
    name = "naive (machine per row + ORM)"

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)
        with Session(self.engine) as session:
            member = session.scalars(
                select(Membership)
                .join(Body, Body.id == Membership.body_id)
                .where(Body.kind == "coordination")
                .limit(1)
            ).one()
            self.user_id = member.user_id
            self.area_id = session.get_one(Body, member.body_id).area_id

    def approve_one(self, number: int) -> None:
        with Session(self.engine) as session:
            now = datetime.now(UTC)
            process = ProcessInstance(
                process="approval", version=1, area_id=self.area_id, subject_kind="approval", subject_id=number,
                state="draft", seq=0, started_at=now, changed_at=now, head_hash="",
            )  # fmt: skip
            session.add(process)
            session.flush()
            session.add(self._record(process, "start", "", now))
            session.commit()
            process_id = process.id
        for trigger in TRIGGERS:
            with Session(self.engine) as session:
                self._fire(session, process_id, trigger)
                session.commit()

    def _fire(self, session: Session, process_id: int, trigger: str) -> None:
        user = session.get_one(User, self.user_id)
        seats = session.scalars(select(Membership).where(Membership.user_id == user.id)).all()
        bodies = [session.get_one(Body, seat.body_id) for seat in seats]
        process = session.get_one(ProcessInstance, process_id, with_for_update=True)
        machine = Machine(model=process, states=STATES, initial=process.state, auto_transitions=False)
        for source, target, name in zip(STATES, STATES[1:], TRIGGERS, strict=False):
            machine.add_transition(
                name, source, target,
                conditions=[
                    lambda: any(body.kind == "coordination" for body in bodies),
                    lambda: not session.scalar(
                        select(func.count()).select_from(GroupOpinion).where(GroupOpinion.process_id == process_id)
                    ),
                ],
            )  # fmt: skip
        before, now = process.state, datetime.now(UTC)
        assert process.trigger(trigger)
        process.seq += 1
        process.changed_at = now
        session.add(self._record(process, trigger, before, now))
        session.add(
            OutboxMessage(
                topic="announce",
                payload={"process_id": process.id, "seq": process.seq, "notice": "told"},
                dedupe_key=f"announce:{process.id}:{process.seq}:told",
                area_id=self.area_id,
                request_id="benchmark",
                created_at=now,
                available_at=now,
                attempts=0,
                last_error="",
            )
        )

    def _record(self, process: ProcessInstance, trigger: str, before: str, now: datetime) -> TransitionRecord:
        return TransitionRecord(
            process_id=process.id, seq=process.seq, version=1, trigger=trigger, from_state=before,
            to_state=process.state, automatic=False, actor_id=self.user_id, payload={}, caused_by="",
            request_id="benchmark", at=now, prev_hash="", hash="",
        )  # fmt: skip

    def close(self) -> None:
        self.engine.dispose()
