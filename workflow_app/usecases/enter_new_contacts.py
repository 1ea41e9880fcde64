"""Enters what an office answered after elections: the new mayor and clerk, the address, numbers of members."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import or_, select

from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.access.predicates import Scope
from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import NotFound, Refusal, Refused
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.contact_campaign import ContactCampaign, ContactRequest
from workflow_app.models.council_term import CouncilTerm
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.user import User
from workflow_app.usecases.end_seats import end_seats
from workflows.common.joining import membership_on

LONGEST_AWAY_DAYS = 366  # a day further from today is a slip


@dataclass(frozen=True, slots=True)
class Officer:
    """A new mayor or clerk; everything empty means that nobody new was named."""

    role: str  # mayor | clerk
    name: str
    email: str
    phone: str = ""

    @property
    def is_named(self) -> bool:
        """True when somebody was filled in."""
        return bool(self.name or self.email)

    def refusals(self) -> list[Refusal]:
        """A person needs a name and an address."""
        if not self.is_named:
            return []
        found = [] if self.name else [Refusal("text_is_missing", field=f"{self.role}_name")]
        if "@" not in self.email:
            found.append(Refusal("email_is_wrong", field=f"{self.role}_email"))
        return found


@dataclass(frozen=True, slots=True)
class ContactsAnswer:
    """`since` is the day from which the new people act. A number that is None stays as it was."""

    since: date
    officers: tuple[Officer, ...]
    contact_email: str
    assembly: int | None = None
    board: int | None = None


def enter_new_contacts(tx: Transaction, area_id: int, municipality_id: int, said: ContactsAnswer) -> None:
    """Seat the new people, end those before them, and mark the office's question as answered.

    Raises NotFound for a municipality that is no member, Refused with every reason: only who runs the installation
    changes a municipality that plans in another area as well.
    """
    today = prague_day(tx.now)
    planning = membership_on(tx, area_id, municipality_id, today)
    if planning is None:
        raise NotFound(f"municipality {municipality_id} in area {area_id}")
    refusals = _refusals(tx, area_id, municipality_id, said)
    if refusals:
        raise Refused(*refusals)
    councils = tx.session.scalars(
        select(Body)
        .where(Body.municipality_id == municipality_id, Body.member_count.is_not(None))
        .order_by(Body.kind)
        .with_for_update()
    ).all()
    for officer in said.officers:
        if officer.is_named:
            _seat(tx, area_id, officer, [body.id for body in councils], said.since)
    for body in councils:
        _count_members(tx, area_id, body, said.assembly if body.kind == "assembly" else said.board)
    planning.contact_email = said.contact_email or planning.contact_email
    _mark_answered(tx, area_id, municipality_id)
    tx.session.flush()


def _refusals(tx: Transaction, area_id: int, municipality_id: int, said: ContactsAnswer) -> list[Refusal]:
    found = [refusal for officer in said.officers for refusal in officer.refusals()]
    if said.contact_email and "@" not in said.contact_email:
        found.append(Refusal("email_is_wrong", field="contact_email"))
    if abs((said.since - prague_day(tx.now)).days) > LONGEST_AWAY_DAYS:
        found.append(Refusal("day_is_a_year_away", field="since"))
    may_share = allowed(tx.actor, Permission.INSTALLATION_MANAGE, Scope())
    if not may_share and _is_shared(tx, area_id, municipality_id):
        name = tx.session.scalar(select(Municipality.name).where(Municipality.id == municipality_id))
        found.append(Refusal("municipality_is_shared", {"name": name}))
    return found


def _is_shared(tx: Transaction, area_id: int, municipality_id: int) -> bool:
    statement = select(AreaMunicipality.id).where(
        AreaMunicipality.area_id != area_id,
        AreaMunicipality.municipality_id == municipality_id,
        or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= prague_day(tx.now)),
    )
    return tx.session.execute(statement.limit(1)).first() is not None


def _seat(tx: Transaction, area_id: int, officer: Officer, body_ids: list[int], since: date) -> None:
    """Give the person the office in every council; whoever had it before ends on the day the new one begins."""
    user = _person(tx, officer)
    former = tx.session.scalars(
        select(Membership)
        .where(Membership.body_id.in_(body_ids), Membership.role == officer.role)
        .where(Membership.valid_from < since)
        .where(or_(Membership.valid_to.is_(None), Membership.valid_to > since))
        .order_by(Membership.id)
        .with_for_update()
    ).all()
    end_seats(tx, area_id, former, since)
    seated = select(Membership.body_id).where(
        Membership.user_id == user.id, Membership.role == officer.role, Membership.valid_from == since
    )
    already = set(tx.session.scalars(seated))
    for body_id in body_ids:
        if body_id not in already:
            seat = Membership(user_id=user.id, body_id=body_id, role=officer.role, valid_from=since)
            tx.session.add(seat)
            tx.session.flush()
            after = {"email": user.email, "role": officer.role, "valid_from": since.isoformat()}
            append_edit(
                tx, area_id=area_id, subject_kind="membership", subject_id=seat.id, before={}, after=after
            )


def _person(tx: Transaction, officer: Officer) -> User:
    """Return the person of this e-mail; somebody known keeps the name that others know, too."""
    email = officer.email.lower()
    user = tx.session.scalar(select(User).where(User.email == email))
    if user is None:
        user = User(email=email, name=officer.name, phone=officer.phone, fs_uniquifier=uuid4().hex)
        tx.session.add(user)
        tx.session.flush()
    return user


def _count_members(tx: Transaction, area_id: int, body: Body, count: int | None) -> None:
    """Keep the new number of members, also with the electoral term that runs."""
    if count is None or count == body.member_count:
        return
    before, body.member_count = body.member_count, count
    term = tx.session.scalar(
        select(CouncilTerm).where(CouncilTerm.body_id == body.id, CouncilTerm.valid_to.is_(None)).limit(1)
    )
    if term is not None:
        term.member_count = count
    append_edit(
        tx,
        area_id=area_id,
        subject_kind="body",
        subject_id=body.id,
        before={"member_count": before},
        after={"member_count": count},
    )


def _mark_answered(tx: Transaction, area_id: int, municipality_id: int) -> None:
    newest = (
        select(ContactCampaign.id)
        .where(ContactCampaign.area_id == area_id)
        .order_by(ContactCampaign.id.desc())
        .limit(1)
    )
    request = tx.session.scalar(
        select(ContactRequest)
        .where(ContactRequest.municipality_id == municipality_id)
        .where(ContactRequest.campaign_id == newest.scalar_subquery())
        .with_for_update()
    )
    if request is not None:
        request.answered_at, request.answered_by_id = tx.now, tx.actor.user_id
