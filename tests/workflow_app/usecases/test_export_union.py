"""A union and the owners of plans survive import and export, twice the same as once."""

from datetime import date

import pytest

from tests.workflow_app.usecases.area_files import shipped
from workflow_app.db.uow import Transaction
from workflow_app.usecases.area_facts import facts_of_file
from workflow_app.usecases.export_area import export_area
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file

WHOLE = """key: svazek
    ico: "12345679"
    address: [Mírové náměstí 23, 748 01 Hlučín]
    municipalities: ["507016", {code: "512974", from: 2012-05-01, to: 2019-12-31}, "506702"]
"""
DATED = "owner: [{who: svazek, from: 2012-01-01}, {who: lead_municipality, from: 2018-01-01}] "


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ([], ["  owner: svazek", "    municipalities: all"]),
        (
            [("key: svazek\n", WHOLE), ("owner: svazek ", DATED)],
            [
                "  owner: [{who: svazek, from: 2012-01-01}, {who: lead_municipality, from: 2018-01-01}]",
                '    ico: "12345679"',
                '    address: [Mírové náměstí 23, "748 01 Hlučín"]',
                '    municipalities: ["506702", "507016", {code: "512974", from: 2012-05-01, to: 2019-12-31}]',
            ],
        ),
    ],
)
def test_the_exported_file_says_the_same_of_the_union(
    empty_tx: Transaction, changes: list[tuple[str, str]], lines: list[str]
) -> None:
    original = read_area_file(shipped("hlucin", *changes))
    import_area(empty_tx, original)
    assert not import_area(empty_tx, original).changed
    text = export_area(empty_tx, "hlucin")
    for line in lines:
        assert f"{line}\n" in text
    exported = read_area_file(text.encode())
    assert facts_of_file(exported, date.min) == facts_of_file(original, date.min)
    assert preview_area(empty_tx, exported).changes == ()


def test_the_preview_says_who_leaves_the_union_and_whose_plans_will_be(tx: Transaction) -> None:
    wanted = read_area_file(shipped("hlucin", ("key: svazek\n", WHOLE), ("owner: svazek ", DATED)))
    said = [change.text("cs") for change in preview_area(tx, wanted).changes]
    assert "skončí: členství obce ve svazku: Hať, Svazek obcí mikroregionu Hlučínsko" in said
    assert (
        "změní se: území Hlučínsko – pořizovatel plánů: svazek (2010-01-01) → "
        "svazek (2012-01-01); lead_municipality (2018-01-01)" in said
    )
    done = import_area(tx, wanted)
    assert not import_area(tx, wanted).changed
    assert {change.subject.kind for change in done.changes} == {"area", "body", "union_municipality"}
    exported = read_area_file(export_area(tx, "hlucin").encode())
    assert preview_area(tx, exported).changes == ()
