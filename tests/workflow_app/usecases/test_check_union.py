"""What an area file may say of its union and of who owns plans, and what it is told when it may not."""

import pytest

from tests.workflow_app.usecases.area_files import shipped
from workflow_app.usecases.area_file_problems import AreaFileInvalid
from workflow_app.usecases.read_area_file import read_area_file

UNION, OWNER = "key: svazek\n", "owner: svazek "


def _union(*lines: str) -> tuple[str, str]:
    return UNION, UNION + "".join(f"    {line}\n" for line in lines)


def _owner(value: str) -> tuple[str, str]:
    return OWNER, f"owner: {value} "


@pytest.mark.parametrize(
    ("change", "keys", "field"),
    [
        (_union('ico: "12345678"'), ["bad_ico"], "bodies[2].ico"),
        (_union("ico: 123"), ["expected"], "bodies[2].ico"),
        (_union('ico: "00300063"'), ["repeated"], "bodies[2].ico"),  # the town's
        (_union("municipalities: none"), ["expected"], "bodies[2].municipalities"),
        (_union('municipalities: ["999999"]'), ["unknown_municipality"], "bodies[2].municipalities[1]"),
        (_union('municipalities: [{from: 2010-01-01}]'), ["missing_key"], "bodies[2].municipalities[1]"),
        (
            _union('municipalities: [{code: "507016", to: 2009-12-31}]'),
            ["bad_interval"],
            "bodies[2].municipalities[1]",
        ),
        (
            _union('municipalities: [{code: "507016", to: 2014-12-31}, {code: "507016", from: 2014-12-31}]'),
            ["member_twice"],
            "bodies[2].municipalities[2]",
        ),
        (("key: ps-krize\n", "key: ps-krize\n    address: [Náměstí 1]\n"), ["of_union_only"], "bodies[7].address"),
        (("key: ps-krize\n", "key: ps-krize\n    council: {cs: A, en: A}\n"), ["of_union_only"], "bodies[7].council"),
        (_owner("ps-krize"), ["unknown_owner"], "area.owner"),
        (_owner("[{who: svazek}]"), ["missing_key"], "area.owner[1]"),
        (_owner("[{who: svazek, from: 1.1.2010}]"), ["expected"], "area.owner[1].from"),
        (_owner("[{who: kraj, from: 2010-01-01}]"), ["unknown_owner"], "area.owner[1]"),
        (
            _owner("[{who: svazek, from: 2012-01-01}, {who: lead_municipality, from: 2012-01-01}]"),
            ["owners_of_one_day"],
            "area.owner[2]",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_line_and_field(
    change: tuple[str, str], keys: list[str], field: str
) -> None:
    content = shipped("hlucin", change)
    with pytest.raises(AreaFileInvalid) as invalid:
        read_area_file(content)
    found = invalid.value.problems
    assert [problem.key for problem in found] == keys
    assert found[0].field == field
    assert found[0].message.cs != found[0].message.en
    assert change[1].splitlines()[-1].strip() in content.decode().splitlines()[found[0].line - 1]


def test_an_owner_without_a_number_is_a_warning_and_one_with_it_is_none() -> None:
    warnings = read_area_file(shipped("hlucin")).warnings
    assert [warning.key for warning in warnings] == ["owner_without_ico"]
    assert "v dokumentech proto nebude" in warnings[0].text("cs")
    assert read_area_file(shipped("hlucin", _union('ico: "12345679"'))).warnings == ()
    assert read_area_file(shipped("hlucin", _owner("lead_municipality"))).warnings == ()
