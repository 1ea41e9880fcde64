"""Bodies that an area file seats in groups as a whole: imported, changed, ended; their people follow."""

from datetime import date

from sqlalchemy import select

from tests.workflow_app.usecases.test_import_area import YESTERDAY, bring
from workflow_app.audit.verify import verify
from workflow_app.models.block_seat import BlockSeat
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.seat import Seat
from workflow_app.models.user import User

BLOCK = "{body: svazek, role: member, side: commissioner, from: 2010-01-01}"


def test_a_block_seat_is_imported_changed_ended_and_on_record(tx):
    (block,) = tx.session.scalars(select(BlockSeat)).all()
    assert (block.role, block.side, block.valid_from, block.valid_to) == (
        "member", "commissioner", date(2010, 1, 1), None,
    )  # fmt: skip
    assert not bring(tx, "hlucin").changed
    (change,) = bring(tx, "hlucin", (BLOCK, BLOCK.replace("commissioner", "public"))).changes
    assert change.text("cs") == (
        "změní se: členství z titulu funkce Rada Svazku obcí mikroregionu Hlučínsko → Řídicí skupina"
        " – strana triády: commissioner → public"
    )
    record = tx.session.scalars(select(EditRecord).order_by(EditRecord.id.desc()).limit(1)).one()
    assert (record.subject_kind, record.after) == ("block_seat", {"side": "public"})
    (change,) = bring(tx, "hlucin", (f"    seats:\n      - {BLOCK}\n", "")).changes
    assert change.action == "ended"
    assert block.valid_to == YESTERDAY
    (change,) = bring(tx, "hlucin").changes
    assert change.after == {"side": "commissioner", "valid_to": None}
    assert verify(tx) == []


def test_who_is_new_in_the_seated_body_sits_in_the_group_by_the_same_import(tx):
    old = "Šárka Urbanová, email: sarka.urbanova@hat.example.cz, role: member"
    new = "Zuzana Konečná, email: zuzana.konecna@bela.example.cz, role: member"
    bring(tx, "hlucin", (old, new))
    through = select(User.email).join(Seat, Seat.user_id == User.id).where(Seat.through_body_id.is_not(None))
    now = set(tx.session.scalars(through.where(Seat.held_on(tx.now.date()))))
    assert "zuzana.konecna@bela.example.cz" in now
    assert "sarka.urbanova@hat.example.cz" not in now
    assert len(now) == 5
