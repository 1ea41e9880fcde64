"""The person behind a session: seats that come with a body seated as a whole, found by an index."""

from datetime import date

from sqlalchemy import select, text

from workflow_app.db.uow import Transaction
from workflow_app.models.user import User
from workflow_app.queries import signed_in
from workflow_app.queries.signed_in import load_actor, load_actor_and_rooms

MAYOR = "jana.kuliskova@kozmice.example.cz"
DAY = date(2026, 12, 1)
MANY = """
    INSERT INTO body (kind, area_id, key, name, name_en, name_forms, target_groups, sort_key)
    SELECT 'working_group', (SELECT min(id) FROM area), 'g' || i, 'g', 'g', '{}', '[]', ''
    FROM generate_series(1, 60) i;
    INSERT INTO "user" (email, name, phone, language, active, fs_uniquifier)
    SELECT 'many' || i || '@example.org', 'x', '', 'cs', true, 'many' || i FROM generate_series(1, 1500) i;
    INSERT INTO membership (user_id, body_id, role, organisation, valid_from)
    SELECT u.id, b.id, 'member', '', '2020-01-01' FROM body b
    JOIN "user" u ON u.email LIKE 'many%' AND u.id % 60 = b.id % 60 WHERE b.key LIKE 'g%';
    INSERT INTO block_seat (host_id, seated_id, valid_from)
    SELECT b.id, b.id + 1, '2020-01-01' FROM body b WHERE b.key IN ('g1', 'g11', 'g21', 'g31', 'g41');
    ANALYZE "user", membership, body, block_seat
"""


def _mark(tx: Transaction, email: str) -> str:
    return tx.session.execute(select(User.fs_uniquifier).where(User.email == email)).scalar_one()


def test_who_sits_in_a_seated_body_has_the_rights_and_the_desk_of_a_member(tx: Transaction) -> None:
    actor, rooms = load_actor_and_rooms(tx.connection, _mark(tx, MAYOR), DAY)
    assert ("steering_group", "member") in {(seat.body_kind, seat.role) for seat in actor.seats}
    assert [room.name.cs for room in rooms if room.kind == "steering_group"] == ["Řídicí skupina"]
    assert set(load_actor(tx.connection, _mark(tx, MAYOR), DAY).seats) == set(actor.seats)
    before = load_actor(tx.connection, _mark(tx, MAYOR), date(2022, 11, 14))
    assert "steering_group" not in {seat.body_kind for seat in before.seats}


def test_who_sits_nowhere_is_still_somebody(tx: Transaction) -> None:
    tx.session.add(User(email="nikde@example.org", name="Nikde Nesedící", fs_uniquifier="nikde"))
    tx.session.flush()
    actor = load_actor(tx.connection, "nikde", DAY)
    assert (actor.name, actor.seats) == ("Nikde Nesedící", ())
    assert load_actor(tx.connection, "neznámý", DAY).is_anonymous


def test_memberships_are_found_by_an_index_however_many_there_are(tx: Transaction) -> None:
    tx.connection.execute(text(MANY))
    statement = signed_in._ACTOR_AND_DESKS
    plan = tx.connection.exec_driver_sql(
        f"EXPLAIN {statement.sql}", {"uniquifier": "many40", "day": DAY}
    ).scalars()
    lines = list(plan)
    assert not [line for line in lines if "Seq Scan on membership" in line], "\n".join(lines)
    assert [line for line in lines if "Index Cond: (user_id =" in line], "\n".join(lines)
