"""The routes that docs/approval-routes.md gives as examples, each replayed by the real bodies of its area."""

import pytest
from sqlalchemy import select

from tests.factories.council_round import OpenRound, open_round, write_route
from tests.workflow_app.usecases.area_files import shipped
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import stages_of
from workflow_app.engine.lock import read
from workflow_app.kernel.errors import Refused
from workflow_app.models.edit_record import EditRecord
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.queries.process_history import process_history
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file

BOARDLESS = 6  # municipalities of the Hlučín area whose assembly has fewer than 15 members


def in_area(tx: Transaction, catalogue: Catalogue, area: str, kind: str) -> OpenRound:
    import_area(tx, read_area_file(shipped(area)))
    return open_round(tx, catalogue, area, kind)


def test_hlucin_plan_goes_to_the_town_and_then_to_the_assemblies_of_the_others(
    tx: Transaction, catalogue: Catalogue
) -> None:
    found = open_round(tx, catalogue, "hlucin", "plan")
    assert found.names(1) == ["Zastupitelstvo města Hlučína"]
    assert found.names(2) == []
    found.decide(1)
    assert len(found.names(2)) == 14
    assert all(name.startswith("Zastupitelstvo") for name in found.names(2))
    assert found.state == "council_approval"
    found.decide(2)
    assert found.state == "in_force"


def test_hlucin_report_goes_to_the_board_of_the_town_and_then_to_the_municipalities(
    tx: Transaction, catalogue: Catalogue
) -> None:
    found = open_round(tx, catalogue, "hlucin", "monitoring_report")
    ((_process, body),) = found.bodies(1)
    assert (body.kind, body.name.split()[0]) == ("board", "Rada")
    found.decide(1)
    found.decide(2, "noted")
    assert found.state == "concluded"


def test_litovel_board_recommends_and_the_assembly_approves(tx: Transaction, catalogue: Catalogue) -> None:
    write_route(
        tx,
        "hlucin",
        "plan",
        {"bodies": "lead_board", "counts": ["recommended"], "refusal": "stop"},
        {"bodies": "lead_assembly", "counts": ["approved"], "refusal": "stop"},
    )
    found = open_round(tx, catalogue, "hlucin")
    found.decide(1, "recommended")
    assert [body.kind for _process, body in found.bodies(2)] == ["assembly"]
    found.decide(2)
    assert found.state == "in_force"


def test_a_recommendation_is_no_approval_where_the_route_asks_for_one(
    tx: Transaction, catalogue: Catalogue
) -> None:
    found = open_round(tx, catalogue, "hlucin", "monitoring_report")
    found.decide(1, "recommended")
    (first, _second) = stages_of(tx, found.process_id)
    assert (first.refused, first.is_impossible, found.state) == (1, True, "council_approval")


def test_pisek_yearly_action_plan_is_decided_by_the_assembly_of_the_town_alone(
    tx: Transaction, catalogue: Catalogue
) -> None:
    found = in_area(tx, catalogue, "pisek", "action_plan")
    (only,) = stages_of(tx, found.process_id)
    assert (only.total, len(found.names(1))) == (1, 1)
    found.decide(1)
    assert found.state == "in_force"


def test_krumlov_assembly_approves_a_part_and_the_others_take_note_of_the_whole(
    tx: Transaction, catalogue: Catalogue
) -> None:
    found = in_area(tx, catalogue, "krumlov", "plan")
    first, second = stages_of(tx, found.process_id)
    assert (first.rule.part, second.rule.part) == ("goals_and_measures", "")
    found.decide(1)
    assert len(found.names(2)) == 30  # the military area has no assembly
    found.decide(2, "noted")
    assert found.state == "in_force"


def test_domazlice_asks_the_region_from_outside_and_staff_record_its_answer(
    tx: Transaction, catalogue: Catalogue
) -> None:
    import_area(tx, read_area_file(shipped("domazlice")))
    write_route(
        tx,
        "domazlice",
        "plan",
        {"bodies": "lead_assembly", "counts": ["approved"], "refusal": "stop"},
        {"bodies": "region", "counts": ["approved"], "refusal": "stop"},
    )
    found = open_round(tx, catalogue, "domazlice", "plan")
    found.decide(1)
    ((process, body),) = found.bodies(2)
    assert (body.kind, body.name) == ("region", "Zastupitelstvo Plzeňského kraje")
    found.decide(2)
    assert found.state == "in_force"
    recorded = select(TransitionRecord.actor_id).where(
        TransitionRecord.process_id == process.id, TransitionRecord.trigger == "record_approval"
    )
    assert tx.session.execute(recorded).scalar_one() is not None


@pytest.mark.parametrize(
    ("without_board", "bodies", "standing_in"),
    [("skip", 14 - BOARDLESS, 0), ("assembly", 14, BOARDLESS), ("mayor", 14, BOARDLESS)],
)
def test_a_municipality_without_a_board(
    tx: Transaction, catalogue: Catalogue, without_board: str, bodies: int, standing_in: int
) -> None:
    write_route(
        tx,
        "hlucin",
        "monitoring_report",
        {"bodies": "member_boards", "counts": ["approved"], "without_board": without_board},
    )
    found = open_round(tx, catalogue, "hlucin", "monitoring_report")
    decided = found.bodies(1)
    assert len(decided) == bodies
    in_place = [(process, body) for process, body in decided if process.stands_in]
    assert len(in_place) == standing_in
    assert {process.stands_in for process, _body in in_place} <= {without_board}
    assert all((body.kind == "assembly") is bool(process.stands_in) for process, body in decided)
    found.decide(1)
    assert found.state == "concluded"


def test_who_stands_in_is_part_of_the_fingerprinted_history(tx: Transaction, catalogue: Catalogue) -> None:
    write_route(
        tx, "hlucin", "plan", {"bodies": "all_boards", "counts": ["approved"], "without_board": "mayor"}
    )
    found = open_round(tx, catalogue, "hlucin")
    begun = [process.id for process, _body in found.bodies(1) if process.stands_in]
    payloads = tx.session.scalars(
        select(TransitionRecord.payload).where(
            TransitionRecord.process_id.in_(begun), TransitionRecord.seq == 0
        )
    ).all()
    assert payloads == [{"stands_in": "mayor"}] * BOARDLESS
    assert verify(tx) == []


def test_where_nobody_has_a_board_the_stage_is_passed_over_and_the_history_tells(
    tx: Transaction, catalogue: Catalogue
) -> None:
    tx.connection.exec_driver_sql("UPDATE body SET member_count = NULL WHERE kind = 'board'")
    write_route(
        tx,
        "hlucin",
        "plan",
        {"bodies": "all_boards", "counts": ["approved"]},
        {"bodies": "lead_assembly", "counts": ["approved"]},
        {"bodies": "member_boards", "counts": ["approved"]},
    )
    found = open_round(tx, catalogue, "hlucin")
    assert (len(found.names(1)), len(found.names(2))) == (0, 1)
    found.decide(2)
    assert found.state == "in_force"
    told = select(EditRecord.after).where(EditRecord.subject_kind == "round_stage").order_by(EditRecord.id)
    assert tx.session.scalars(told).all() == [{"passed_over": True}] * 2
    area_id = read(tx, found.process_id).area_id
    history = process_history(tx, catalogue, found.process_id, area_id=area_id).records
    passed = [record.subject for record in history if record.subject_kind == "round_stage"]
    assert sorted(passed) == ["Krok 1", "Krok 3"]


def test_a_route_in_which_nobody_at_all_decides_does_not_open(tx: Transaction, catalogue: Catalogue) -> None:
    tx.connection.exec_driver_sql("UPDATE body SET member_count = NULL WHERE kind = 'board'")
    write_route(tx, "hlucin", "plan", {"bodies": "all_boards", "counts": ["approved"]})
    with pytest.raises(Refused) as refused:
        open_round(tx, catalogue, "hlucin")
    assert [reason.key for reason in refused.value.reasons] == ["stage_has_no_body"]


def test_one_after_another_the_next_is_asked_when_the_one_before_agreed(
    tx: Transaction, catalogue: Catalogue
) -> None:
    write_route(tx, "hlucin", "plan", {"bodies": "all_boards", "counts": ["approved"], "order": "one_by_one"})
    found = open_round(tx, catalogue, "hlucin")
    stages = stages_of(tx, found.process_id)
    assert len(stages) == 15 - BOARDLESS
    assert stages[0].rule.body_key == "507016/board"
    for position in range(1, len(stages) + 1):
        assert [len(found.names(later)) for later in range(position, len(stages) + 1)] == [
            1,
            *[0] * (len(stages) - position),
        ]
        found.decide(position)
    assert found.state == "in_force"


def test_one_after_another_follows_the_order_of_the_route_and_a_running_round_keeps_it(
    tx: Transaction, catalogue: Catalogue
) -> None:
    """Píšť and the lead town stand in the order; the others follow by the alphabet."""
    stage = {
        "bodies": "all_assemblies",
        "counts": ["approved"],
        "order": "one_by_one",
        "sequence": ["509647", "507016"],
    }
    write_route(tx, "hlucin", "plan", stage, {"bodies": "union", "counts": ["approved"]})
    found = open_round(tx, catalogue, "hlucin")
    asked = [stage.rule.body_key.partition("/")[0] for stage in stages_of(tx, found.process_id)]
    assert asked[:4] == ["509647", "507016", "512974", "506192"]
    write_route(tx, "hlucin", "plan", {**stage, "sequence": ["506192"]})
    found.decide(1)
    assert found.names(2) == ["Zastupitelstvo města Hlučína"]
    assert [stage.rule.body_key.partition("/")[0] for stage in stages_of(tx, found.process_id)] == asked


def test_when_only_the_lead_counts_the_others_are_asked_and_not_waited_for(
    tx: Transaction, catalogue: Catalogue
) -> None:
    write_route(
        tx, "hlucin", "plan", {"bodies": "all_assemblies", "counts": ["approved"], "join": "lead_only"}
    )
    found = open_round(tx, catalogue, "hlucin")
    (stage,) = stages_of(tx, found.process_id)
    lead = next(body.name for _process, body in found.bodies(1) if body.id == stage.lead_body_id)
    other = next(name for name in found.names(1) if name != lead)
    found.decide(1, "rejected", only=other)
    assert found.state == "council_approval"
    assert not stages_of(tx, found.process_id)[0].is_impossible
    found.decide(1, only=lead)
    assert found.state == "in_force"


def test_a_named_body_decides_alone(tx: Transaction, catalogue: Catalogue) -> None:
    write_route(
        tx,
        "hlucin",
        "plan",
        {"bodies": "named", "body_key": "svazek", "counts": ["approved"]},
        {"bodies": "named", "body_key": "512974/board", "counts": ["approved"], "without_board": "assembly"},
    )
    found = open_round(tx, catalogue, "hlucin")
    ((_process, union),) = found.bodies(1)
    found.decide(1)
    ((stands_in, bela),) = found.bodies(2)
    assert (union.kind, bela.name, stands_in.stands_in) == ("union", "Zastupitelstvo obce Bělá", "assembly")


def test_a_round_keeps_the_route_it_was_opened_with(tx: Transaction, catalogue: Catalogue) -> None:
    found = open_round(tx, catalogue, "hlucin", "plan")
    write_route(tx, "hlucin", "plan", {"bodies": "union", "counts": ["approved"]})
    found.decide(1)
    assert len(found.names(2)) == 14
