"""The first administrator: seat, link, password, repeated command."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from workflow_app.access import passwords
from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Refused
from workflow_app.models.body import Body
from workflow_app.models.user import User
from workflow_app.queries.signed_in import load_actor
from workflow_app.settings import Settings
from workflow_app.usecases.create_administrator import create_administrator
from workflow_app.usecases.sign_in_by_link import sign_in_by_link
from workflow_app.usecases.sign_in_by_password import sign_in_by_password

EMAIL, NAME, GOOD = "petra.spravna@example.org", "Petra Správná", "kolo mrak jelen zub"


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cheap = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", cheap)
    passwords._hash_of_nobody.cache_clear()
    yield
    passwords._hash_of_nobody.cache_clear()


def test_the_printed_link_lets_the_administrator_in_once(empty_tx: Transaction, settings: Settings) -> None:
    made = create_administrator(empty_tx, settings, f" {EMAIL.upper()} ", NAME)
    assert (made.email, made.name, made.was_one) == (EMAIL, NAME, False)
    token = made.link.removeprefix("http://localhost/account/link/")
    person, _ = sign_in_by_link(empty_tx, settings.secret_key, token)
    actor = load_actor(empty_tx.connection, person.uniquifier, prague_day(empty_tx.now))
    assert [(seat.body_kind, seat.role) for seat in actor.seats] == [("administration", "administrator")]
    with pytest.raises(Refused, match="link_has_been_used"):
        sign_in_by_link(empty_tx, settings.secret_key, token)


def test_with_a_password_no_link_is_needed(empty_tx: Transaction, settings: Settings) -> None:
    create_administrator(empty_tx, settings, EMAIL, NAME, GOOD)
    assert sign_in_by_password(empty_tx, EMAIL, GOOD).name == NAME


def test_again_makes_neither_a_second_seat_nor_a_second_body(
    empty_tx: Transaction, settings: Settings
) -> None:
    create_administrator(empty_tx, settings, EMAIL, NAME)
    assert create_administrator(empty_tx, settings, EMAIL, NAME).was_one
    create_administrator(empty_tx, settings, "jan.druhy@example.org", "Jan Druhý")
    assert empty_tx.session.execute(select(func.count()).select_from(Body)).scalar_one() == 1
    assert empty_tx.session.execute(select(func.count()).select_from(User)).scalar_one() == 2


@pytest.mark.parametrize(
    ("email", "name", "password", "reason"),
    [
        ("petra", NAME, None, "email_is_not_one"),
        ("petra @example.org", NAME, None, "email_is_not_one"),
        (EMAIL, " ", None, "name_is_missing"),
        (EMAIL, NAME, "short", "password_is_too_short"),
    ],
)
def test_what_cannot_be_used_is_refused(
    empty_tx: Transaction, settings: Settings, email: str, name: str, password: str | None, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        create_administrator(empty_tx, settings, email, name, password)
    assert empty_tx.session.execute(select(func.count()).select_from(User)).scalar_one() == 0
