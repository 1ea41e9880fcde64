"""Makes a person an administrator of the installation, the first one included."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import czech_sort
from sqlalchemy import or_, select, text

from workflow_app.access.passwords import hash_password, weaknesses
from workflow_app.access.tokens import sign_in_path
from workflow_app.audit.record import append_edit
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.user import User
from workflow_app.settings import Settings

LOCK_NUMBER = 7_241_002  # any number that only this use case takes: two at once must not make two bodies
BODY_NAME = "Správa systému"
BODY_NAME_EN = "Administration of the system"


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    """Who became one; `link` is absolute, lets in once, soon expires; `was_one` tells a repeated command."""

    email: str
    name: str
    link: str
    was_one: bool


def create_administrator(
    tx: Transaction, settings: Settings, email: str, name: str, password: str | None = None
) -> NewAdministrator:
    """Give the person of this e-mail (made if there is none) a seat in the administration.

    `password`, if given, becomes theirs. Raises Refused for an address or a password that cannot be used.
    """
    email, name = email.strip().lower(), name.strip()
    _check(settings, email, name, password)
    tx.session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK_NUMBER})
    user = _person(tx, email, name, settings.default_language)
    if password is not None:
        user.password, user.fs_uniquifier = hash_password(password), uuid4().hex
    was_one = not _seat(tx, user)
    expires = tx.now + timedelta(minutes=settings.sign_in_link_minutes)
    path = sign_in_path(settings.secret_key, user.fs_uniquifier, user.last_sign_in_at, expires)
    return NewAdministrator(email, user.name, settings.base_url + path, was_one)


def _check(settings: Settings, email: str, name: str, password: str | None) -> None:
    problems: list[Refusal] = []
    before, at, after = email.partition("@")
    if not (before and at and "." in after) or any(sign.isspace() for sign in email):
        problems.append(Refusal("email_is_not_one", {"email": email}))
    if not name:
        problems.append(Refusal("name_is_missing"))
    if password is not None:
        problems += weaknesses(password, settings.password_min_length, (name, email))
    if problems:
        raise Refused(*problems)


def _person(tx: Transaction, email: str, name: str, language: str) -> User:
    user = tx.session.execute(select(User).where(User.email == email).with_for_update()).scalar()
    if user is None:
        user = User(email=email, name=name, language=language, fs_uniquifier=uuid4().hex, active=True)
        tx.session.add(user)
        tx.session.flush()
    user.active = True
    return user


def _administration(tx: Transaction) -> Body:
    body = tx.session.execute(select(Body).where(Body.kind == "administration")).scalar()
    if body is None:
        body = Body(
            kind="administration",
            key="administration",
            name=BODY_NAME,
            name_en=BODY_NAME_EN,
            name_forms={},
            target_groups=[],
            sort_key=czech_sort.bytes_key(BODY_NAME),
        )
        tx.session.add(body)
        tx.session.flush()
    return body


def _seat(tx: Transaction, user: User) -> bool:
    """Seat the person in the administration; False when they sit there today."""
    body, today = _administration(tx), prague_day(tx.now)
    sits = select(Membership.id).where(
        Membership.user_id == user.id,
        Membership.body_id == body.id,
        Membership.valid_from <= today,
        or_(Membership.valid_to.is_(None), Membership.valid_to >= today),
    )
    if tx.session.execute(sits).first() is not None:
        return False
    seat = Membership(user_id=user.id, body_id=body.id, role="administrator", valid_from=today)
    tx.session.add(seat)
    tx.session.flush()
    after = {"user": user.email, "body": body.key, "role": seat.role, "valid_from": today.isoformat()}
    append_edit(tx, area_id=None, subject_kind="membership", subject_id=seat.id, before={}, after=after)
    return True
