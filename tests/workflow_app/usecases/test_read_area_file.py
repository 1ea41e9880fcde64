import time

import pytest

from tests.workflow_app.usecases.area_files import ROOT, line_with, shipped
from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import AreaFileInvalid
from workflow_app.usecases.read_area_file import read_area_file

LEADER = "role: leader, side: provider, from: 2016-02-01"
VRESINA = "municipalities[14]"
GO_ON = "counts: [noted, approved]\n        deadline_days: 120\n        refusal: go_on"
TOO_LARGE_SHARE = f"{GO_ON}\n        join: share_of_bodies\n        join_value: 101"


def problems_of(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(AreaFileInvalid) as refused:
        read_area_file(content)
    return refused.value.problems


def the_problem_of(content: bytes) -> Problem:
    (problem,) = problems_of(content)
    return problem


def test_reads_the_example_of_the_documentation():
    text = (ROOT / "docs" / "area-file.md").read_text("utf-8")
    example = text.split("```yaml\n", 1)[1].split("```", 1)[0]
    area = read_area_file(example.encode())
    assert [town.name for town in area.municipalities] == ["Lipnice", "Doubí"]
    assert area.warnings == ()
    doubi = area.municipalities[1]
    assert [body.name for body in doubi.bodies] == ["Zastupitelstvo obce Doubí"]
    assert doubi.bodies[0].seats[0].valid_from.isoformat() == "2024-05-02"
    chair = next(body for body in area.bodies if body.key == "rs").seats[0]
    assert chair.email == "petr.konvalina@lipnice.example.cz"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("inhabitants: 654", "inhabitants: šest set", "municipalities[1].inhabitants"),
        ("inhabitants: 654", 'inhabitants: "654"', "municipalities[1].inhabitants"),
        ("inhabitants: 654", "inhabitants: 654.5", "municipalities[1].inhabitants"),
        ("inhabitants: 654", "inhabitants: -1", "municipalities[1].inhabitants"),
        ('code: "512974"', "code: 512974", "municipalities[1].code"),
        ('code: "512974"', 'code: "512974\\n"', "municipalities[1].code"),
        ("from: 2010-01-01  # since", "from: 2026-02-30  # since", "area.from"),
        ("from: 2010-01-01  # since", "from: 1. 1. 2010  # since", "area.from"),
        ("from: 2010-01-01  # since", "from: 20100101  # since", "area.from"),
        ("name_locative: na Hlučínsku", "name_locative:", "area.name_locative"),
        ("name_locative: na Hlučínsku", 'name_locative: "na \\0"', "area.name_locative"),
        ("kind: town, name: Hlučín", "kind: city, name: Hlučín", "municipalities[8].kind"),
        (LEADER, LEADER.replace("leader", "boss"), "bodies[4].members[1].role"),
        ("bodies: lead_board", "bodies: lead_boart", "approval_routes.monitoring_report.stages[1].bodies"),
        ("podatelna@bela.example.cz", "podatelna bela", "municipalities[1].email"),
        ("00534650", "00534651", "municipalities[1].ico"),
        ("weekday: thursday, week: 2", "weekday: čtvrtek, week: 2", f"{VRESINA}.assembly_sessions.weekday"),
        ("thursday, week: 2", "thursday, week: 5", f"{VRESINA}.assembly_sessions.week"),
        ("thursday, week: 2", "thursday, months: [13]", f"{VRESINA}.assembly_sessions.months[1]"),
        ("thursday, week: 2", "thursday, months: []", f"{VRESINA}.assembly_sessions.months"),
        ("thursday, week: 2, agenda_days: 7", "thursday, agenda_days: 91", f"{VRESINA}.assembly_sessions.agenda_days"),
        ("weekday: thursday, week: 2, agenda_days: 7", "week: 2, agenda_days: 77", f"{VRESINA}.assembly_sessions.week"),
        ("{weekday: thursday, week: 2, agenda_days: 7}", "v pondělí", f"{VRESINA}.assembly_sessions"),
        ("assembly_sessions: {weekday: thursday, week: 2", "board_sessions: {week: 2", f"{VRESINA}.board_sessions"),
        ("key: svazek\n", "key: svazek\n    rules: {record_days: 0}\n", "bodies[2].rules.record_days"),
        ("key: svazek\n", "key: svazek\n    rules: {record_days: dva}\n", "bodies[2].rules.record_days"),
        (GO_ON, TOO_LARGE_SHARE, "approval_routes.monitoring_report.stages[2].join_value"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_line_and_field(old, new, field):
    content = shipped("hlucin", (old, new))
    problem = the_problem_of(content)
    assert problem.field == field
    assert problem.line == line_with(content, new.splitlines()[-1])
    assert problem.text("cs").startswith(f"Řádek {problem.line}, {field}: ")
    assert problem.text("en").startswith(f"Line {problem.line}, {field}: ")


def test_a_wrong_value_is_on_the_very_line():
    content = shipped("hlucin", ("inhabitants: 654", "inhabitants: šest set"))
    problem = the_problem_of(content)
    assert problem.line == line_with(content, "šest set")
    assert "„šest set“" in problem.message.cs
    assert "celé číslo" in problem.message.cs
    assert "whole number" in problem.message.en


def test_all_errors_are_named_at_once_in_the_order_of_the_file():
    content = shipped(
        "hlucin",
        ("from: 2010-01-01  # since", "from: nikdy  # since"),
        ("inhabitants: 654", "inhabitants: x, barva: modrá"),
        ("bodies: lead_board", "bodies: rada"),
        ("  key: hlucin\n", "  key: hlucin\n  key: jine\n"),
    )
    found = problems_of(content)
    assert [problem.key for problem in found] == [
        "duplicate_key", "expected", "unknown_key", "expected", "not_in_list",
    ]  # fmt: skip
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_an_unknown_and_a_missing_item():
    content = shipped("hlucin", ("inhabitants: 654", "obyvatele: 654"))
    missing, unknown = problems_of(content)
    assert missing.key == "missing_key"
    assert "inhabitants" in missing.message.cs
    assert (unknown.key, unknown.line) == ("unknown_key", line_with(content, "obyvatele: 654"))


def test_a_repeated_code_names_both_lines():
    content = shipped(
        "hlucin", ('code: "506192"', 'code: "512974"'), ('represents: "506192"', 'represents: "512974"')
    )
    problem = the_problem_of(content)
    assert problem.field == "municipalities[2].code"
    assert str(line_with(content, 'code: "512974"')) in problem.message.cs


def test_a_repeated_item_is_refused():
    content = shipped("hlucin", ("  key: hlucin\n", "  key: hlucin\n  key: jine\n"))
    problem = the_problem_of(content)
    assert (problem.key, problem.line) == ("duplicate_key", line_with(content, "key: jine"))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"\n  \n", "empty"),
        (b"# nothing but a comment\n", "empty"),
        (b"a: \x00", "not_text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_text"),
        ("název: Hlučín".encode("cp1250"), "not_text"),
        ("format: 1".encode("utf-16"), "not_text"),
        (b"a: b\n" * 1_000_000, "too_large"),
        (b"a: &x [1]\nb: *x\n", "alias"),
        (b"a: !!python/object/apply:os.system [ls]\n", "tag"),
        (b"a: " + b"[" * 5_000, "too_deep"),
        (b"a: " + b"[" * 50 + b"]" * 50, "too_deep"),
        (b"? [a, b]\n: c\n", "key_not_text"),
        (b"area:\n\tkey: x\n", "tab"),
        (b"a: [1, 2\nb: 3\n", "syntax_since"),
        (b"a: b: c\n", "syntax"),
        (b"a: 1\n---\nb: 2\n", "second_document"),
        (b"- a\n- b\n", "expected"),
        (b"hello", "expected"),
    ],
)
def test_a_file_that_is_no_area_file_gets_one_clear_answer(content, key):
    problem = the_problem_of(content)
    assert problem.key == key
    assert problem.line >= 1


def test_a_tab_names_its_line():
    content = shipped("hlucin", ("  key: hlucin", "\tkey: hlucin"))
    problem = the_problem_of(content)
    assert (problem.key, problem.line) == ("tab", line_with(content, "\tkey"))


def test_a_file_of_nonsense_is_answered_quickly_and_shortly():
    started = time.monotonic()
    found = problems_of(b"municipalities: [" + b"1," * 240_000 + b"1]")
    assert len(found) <= 250
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('lead_municipality: "507016"', 'lead_municipality: "999999"', "unknown_municipality"),
        ("name: Zuzana Konečná, ", "", "no_name"),
        (LEADER, LEADER.replace("leader", "member"), "no_head"),
        (LEADER, f"{LEADER}, to: 2025-01-01", "no_head"),
        ("from: 2018-06-01, to: 2025-06-30", "from: 2018-06-01, to: 2017-06-30", "bad_interval"),
        ('represents: "508128"', 'represents: "549240"', "unknown_municipality"),
        ("cs: Řídicí skupina", "cs: Grémium", "forms_needed"),
        ("kind: union", "kind: steering_group", "body_twice"),
        ("key: svazek\n", 'key: svazek\n    rules: {majority: ">= 9/2"}\n', "rules_out_of_reach"),
        ("key: ps-rodina\n", 'key: ps-rodina\n    rules: {of: present}\n', "rules_of_union_only"),
        ("key: ps-krize", "key: ps-rodina", "repeated"),
        (", board: 7, email: podatelna@hlucin", ", email: podatelna@hlucin", "stage_has_no_body"),
        ('ico: "00534650", ', "", "ico_missing"),
        (", assembly: 9, email: podatelna@bela", ", email: podatelna@bela", "assembly_missing"),
        ("Šípek, email: tomas.sipek@posta", "Jiný, email: Miroslav.Sokolicek@posta", "two_names"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_refused(old, new, key):
    assert key in {problem.key for problem in problems_of(shipped("hlucin", (old, new)))}


def test_a_seat_twice_is_refused():
    seat = "email: tomas.sipek@posta.example.org, role: member, side: service_user, from: 2023-03-20}"
    content = shipped("hlucin", (seat, f"{seat}\n      - {{{seat}"))
    assert the_problem_of(content).key == "seat_twice"


@pytest.mark.parametrize(
    ("counts", "keys"),
    [
        ("assembly: 8", ["even_count"]),
        ("assembly: 25", ["assembly_size", "board_expected"]),
        ("assembly: 9, board: 3", ["board_not_elected"]),
        ("assembly: 15, board: 7", ["board_size"]),
    ],
)
def test_odd_sizes_of_councils_are_warnings(counts, keys):
    area = read_area_file(
        shipped("hlucin", ("assembly: 9, email: podatelna@bela", f"{counts}, email: podatelna@bela"))
    )
    assert [warning.key for warning in area.warnings] == [*keys, "owner_without_ico"]
    assert "Bělá" in {town.name for town in area.municipalities}


def test_official_names_are_declined_and_may_be_overridden():
    forms = "official_name: Hlučína, board_forms: {nominative: Městská rada, genitive: Městské rady, en: Town Board}"
    area = read_area_file(shipped("hlucin", ("official_name: Hlučína", forms)))
    hlucin = next(town for town in area.municipalities if town.code == area.lead_code)
    assembly, board = hlucin.bodies
    assert assembly.name == "Zastupitelstvo města Hlučína"
    assert assembly.name_forms["instrumental"] == "Zastupitelstvem města Hlučína"
    assert assembly.name_en == "Assembly of the Town of Hlučín"
    assert (board.name, board.name_en) == ("Městská rada", "Town Board")
    assert board.name_forms["genitive"] == "Městské rady"


def test_yaml_words_stay_text():
    area = read_area_file(shipped("hlucin", ("name_locative: na Hlučínsku", "name_locative: on")))
    assert area.name_locative == "on"


def test_e_mails_are_one_person_whatever_their_letters():
    content = shipped("hlucin", ("email: tomas.sipek@posta", "email: Tomas.Sipek@posta"))
    assert read_area_file(content) == read_area_file(shipped("hlucin"))


SEATED = "{body: svazek, role: member, side: commissioner, from: 2010-01-01}"


@pytest.mark.parametrize(
    ("new", "field", "key"),
    [
        ("{body: svaz}", "seats[1].body", "unknown_body"),
        ("{body: rs}", "seats[1].body", "seated_in_itself"),
        ("{body: svazek, role: chair}", "seats[1].role", "not_in_list"),
        ("{body: svazek, side: nobody}", "seats[1].side", "not_in_list"),
        ("{body: svazek, from: 1. 1. 2010}", "seats[1].from", "expected"),
        ("{body: svazek, from: 2010-01-01, to: 2009-12-31}", "seats[1].to", "bad_interval"),
        ("{role: member}", "seats[1]", "missing_key"),
        ("{body: svazek, name: Rada}", "seats[1].name", "unknown_key"),
    ],
)
def test_a_wrong_block_seat_is_named_by_line_and_field(new, field, key):
    content = shipped("hlucin", (SEATED, new))
    problem = the_problem_of(content)
    assert (problem.key, problem.field) == (key, f"bodies[3].{field}")
    assert problem.line == line_with(content, f"- {new}")


def test_a_body_is_seated_once_at_a_time_and_in_groups_only():
    again = "{body: svazek, from: 2012-01-01, to: 2012-12-31}"
    content = shipped("hlucin", (SEATED, f"{SEATED}\n      - {again}"))
    problem = the_problem_of(content)
    assert problem.key == "block_twice"
    assert str(line_with(content, SEATED)) in problem.message.cs
    earlier = again.replace("2012", "2009")
    entries = (
        read_area_file(shipped("hlucin", (SEATED, f"{SEATED}\n      - {earlier}"))).bodies[2].block_seats
    )
    assert [entry.valid_from.year for entry in entries] == [2010, 2009]
    union = ("key: svazek\n", "key: svazek\n    seats: [{body: rs}]\n")
    assert the_problem_of(shipped("hlucin", union)).key == "seats_of_groups_only"
    region = (
        "  - kind: steering_group\n",
        (
            "  - {kind: region, key: kraj, name: {cs: Svazek obcí X, en: X}, from: 2010-01-01, members: []}\n"
            "  - kind: steering_group\n"
        ),
    )
    nobody = the_problem_of(shipped("hlucin", region, (SEATED, "{body: kraj}")))
    assert nobody.key == "nobody_in_body"
