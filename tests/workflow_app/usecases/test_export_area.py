from datetime import date

import pytest
from sqlalchemy import select

from tests.workflow_app.usecases.area_files import shipped, without_line
from workflow_app.kernel.errors import NotFound
from workflow_app.models.body import Body
from workflow_app.usecases.area_facts import facts_of_file
from workflow_app.usecases.export_area import export_area
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file
from workflows.council_resolution.counts import deciding_body


@pytest.mark.parametrize("key", ["hlucin", "pisek", "domazlice", "krumlov", "albrechtice"])
def test_the_exported_file_says_the_same(empty_tx, key):
    original = read_area_file(shipped(key))
    import_area(empty_tx, original)
    exported = read_area_file(export_area(empty_tx, key).encode())
    assert facts_of_file(exported, date.min) == facts_of_file(original, date.min)
    assert preview_area(empty_tx, exported).changes == ()


def test_overridden_names_addresses_and_second_officers_survive(empty_tx):
    clerk = "clerk: {name: Kateřina Polanská, email: katerina.polanska@hlucin.example.cz}"
    more = (
        "address: [Městský úřad Hlučín, Mírové náměstí],\n"
        "     board_forms: {nominative: Městská rada, dative: Městské radě},\n"
        f"     {clerk}, officers: [{{role: clerk, name: Ida Malá, email: ida.mala@hlucin.example.cz, language: en,\n"
        '       phone: "+420 000 000 111", from: 2025-01-01, to: 2026-01-31}]'
    )
    original = read_area_file(shipped("hlucin", (clerk, more)))
    import_area(empty_tx, original)
    exported = read_area_file(export_area(empty_tx, "hlucin").encode())
    assert facts_of_file(exported, date.min) == facts_of_file(original, date.min)


def test_the_statutes_of_a_union_survive(empty_tx):
    rules = 'rules: {quorum: ">= 2/3", majority: "> 1/2", of: present, per_rollam: allowed, record_days: 14}'
    original = read_area_file(shipped("hlucin", ("key: svazek\n", f"key: svazek\n    {rules}\n")))
    import_area(empty_tx, original)
    text = export_area(empty_tx, "hlucin")
    assert "per_rollam: allowed, record_days: 14" in text
    assert preview_area(empty_tx, read_area_file(text.encode())).changes == ()
    body_id = empty_tx.session.scalars(select(Body.id).where(Body.kind == "union")).one()
    assert deciding_body(empty_tx, body_id).rules.per_rollam


def test_ended_seats_are_exported_with_their_end(tx):
    import_area(tx, read_area_file(without_line("hlucin", "tomas.sipek@posta.example.org")))
    text = export_area(tx, "hlucin")
    line = next(line for line in text.splitlines() if "tomas.sipek@" in line)
    assert "to: 2026-11-30" in line
    assert preview_area(tx, read_area_file(text.encode())).changes == ()


def test_texts_that_yaml_could_misread_come_back_the_same(empty_tx):
    odd = 'name_locative: "null: - {a} #1, \\"on\\" & *x ’ž"'
    original = read_area_file(shipped("hlucin", ("name_locative: na Hlučínsku", odd)))
    import_area(empty_tx, original)
    exported = read_area_file(export_area(empty_tx, "hlucin").encode())
    assert exported.name_locative == original.name_locative


def test_an_unknown_area_is_not_found(empty_tx):
    with pytest.raises(NotFound):
        export_area(empty_tx, "nikde")


def test_an_ended_block_seat_and_a_later_one_survive(empty_tx):
    seated = "{body: svazek, role: member, side: commissioner, from: 2010-01-01}"
    both = "{body: svazek, from: 2010-01-01, to: 2019-12-31}\n      - {body: svazek, side: public, from: 2023-01-01}"
    original = read_area_file(shipped("hlucin", (seated, both)))
    import_area(empty_tx, original)
    exported = read_area_file(export_area(empty_tx, "hlucin").encode())
    assert facts_of_file(exported, date.min) == facts_of_file(original, date.min)
    assert preview_area(empty_tx, exported).changes == ()
