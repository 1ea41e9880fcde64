"""Members of a union and owners of plans, read from an area file."""

from datetime import date

from tests.workflow_app.usecases.area_files import shipped
from workflow_app.usecases.area_file import AreaFile, BodyEntry, OwnerEntry, UnionMember
from workflow_app.usecases.read_area_file import read_area_file

SINCE = date(2010, 1, 1)


def _read(*changes: tuple[str, str]) -> AreaFile:
    return read_area_file(shipped("hlucin", *changes))


def _union(area: AreaFile) -> BodyEntry:
    return next(body for body in area.bodies if body.kind == "union")


def test_all_who_plan_in_the_area_are_members_when_nothing_else_is_said() -> None:
    area = _read(('{code: "512974",', '{code: "512974", from: 2011-03-01, to: 2015-12-31,'))
    members = {member.code: member for member in _union(area).members}
    assert set(members) == {town.code for town in area.municipalities}
    assert members["507016"] == UnionMember("507016", SINCE)
    assert members["512974"] == UnionMember("512974", date(2011, 3, 1), date(2015, 12, 31))
    assert all(body.members == () for body in area.bodies if body.kind != "union")


def test_members_are_listed_with_their_dates_and_need_not_plan_in_the_area() -> None:
    said = 'municipalities: ["507016", {code: "512974", from: 2012-05-01}]'
    area = _read(
        ("key: svazek\n", f"key: svazek\n    {said}\n"),
        ("  coordinator:\n", '  excluded_municipalities: ["512974"]\n  coordinator:\n'),
    )
    assert _union(area).members == (UnionMember("507016", SINCE), UnionMember("512974", date(2012, 5, 1)))
    assert "512974" not in {town.code for town in area.municipalities}


def test_owners_follow_each_other_and_the_lead_municipality_begins_unsaid() -> None:
    dated = (
        "[{who: svazek, from: 2010-01-01}, {who: lead_municipality, from: 2018-01-01},"
        " {who: lead_municipality, from: 2006-01-01}]"
    )
    assert _read().owners == (OwnerEntry("svazek", SINCE),)
    assert _read(("owner: svazek ", f"owner: {dated} ")).owners == (
        OwnerEntry("svazek", SINCE),
        OwnerEntry("lead_municipality", date(2018, 1, 1)),
    )
    assert _read(("owner: svazek ", "owner: lead_municipality ")).owners == ()
