from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.workflow_app.usecases.area_files import shipped, without_line
from workflow_app.audit.verify import verify
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM, Actor
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.body import Body
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.user import User
from workflow_app.usecases.area_file_problems import AreaFileInvalid
from workflow_app.usecases.import_area import AreaImported, import_area
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file

TABLES = (Area, AreaMunicipality, ApprovalRoute, BlockSeat, Body, EditRecord, Membership, Municipality, User)
YESTERDAY = date(2026, 11, 30)  # the clock of the tests stands at 1 December 2026


def bring(tx, key: str, *changes: tuple[str, str]) -> AreaImported:
    return import_area(tx, read_area_file(shipped(key, *changes)))


def everything(tx) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of an area, to tell whether anything changed."""
    return {
        table.__tablename__: [
            tuple(row) for row in tx.session.execute(select(table.__table__).order_by(table.id))
        ]
        for table in TABLES
    }


def seats_of(tx, email: str) -> list[Membership]:
    return list(
        tx.session.scalars(
            select(Membership).join(User, User.id == Membership.user_id).where(User.email == email)
        )
    )


def test_hlucin_is_all_there(empty_tx):
    done = bring(empty_tx, "hlucin")
    session = empty_tx.session
    area = session.get_one(Area, done.area_id)
    lead = session.get_one(Municipality, area.lead_municipality_id)
    assert (area.key, area.name["cs"], lead.code) == ("hlucin", "Hlučínsko", "507016")
    assert session.scalar(select(func.count()).select_from(AreaMunicipality)) == 15
    kinds = dict(session.execute(select(Body.kind, func.count()).group_by(Body.kind)).all())
    assert kinds["assembly"] == 15
    assert kinds["working_group"] == 4
    users = set(session.scalars(select(User.id)))
    assert set(done.invited_user_ids) == users
    assert all(user.invited_at is None and user.password is None for user in session.scalars(select(User)))


def test_the_clerk_of_a_town_acts_for_assembly_and_board(empty_tx):
    bring(empty_tx, "hlucin")
    seats = seats_of(empty_tx, "katerina.polanska@hlucin.example.cz")
    kinds = {empty_tx.session.get_one(Body, seat.body_id).kind for seat in seats}
    assert kinds == {"assembly", "board"}
    assert {seat.role for seat in seats} == {"clerk"}


def test_a_second_import_changes_nothing_and_says_so(empty_tx):
    bring(empty_tx, "hlucin")
    before = everything(empty_tx)
    again = bring(empty_tx, "hlucin")
    assert not again.changed
    assert again.invited_user_ids == ()
    assert everything(empty_tx) == before


def test_a_comment_in_the_file_changes_nothing(empty_tx):
    bring(empty_tx, "hlucin")
    assert not bring(empty_tx, "hlucin", ("format: 1", "# seen by the mayor\nformat: 1")).changed


@pytest.mark.parametrize("key", ["hlucin", "pisek", "domazlice", "krumlov", "albrechtice"])
def test_the_preview_is_what_the_import_does(empty_tx, key):
    area_file = read_area_file(shipped(key))
    preview = preview_area(empty_tx, area_file)
    assert preview.is_new
    assert everything(empty_tx)["area"] == []
    done = import_area(empty_tx, area_file)
    assert done.changes == preview.changes
    assert not import_area(empty_tx, area_file).changed
    assert preview_area(empty_tx, area_file).changes == ()


def test_all_five_live_side_by_side(empty_tx):
    warnings = [
        w
        for key in ("hlucin", "pisek", "domazlice", "krumlov", "albrechtice")
        for w in bring(empty_tx, key).warnings
    ]
    assert [warning.key for warning in warnings] == ["owner_without_ico"]  # the union of Hlučínsko
    areas = empty_tx.session.execute(
        select(Area.key, func.count())
        .join(AreaMunicipality, AreaMunicipality.area_id == Area.id)
        .group_by(Area.key)
    ).all()
    assert dict(areas) == {"hlucin": 15, "pisek": 49, "domazlice": 43, "krumlov": 32, "albrechtice": 9}


def test_municipalities_sort_with_ch_after_h(empty_tx):
    bring(empty_tx, "krumlov")
    names = list(empty_tx.session.scalars(select(Municipality.name).order_by(Municipality.sort_key)))
    assert (
        names.index("Hořice na Šumavě")
        < names.index("Chlumec")
        < names.index("Chvalšiny")
        < names.index("Kájov")
    )
    assert names[0] == "Bohdalovice"


def test_namesakes_are_two_municipalities(empty_tx):
    bring(empty_tx, "krumlov")
    bring(empty_tx, "domazlice", ('        - "599131"  # Nová Ves\n', ""))
    rows = empty_tx.session.scalars(select(Municipality).where(Municipality.name == "Nová Ves")).all()
    assert {row.code for row in rows} == {"513661", "599131"}


def test_namesakes_in_one_file_are_kept_apart_with_a_warning(empty_tx):
    done = bring(empty_tx, "domazlice", ("name: Kaničky, genitive: Kaniček", "name: Kanice, genitive: Kanic"))
    assert [warning.key for warning in done.warnings] == ["same_name"]
    rows = empty_tx.session.scalars(select(Municipality).where(Municipality.name == "Kanice")).all()
    assert {row.code for row in rows} == {"566144", "553778"}


def test_one_area_leaves_the_other_as_it_is(tx):
    before = everything(tx)
    bring(tx, "albrechtice")
    after = everything(tx)
    for table, rows in before.items():
        assert after[table][: len(rows)] == rows
    assert not bring(tx, "hlucin").changed


def test_a_changed_fact_is_changed_and_recorded(tx):
    done = bring(tx, "hlucin", ("inhabitants: 654", "inhabitants: 660"))
    (change,) = done.changes
    assert (change.action, change.before, change.after) == (
        "changed",
        {"inhabitants": 654},
        {"inhabitants": 660},
    )
    assert "počet obyvatel: 654 → 660" in change.text("cs")
    record = tx.session.scalars(select(EditRecord).order_by(EditRecord.id.desc()).limit(1)).one()
    assert (record.subject_kind, record.before, record.after) == (
        "municipality", {"inhabitants": 654}, {"inhabitants": 660},
    )  # fmt: skip
    assert verify(tx) == []


def test_a_seat_that_vanished_ends_yesterday_and_stays(tx):
    email = "tomas.sipek@posta.example.org"
    done = import_area(tx, read_area_file(without_line("hlucin", email)))
    assert [change.action for change in done.changes] == ["ended"]
    (seat,) = seats_of(tx, email)
    assert seat.valid_to == YESTERDAY
    assert not import_area(tx, read_area_file(without_line("hlucin", email))).changed


def test_a_seat_that_comes_back_is_open_again(tx):
    email = "tomas.sipek@posta.example.org"
    import_area(tx, read_area_file(without_line("hlucin", email)))
    bring(tx, "hlucin")
    (seat,) = seats_of(tx, email)
    assert seat.valid_to is None


def test_a_new_mayor_takes_over(tx):
    old = "mayor: {name: Zuzana Konečná, email: zuzana.konecna@bela.example.cz}"
    new = "mayor: {name: Ota Nový, email: ota.novy@bela.example.cz, from: 2026-12-01}"
    done = bring(tx, "hlucin", (old, new))
    (before,) = seats_of(tx, "zuzana.konecna@bela.example.cz")
    (after,) = seats_of(tx, "ota.novy@bela.example.cz")
    assert before.valid_to == YESTERDAY
    assert (after.body_id, after.valid_from, after.valid_to) == (before.body_id, date(2026, 12, 1), None)
    assert len(done.invited_user_ids) == 1


def test_a_municipality_that_leaves_ends_and_keeps_its_facts(tx):
    exclude = ("  coordinator:\n", '  excluded_municipalities: ["512974"]\n  coordinator:\n')
    done = bring(tx, "hlucin", exclude)
    assert {(change.action, change.subject.kind) for change in done.changes} == {
        ("ended", "area_municipality"),
        ("added", "exclusion"),
        ("ended", "union_municipality"),  # the file says that all who plan here are in the union
    }
    bela = tx.session.scalars(select(Municipality).where(Municipality.code == "512974")).one()
    planning = tx.session.scalars(
        select(AreaMunicipality).where(AreaMunicipality.municipality_id == bela.id)
    ).one()
    assert planning.valid_to == YESTERDAY
    assert not bring(tx, "hlucin", exclude).changed
    assert bring(tx, "hlucin").changes[0].after == {"valid_to": None}


def test_a_board_that_vanished_counts_no_members(tx):
    done = bring(
        tx, "hlucin", ("assembly: 15, board: 5, email: podatelna@hat", "assembly: 13, email: podatelna@hat")
    )
    ended = {change.subject.kind for change in done.changes if change.action == "ended"}
    assert ended == {"body", "membership"}
    board = tx.session.scalars(select(Body).where(Body.name == "Rada obce Hať")).one()
    assert board.member_count is None


def test_a_changed_route_is_a_new_version(tx):
    change = ("        deadline_days: 30\n", "        deadline_days: 45\n")
    done = bring(tx, "hlucin", change)
    assert [change.subject.key for change in done.changes] == [("monitoring_report",)]
    routes = tx.session.scalars(
        select(ApprovalRoute)
        .where(ApprovalRoute.document_kind == "monitoring_report")
        .order_by(ApprovalRoute.version)
    ).all()
    assert [(route.version, route.stages[0]["deadline_days"]) for route in routes] == [(1, 30), (2, 45)]
    assert not bring(tx, "hlucin", change).changed


def test_what_a_person_set_and_the_file_does_not_say_stays(tx):
    user = tx.session.scalars(select(User).where(User.email == "tomas.sipek@posta.example.org")).one()
    user.phone, user.language = "+420 000 000 999", "en"
    tx.session.flush()
    assert not bring(tx, "hlucin").changed
    assert (user.phone, user.language) == ("+420 000 000 999", "en")


def test_a_municipality_of_two_areas_is_a_warning_and_a_shared_change_is_shown(tx):
    bela = shipped("hlucin").decode().split("municipalities:\n", 1)[1].split("  - {code", 2)[1]
    entry = f"municipalities:\n  - {{code{bela}".replace("inhabitants: 654", "inhabitants: 700")
    preview = preview_area(tx, read_area_file(shipped("albrechtice", ("municipalities:\n", entry))))
    assert [warning.key for warning in preview.warnings] == ["in_other_area"]
    assert "Hlučínsko" in preview.warnings[0].message.cs
    (shared,) = [change for change in preview.changes if change.action == "changed"]
    assert (shared.after, shared.also_in) == ({"inhabitants": 700}, ("Hlučínsko",))


def test_a_bad_file_changes_nothing(tx):
    before = everything(tx)
    with pytest.raises(AreaFileInvalid):
        bring(tx, "hlucin", ("inhabitants: 654", "inhabitants: 655"), ("bodies: lead_board", "bodies: rada"))
    assert everything(tx) == before


def test_nothing_is_half_imported_when_the_database_refuses_at_the_very_end(empty_tx):
    unknown = replace(empty_tx, actor=Actor(user_id=987_654_321, name="nobody"))
    with pytest.raises(IntegrityError), empty_tx.session.begin_nested():
        bring(unknown, "hlucin")
    empty_tx.session.expire_all()
    assert all(rows == [] for rows in everything(empty_tx).values())


def test_every_thing_of_a_new_area_is_on_record(empty_tx):
    done = bring(empty_tx, "albrechtice")
    records = empty_tx.session.scalar(select(func.count()).select_from(EditRecord))
    assert records == len(done.changes)
    assert verify(empty_tx) == []


def test_two_imports_at_once_wait_for_each_other(database, clock):
    def run(number: int) -> bool:
        with unit_of_work(database.sessions, clock, SYSTEM, f"import {number}") as tx:
            return bring(tx, "krumlov").changed

    with ThreadPoolExecutor(4) as pool:
        changed = list(pool.map(run, range(4)))
    assert sorted(changed) == [False, False, False, True]
