from datetime import date

from sqlalchemy import select

from tests.workflow_app.usecases.area_files import shipped
from workflow_app.models.body import Body
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.municipality import Municipality
from workflow_app.models.session_rhythm import LAST_WEEK, SessionRhythm
from workflow_app.usecases.enter_sessions import save_rhythm
from workflow_app.usecases.export_area import export_area
from workflow_app.usecases.import_area import AreaImported, import_area
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file

VRESINA = "assembly_sessions: {weekday: thursday, week: 2, agenda_days: 7}"


def bring(tx, key: str, *changes: tuple[str, str]) -> AreaImported:
    return import_area(tx, read_area_file(shipped(key, *changes)))


def council(tx, code: str, kind: str) -> Body:
    statement = select(Body).join(Municipality, Municipality.id == Body.municipality_id)
    return tx.session.scalars(statement.where(Municipality.code == code, Body.kind == kind)).one()


def test_usual_sessions_of_the_file_are_those_of_the_council(empty_tx):
    bring(empty_tx, "hlucin")
    rhythm = SessionRhythm.of(council(empty_tx, "568244", "assembly").session_rhythm)
    assert rhythm == SessionRhythm("thursday", 2, (), 7)
    assert next(rhythm.days(date(2026, 12, 1), date(2026, 12, 31))) == date(2026, 12, 10)
    changed = bring(empty_tx, "hlucin", (VRESINA, VRESINA.replace("week: 2", "week: last, months: [12, 3]")))
    (change,) = changed.changes
    assert change.text("cs") == (
        "změní se: orgán Zastupitelstvo obce Vřesina – obvyklá zasedání: "
        "čtvrtek, 2. v měsíci; uzávěrka programu 7 dní předem → "
        "čtvrtek, poslední v měsíci; měsíce 3, 12; uzávěrka programu 7 dní předem"
    )
    assert "Thursday, last of the month; months 3, 12; agenda closes 7 days before" in change.text("en")
    assert council(empty_tx, "568244", "assembly").session_rhythm["months"] == [3, 12]
    record = empty_tx.session.scalars(select(EditRecord).order_by(EditRecord.id.desc()).limit(1)).one()
    assert record.before == {"session_rhythm": {"weekday": "thursday", "week": 2, "agenda_days": 7}}


def test_a_file_that_does_not_say_when_a_council_meets_leaves_what_was_entered(empty_tx):
    bring(empty_tx, "hlucin")
    entered = SessionRhythm("monday", 1, (5,), 3)
    save_rhythm(
        empty_tx, council(empty_tx, "512974", "assembly").id, entered
    )  # the file says nothing of Bělá
    again = bring(empty_tx, "hlucin", (f"{VRESINA},\n", ""))
    assert not again.changed
    assert SessionRhythm.of(council(empty_tx, "512974", "assembly").session_rhythm) == entered
    assert SessionRhythm.of(council(empty_tx, "568244", "assembly").session_rhythm).weekday == "thursday"
    bring(empty_tx, "hlucin", (VRESINA, "assembly_sessions: {}"))
    assert council(empty_tx, "568244", "assembly").session_rhythm == {}


def test_usual_sessions_survive_however_they_were_entered(empty_tx):
    assembly = (
        "assembly_sessions: {weekday: thursday, week: 3, months: [2, 4, 6, 9, 11, 12], agenda_days: 14}"
    )
    import_area(
        empty_tx, read_area_file(shipped("hlucin", (assembly, "assembly_sessions: {agenda_days: 30}")))
    )
    board = council(empty_tx, "507016", "board")
    save_rhythm(empty_tx, board.id, SessionRhythm("tuesday", LAST_WEEK, (1, 3), 5))
    text = export_area(empty_tx, "hlucin")
    assert "assembly_sessions: {agenda_days: 30}" in text
    assert "board_sessions: {weekday: tuesday, week: last, months: [1, 3], agenda_days: 5}" in text
    assert preview_area(empty_tx, read_area_file(text.encode())).changes == ()
