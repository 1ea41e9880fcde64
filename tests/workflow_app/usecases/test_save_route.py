"""A changed route is a new version with its reason; two people at once, and an import beside them, do not mix."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.databases import Database
from tests.factories.council_round import open_round
from tests.factories.people import coordinator
from tests.fakes.clock import FakeClock
from tests.workflow_app.usecases.area_files import shipped
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.area import Area
from workflow_app.models.edit_record import EditRecord
from workflow_app.usecases.export_area import export_area
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.usecases.route_input import RouteDraft, TypedStage
from workflow_app.usecases.save_route import save_route

TODAY = date(2026, 12, 1)
UNION = TypedStage(
    texts={
        "label_cs": "Svazek  obcí",
        "label_en": "",
        "bodies": "union",
        "order": "parallel",
        "join": "all",
        "join_value": "nesmysl, na kterém nezáleží",
        "deadline_days": "30",
        "refusal": "stop",
        "without_board": "mayor",
        "part": "",
        "note": "Podle stanov svazku.",
    },
    counts=("approved",),
)


def save(
    tx: Transaction, *typed: TypedStage, seen: int | None = 1, reason: str = "Rozhodla řídicí skupina."
) -> RouteDraft | None:
    area_id = tx.session.execute(select(Area.id).where(Area.key == "hlucin")).scalar_one()
    return save_route(
        tx, area_id=area_id, kind="plan", typed=typed, valid_from=TODAY, reason=reason, seen=seen
    )


def routes(tx: Transaction) -> list[ApprovalRoute]:
    statement = select(ApprovalRoute).where(ApprovalRoute.document_kind == "plan")
    return list(tx.session.scalars(statement.order_by(ApprovalRoute.version)))


def test_a_saved_route_is_a_version_with_its_author_and_reason(tx: Transaction) -> None:
    mine = acting(tx, coordinator(tx))
    save(mine, UNION)
    old, new = routes(tx)
    assert (new.version, new.valid_from, new.created_by_id) == (2, TODAY, mine.actor.user_id)
    (stage,) = new.stages
    assert (stage["key"], stage["label"]) == ("step-1", {"cs": "Svazek obcí", "en": "Svazek obcí"})
    assert (stage["join_value"], stage["without_board"]) == (None, "skip")
    edit = tx.session.scalars(
        select(EditRecord).where(EditRecord.subject_kind == "approval_route", EditRecord.subject_id == new.id)
    ).one()
    assert (edit.reason, edit.before["stages"]) == ("Rozhodla řídicí skupina.", old.stages)
    assert verify(tx) == []


def test_what_a_page_saved_survives_export_and_import(tx: Transaction) -> None:
    save(tx, UNION)
    exported = read_area_file(export_area(tx, "hlucin").encode())
    assert preview_area(tx, exported).changes == ()


def test_the_same_again_is_no_new_version(tx: Transaction) -> None:
    save(tx, UNION)
    assert save(tx, replace(UNION, texts={**UNION.texts, "key": "step-1"}), seen=2, reason="") is None
    assert len(routes(tx)) == 2


def test_an_impossible_route_is_refused_and_nothing_is_written(tx: Transaction) -> None:
    wrong = replace(UNION, texts={**UNION.texts, "bodies": "region", "deadline_days": "brzy"}, counts=())
    with pytest.raises(Refused) as refused:
        save(tx, UNION, wrong)
    assert {(reason.key, reason.field) for reason in refused.value.reasons} == {
        ("number_is_not_whole", "stages-1-deadline_days"),
        ("area_has_no_region", "stages-1-bodies"),
        ("stage_counts_nothing", "stages-1-counts"),
    }
    assert len(routes(tx)) == 1


def test_a_change_needs_a_reason_and_a_known_kind_of_document(tx: Transaction) -> None:
    with pytest.raises(Refused, match="reason_is_missing"):
        save(tx, UNION, reason="")
    with pytest.raises(NotFound):
        save_route(tx, area_id=1, kind="rules_of_procedure", typed=(), valid_from=TODAY, reason="x", seen=0)


def test_an_outdated_page_saves_nothing(tx: Transaction) -> None:
    save(tx, UNION)
    for seen in (1, None, 0):
        with pytest.raises(Stale):
            save(tx, UNION, UNION, seen=seen)


def test_a_route_that_begins_later_waits_for_its_day(tx: Transaction, catalogue: Catalogue) -> None:
    save(tx, UNION)
    routes(tx)[1].valid_from = date(2027, 1, 1)
    tx.session.flush()
    found = open_round(tx, catalogue, "hlucin")
    assert found.names(1) == ["Zastupitelstvo města Hlučína"]


def test_of_two_edits_at_the_same_moment_one_wins_and_the_other_hears_of_it(
    database: Database, clock: FakeClock
) -> None:
    barrier = threading.Barrier(4)

    def edit(number: int) -> str:
        stage = replace(UNION, texts={**UNION.texts, "note": f"Verze číslo {number}"})
        barrier.wait()
        try:
            with unit_of_work(database.sessions, clock, SYSTEM, f"edit {number}") as tx:
                save(tx, stage)
        except Stale:
            return "stale"
        return "saved"

    def bring(_number: int) -> str:
        file = read_area_file(shipped("hlucin", ("deadline_days: 60", "deadline_days: 61")))
        barrier.wait()
        with unit_of_work(database.sessions, clock, SYSTEM, "import") as tx:
            import_area(tx, file)
        return "imported"

    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(lambda job: job[0](job[1]), [(edit, 1), (edit, 2), (edit, 3), (bring, 0)]))
    assert ends.count("imported") == 1
    assert ends.count("saved") <= 1
    with unit_of_work(database.sessions, clock, SYSTEM, "look", read_only=True) as tx:
        versions = [route.version for route in routes(tx)]
        assert versions == list(range(1, 3 + ends.count("saved")))
        assert verify(tx) == []
