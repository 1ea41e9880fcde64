"""Writes down one step of a municipality on its way into the area, joining and leaving among them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused, Stale
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.onboarding import ONBOARDING_STATES, Onboarding
from workflow_app.usecases.record_membership import join_on_record, leave_on_record
from workflows.common.joining import Decided, locked_onboarding, membership_on, write_step
from workflows.common.payloads import text_refusals

TALKS = ("not_contacted", "contacted", "in_talks", "declined")  # states of a municipality that is no member


def possible_steps(state: str, *, is_lead: bool) -> tuple[str, ...]:
    """Return what can be written down of a municipality that is now in `state`; a member can only leave."""
    if state != "joined":
        return tuple(name for name in ONBOARDING_STATES if name != "left")
    return () if is_lead else ("left",)


@dataclass(frozen=True, slots=True)
class OnboardingInput:
    """What happened and when. For joined `on` is the first day, for left the last one; both may lie ahead."""

    state: str
    on: date
    note: str = ""
    next_step: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactInput:
    """Whom to speak to, and where letters of the area go."""

    name: str
    email: str
    phone: str


def record_onboarding(
    tx: Transaction, area_id: int, municipality_id: int, said: OnboardingInput, seen: int | None
) -> None:
    """Record one step; `seen` is the number of the state that the page showed.

    Raises NotFound for a municipality that the area does not follow, Refused, Stale.
    """
    today = prague_day(tx.now)
    row = _followed(tx, area_id, municipality_id, today, seen)
    _refuse(tx, row, said, today)
    decided = Decided(area_id, municipality_id, said.note, today)
    if said.state == "joined":
        if not join_on_record(tx, decided, said.on):
            raise Refused(Refusal("municipality_has_joined_already", field="state"))
    elif said.state == "left":
        if not leave_on_record(tx, Decided(area_id, municipality_id, said.note, said.on)):
            raise Refused(Refusal("municipality_is_no_member", field="state"))
    else:
        write_step(tx, row, said.state, said.on, said.note)
    row.next_step, row.next_on = said.next_step, said.next_on
    tx.session.flush()


def save_contact(
    tx: Transaction, area_id: int, municipality_id: int, said: ContactInput, seen: int | None
) -> None:
    """Save the contact of a municipality; where it is a member, the area's letters go there from now on.

    Raises NotFound, Refused, Stale.
    """
    today = prague_day(tx.now)
    row = _followed(tx, area_id, municipality_id, today, seen)
    if said.email and "@" not in said.email:
        raise Refused(Refusal("email_is_wrong", field="email"))
    before = {"name": row.contact_name, "email": row.contact_email, "phone": row.contact_phone}
    after = {"name": said.name, "email": said.email, "phone": said.phone}
    row.contact_name, row.contact_email, row.contact_phone = said.name, said.email, said.phone
    row.seq += 1
    planning = membership_on(tx, area_id, municipality_id, today)
    if planning is not None and planning.contact_email != said.email:
        before["letters"], after["letters"] = planning.contact_email, said.email
        planning.contact_email = said.email
    tx.session.flush()
    append_edit(tx, area_id=area_id, subject_kind="onboarding", subject_id=row.id, before=before, after=after)


def _followed(
    tx: Transaction, area_id: int, municipality_id: int, today: date, seen: int | None
) -> Onboarding:
    """Return the locked row of a municipality that the area follows, or has as a member now or before."""
    known = select(Onboarding.id).where(
        Onboarding.area_id == area_id, Onboarding.municipality_id == municipality_id
    )
    planned = select(AreaMunicipality.id).where(
        AreaMunicipality.area_id == area_id, AreaMunicipality.municipality_id == municipality_id
    )
    if tx.session.execute(known.union(planned)).first() is None:
        raise NotFound(f"municipality {municipality_id} in area {area_id}")
    row = locked_onboarding(tx, area_id, municipality_id, today)
    if seen != row.seq:
        raise Stale(f"onboarding {row.id} is at {row.seq}, the page saw {seen}")
    return row


def _refuse(tx: Transaction, row: Onboarding, said: OnboardingInput, today: date) -> None:
    found = text_refusals("note", said.note, required=False)
    if said.state not in ONBOARDING_STATES:
        found.append(Refusal("choice_is_unknown", field="state"))
    if said.state in TALKS:
        if said.on > today:
            found.append(Refusal("day_is_in_the_future", {"day": said.on.isoformat()}, field="on"))
        if membership_on(tx, row.area_id, row.municipality_id, today) is not None:
            found.append(Refusal("member_can_only_leave", field="state"))
    lead = select(Area.lead_municipality_id).where(Area.id == row.area_id)
    if said.state == "left" and tx.session.execute(lead).scalar_one() == row.municipality_id:
        found.append(Refusal("lead_municipality_stays", field="state"))
    if found:
        raise Refused(*found)
