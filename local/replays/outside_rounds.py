"""What happens outside the rounds of a replay: single decisions, talks with municipalities, a new wording."""

from datetime import date

from sqlalchemy import select

from local.replays.chronicle import UNKNOWN_DAY, Chronicle, Event
from local.story.people import chair, coordinator
from local.story.scene import Matter, Scene
from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.models.area_decision import AreaDecision
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import Onboarding
from workflow_app.models.text_change import TextChange
from workflow_app.models.text_sections import sections_of
from workflow_app.usecases.add_candidate import Candidate, add_candidate
from workflow_app.usecases.area_file import AreaFile, MunicipalityEntry
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.usecases.group_input import Change
from workflow_app.usecases.merge_groups import MergeInput, merge_groups
from workflow_app.usecases.record_area_decision import NewDecision, record_area_decision
from workflow_app.usecases.record_onboarding import OnboardingInput, record_onboarding
from workflow_app.usecases.renumber import numbering, renumber
from workflow_app.usecases.save_text_change import save_text_change


def record_decision(scene: Scene, area: AreaFile, told: Chronicle, event: Event) -> None:
    """The coordinator writes down a decision with no more of its date than is known."""
    scene.go_to(event.day.session)
    with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
        kind = event.body.get("lead")
        decision = NewDecision(
            kind=event.kind,
            subject=event.subject,
            decided_on=event.day.first,
            precision=event.day.precision,
            body_id=_council(tx, area.lead_code, kind) if kind else None,
            body_name=event.body.get("name", ""),
            session_number=event.session,
            source=told.said_by(event),
        )
        record_area_decision(tx, scene.area_id, decision)


def _council(tx: Transaction, code: str, kind: str) -> int:
    home = select(Municipality.id).where(Municipality.code == code).scalar_subquery()
    return tx.session.scalars(select(Body.id).where(Body.municipality_id == home, Body.kind == kind)).one()


def talk_to_others(scene: Scene, area: AreaFile, event: Event) -> None:
    """Every municipality but the lead one comes one step nearer; those unknown till now are added first."""
    scene.go_to(event.day.session)
    note = event.text if event.day.precision == "day" else f"{event.text} ({event.day.text()}; {UNKNOWN_DAY})"
    others = [town for town in area.municipalities if town.code != area.lead_code]
    for town in others:
        with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
            if _followed(tx, scene.area_id, town.code) is None:
                add_candidate(tx, scene.area_id, _candidate(town))
            row = _followed(tx, scene.area_id, town.code)
            assert row is not None
            said = OnboardingInput(event.state, event.day.session, note)
            record_onboarding(tx, scene.area_id, row.municipality_id, said, seen=row.seq)


def _followed(tx: Transaction, area_id: int, code: str) -> Onboarding | None:
    return tx.session.scalars(
        select(Onboarding)
        .join(Municipality, Municipality.id == Onboarding.municipality_id)
        .where(Onboarding.area_id == area_id, Municipality.code == code)
    ).one_or_none()


def _candidate(town: MunicipalityEntry) -> Candidate:
    members = {body.kind: body.member_count for body in town.bodies}
    return Candidate(
        code=town.code,
        ico=town.ico or "",
        kind=town.kind,
        name=town.name,
        genitive=town.genitive,
        locative=town.locative,
        inhabitants=town.inhabitants,
        assembly=members.get("assembly"),
        board=members.get("board"),
        contact_email=town.contact_email,
    )


def merge_then(scene: Scene, event: Event) -> None:
    """Groups merge into one of them on the word of the decision about groups that was recorded last."""
    day = event.day.session
    scene.go_to(day)
    with scene.acting(coordinator(scene), Permission.STAFF_MANAGE) as tx:
        keys = select(Body.key, Body.id).where(Body.area_id == scene.area_id, Body.kind == "working_group")
        ids = {key: body_id for key, body_id in tx.session.execute(keys)}
        merging = [ids[key] for key in (event.into, *event.groups)]
        leading = select(Membership.user_id).where(
            Membership.body_id.in_(merging), Membership.role == "leader", Membership.valid_to.is_(None)
        )
        decision = select(AreaDecision.id).where(
            AreaDecision.kind == "groups", AreaDecision.decided_on <= day
        )
        said = MergeInput(
            change=Change(day, tx.session.scalar(decision.order_by(AreaDecision.id.desc()).limit(1))),
            groups=tuple(sorted(merging)),
            successor_id=ids[event.into],
            new=None,
            leaders=frozenset(tx.session.scalars(leading)),
        )
        merge_groups(tx, scene.parts.catalogue, scene.area_id, said, scene.parts.settings.base_url)


def change_text(scene: Scene, plan: Matter, event: Event) -> None:
    """The text in force gets new numbers and titles; the steering group finds that editorial, so approvals stand."""
    day: date = event.day.session
    scene.go_to(day)
    catalogue, staff = scene.parts.catalogue, coordinator(scene)
    with scene.acting(staff) as tx:
        fire_transition(tx, catalogue, plan.process_id, "open_text_change", {"reason": event.text})
    for old, new in event.titles.items():
        with scene.acting(staff, Permission.STAFF_MANAGE) as tx:
            _retitle(tx, scene.area_id, plan.process_id, old, new)
    if event.numbers:
        with scene.acting(staff, Permission.STAFF_MANAGE) as tx:
            _renumber(tx, scene, plan.process_id, event)
    with scene.acting(staff) as tx:
        fire_transition(tx, catalogue, plan.process_id, "submit_text_change", {})
    with scene.acting(chair(scene)) as tx:
        answers = {"reason": event.reason, "meeting_on": day}
        fire_transition(tx, catalogue, plan.process_id, "class_editorial", answers)


def _renumber(tx: Transaction, scene: Scene, process_id: int, event: Event) -> None:
    """Goals get the numbers of the chronicle, everything below follows its goal."""
    catalogue = scene.parts.catalogue
    found = numbering(tx, catalogue, scene.area_id, process_id)
    assert found is not None
    goals = {
        part.number: event.numbers.get(part.number, part.number) for part in found.parts if not part.above
    }
    typed = {}
    for part in found.parts:
        goal, dot, below = part.number.partition(".")
        typed[part.key] = f"{goals[goal]}{dot}{below}"
    renumber(
        tx,
        catalogue,
        area_id=scene.area_id,
        process_id=process_id,
        typed=typed,
        reason=event.text,
        seen=found.seq,
    )


def _retitle(tx: Transaction, area_id: int, process_id: int, old: str, new: str) -> None:
    newest = select(TextChange).where(TextChange.process_id == process_id).order_by(TextChange.id.desc())
    change = tx.session.scalars(newest.limit(1)).one()
    section, leaf = next(
        (section, leaf)
        for section in sections_of(change.content)
        for leaf in section.leaves
        if leaf.name == "title" and leaf.value == old
    )
    save_text_change(
        tx,
        area_id=area_id,
        process_id=process_id,
        section=section.path,
        typed={leaf.path: new},
        seen=change.seq,
    )
