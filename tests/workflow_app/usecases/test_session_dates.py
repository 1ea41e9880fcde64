"""Dated sessions of councils in the area file: imported, changed, taken out, left alone, exported, refused by line."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.workflow_app.usecases.area_files import line_with, shipped
from tests.workflow_app.usecases.test_session_entry import bring, council
from workflow_app.audit.verify import verify
from workflow_app.models.body import Body
from workflow_app.models.body_session import BodySession
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.session_rhythm import SessionRhythm
from workflow_app.usecases.area_file_problems import AreaFileInvalid
from workflow_app.usecases.enter_sessions import SessionsInput, enter_sessions, save_rhythm
from workflow_app.usecases.export_area import export_area
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file

USUAL = "assembly_sessions: {weekday: thursday, week: 2, agenda_days: 7}"  # of Vřesina, 568244
DATES = '2026-12-10, {day: 2027-03-11, number: "1/2027", kind: extraordinary, agenda_days: 10, source: plán zasedání}'


def dated(dates: str = DATES, usual: str = USUAL) -> tuple[str, str]:
    return USUAL, f"{usual},\n     assembly_session_dates: [{dates}]"


def sessions(tx, body: Body) -> dict[date, BodySession]:
    rows = tx.session.scalars(select(BodySession).where(BodySession.body_id == body.id))
    return {row.day: row for row in rows}


def test_dated_sessions_of_the_file_stand_in_the_calendar_and_come_twice_the_same(empty_tx):
    bring(empty_tx, "hlucin", dated())
    found = sessions(empty_tx, council(empty_tx, "568244", "assembly"))
    usual, extra = found[date(2026, 12, 10)], found[date(2027, 3, 11)]
    assert (usual.kind, usual.certainty, usual.agenda_closes_on) == ("ordinary", "known", date(2026, 12, 3))
    assert (extra.kind, extra.number, extra.source) == ("extraordinary", "1/2027", "plán zasedání")
    assert extra.agenda_closes_on == date(2027, 3, 1)
    assert not bring(empty_tx, "hlucin", dated()).changed
    assert {row.seq for row in sessions(empty_tx, council(empty_tx, "568244", "assembly")).values()} == {0}


def test_the_preview_names_days_that_come_change_and_go_and_the_history_keeps_them(empty_tx):
    bring(empty_tx, "hlucin", dated())
    (change,) = bring(empty_tx, "hlucin", dated('{day: 2026-12-10, number: "9"}, 2027-06-10')).changes
    assert change.text("cs").replace("\u00a0", " ") == (
        "změní se: orgán Zastupitelstvo obce Vřesina – zasedání: "
        "přibude 10. 6. 2027; odpadne 11. 3. 2027; změní se údaje 10. 12. 2026"
    )
    found = sessions(empty_tx, council(empty_tx, "568244", "assembly"))
    assert list(found) == [date(2026, 12, 10), date(2027, 6, 10)]
    assert (found[date(2026, 12, 10)].number, found[date(2026, 12, 10)].seq) == ("9", 1)
    record = empty_tx.session.scalars(select(EditRecord).order_by(EditRecord.id.desc()).limit(1)).one()
    assert [item["day"] for item in record.before["session_dates"]] == ["2026-12-10", "2027-03-11"]
    assert [item["day"] for item in record.after["session_dates"]] == ["2026-12-10", "2027-06-10"]
    assert verify(empty_tx) == []
    bring(empty_tx, "hlucin", dated(""))
    assert sessions(empty_tx, council(empty_tx, "568244", "assembly")) == {}


def test_a_file_that_names_no_days_leaves_those_that_were_entered_on_the_page(empty_tx):
    bring(empty_tx, "hlucin")
    assembly = council(empty_tx, "568244", "assembly")
    enter_sessions(empty_tx, assembly.id, SessionsInput("17. 12. 2026 (12/2026)"))
    assert not bring(empty_tx, "hlucin").changed
    assert list(sessions(empty_tx, assembly)) == [date(2026, 12, 17)]


def test_an_agenda_that_closes_as_usual_follows_the_usual_days_of_the_file(empty_tx):
    bring(empty_tx, "hlucin", dated())
    wider = dated(usual=USUAL.replace("agenda_days: 7", "agenda_days: 14"))
    bring(empty_tx, "hlucin", wider)
    found = sessions(empty_tx, council(empty_tx, "568244", "assembly"))
    assert found[date(2026, 12, 10)].agenda_closes_on == date(2026, 11, 26)
    assert found[date(2027, 3, 11)].agenda_closes_on == date(2027, 3, 1)
    assert not bring(empty_tx, "hlucin", wider).changed


def test_sessions_survive_export_however_they_were_entered(empty_tx):
    bring(empty_tx, "hlucin", dated())
    union = empty_tx.session.scalars(select(Body).where(Body.kind == "union")).one()
    enter_sessions(empty_tx, union.id, SessionsInput("20. 1. 2027 (1)", certainty="usual", agenda_days=5))
    board = council(empty_tx, "507016", "board")
    enter_sessions(empty_tx, board.id, SessionsInput("14. 12. 2026", agenda_days=0, source="telefon, úřad"))
    villager = council(empty_tx, "512974", "assembly")
    enter_sessions(empty_tx, villager.id, SessionsInput("15. 12. 2026"))
    save_rhythm(empty_tx, villager.id, SessionRhythm("tuesday", 3, (), 9))  # said later than the day
    text = export_area(empty_tx, "hlucin")
    assert 'assembly_session_dates: [2026-12-10, {day: 2027-03-11, number: "1/2027"' in text
    assert 'board_session_dates: [{day: 2026-12-14, agenda_days: 0, source: "telefon, úřad"}]' in text
    assert 'session_dates: [{day: 2027-01-20, number: "1", certainty: usual, agenda_days: 5}]' in text
    assert preview_area(empty_tx, read_area_file(text.encode())).changes == ()


def test_days_that_are_over_stay_as_they_were_entered(empty_tx, clock):
    file = read_area_file(shipped("hlucin", dated("2026-11-30, 2026-12-10")))
    (warning,) = (item for item in preview_area(empty_tx, file).warnings if item.key == "sessions_are_over")
    assert warning.line == line_with(shipped("hlucin", dated()), "assembly_session_dates")
    assert warning.field.endswith(".assembly_session_dates")
    assert "30. 11. 2026" in warning.text("cs").replace("\u00a0", " ")
    bring(empty_tx, "hlucin", dated("2026-11-30, 2026-12-10"))
    assembly = council(empty_tx, "568244", "assembly")
    assert list(sessions(empty_tx, assembly)) == [date(2026, 12, 10)]
    clock.moment += timedelta(days=20)
    empty_tx.now = clock.moment
    later = preview_area(empty_tx, read_area_file(shipped("hlucin", dated("2026-12-10"))))
    assert not later.changes
    assert "sessions_are_over" not in {item.key for item in later.warnings}  # it was known before


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ("2026-12-10, {day: 2026-12-10}", "2026-12-10 už je na řádku"),
        ("2026-02-30", "den zasedání, například 2026-12-16"),
        ("{number: nic}", "Chybí položka „day“"),
        ("{day: 2026-12-10, kind: mimořádné}", "ordinary, extraordinary, substitute"),
        ("{day: 2026-12-10, agenda_days: 91}", "počet dní od 0 do 90"),
        ("2062-12-10", "víc než dva roky dopředu"),
    ],
)
def test_a_wrong_day_is_refused_by_line_and_field(empty_tx, dates, said):
    content = shipped("hlucin", dated(dates))
    with pytest.raises(AreaFileInvalid) as refused:
        preview_area(empty_tx, read_area_file(content))
    (problem,) = refused.value.problems
    assert problem.line == line_with(content, "assembly_session_dates")
    assert ".assembly_session_dates" in problem.field
    assert said in problem.text("cs")


def test_sessions_of_a_council_that_is_not_there_or_of_a_group_are_refused():
    file = shipped(
        "hlucin",
        ("board: 7, email: podatelna@hlucin", "email: podatelna@hlucin"),
        ("board_sessions: {weekday: monday, week: 2, agenda_days: 7}", "board_session_dates: [2026-12-14]"),
        ("    target_groups: [senioři,", "    session_dates: [2026-12-14]\n    target_groups: [senioři,"),
    )
    with pytest.raises(AreaFileInvalid) as refused:
        read_area_file(file)
    keys = {problem.key for problem in refused.value.problems}
    assert {"no_such_council", "sessions_of_deciders_only"} <= keys
