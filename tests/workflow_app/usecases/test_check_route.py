from dataclasses import replace

import pytest

from tests.workflow_app.usecases.area_files import ROOT, shipped
from workflow_app.db.uow import Transaction
from workflow_app.engine.stage_bodies import StageBody, bodies_of_stages
from workflow_app.kernel.clock import prague_day
from workflow_app.models.approval_route import STAGE_BODIES, WITHOUT_BOARD, RouteStage
from workflow_app.models.area import Area
from workflow_app.usecases.area_file_shape import VALIDATOR
from workflow_app.usecases.area_yaml import load_yaml
from workflow_app.usecases.check_file_routes import councils_of, named_in_file
from workflow_app.usecases.check_route import check_route

LEAD = StageBody(
    1, "507016/assembly", "Zastupitelstvo města Hlučína", "Assembly of Hlučín", 13_000, True, None
)
OTHER = StageBody(2, "512974/assembly", "Zastupitelstvo obce Bělá", "Assembly of Bělá", 654, False, None)
UNION = StageBody(3, "svazek", "Svazek obcí", "Union", 0, False, None)
DEFS = {"$defs": VALIDATOR.schema["$defs"]}
SOUND = RouteStage("s", {"cs": "Krok", "en": "Stage"}, "all_assemblies", ("approved",))
BOTH = (LEAD, OTHER)


def found(rule: RouteStage, bodies: tuple[StageBody, ...] = BOTH, kind: str = "plan") -> set[tuple[str, str]]:
    """What is impossible in a route of one stage: (key, name of the field)."""
    errors = check_route(kind, [rule], [bodies]).errors
    return {(error.key, (error.field or "").removeprefix("stages-0-")) for error in errors}


def test_a_sound_route_has_nothing_against_it() -> None:
    findings = check_route("plan", [SOUND], [BOTH])
    assert (findings.errors, findings.warnings) == ((), ())


@pytest.mark.parametrize(
    ("changes", "bodies", "error"),
    [
        ({"label": {"cs": "", "en": ""}}, BOTH, ("stage_has_no_name", "label_cs")),
        ({"bodies": "everybody"}, (), ("choice_is_unknown", "bodies")),
        ({"bodies": "member_assemblies"}, (), ("stage_has_no_body", "bodies")),
        ({"bodies": "lead_board"}, (), ("stage_has_no_body", "bodies")),
        ({"bodies": "union"}, (), ("area_has_no_union", "bodies")),
        ({"bodies": "region"}, (), ("area_has_no_region", "bodies")),
        ({"bodies": "named", "body_key": "nikde"}, (), ("named_body_is_unknown", "body_key")),
        ({"bodies": "all_boards"}, (), ("route_has_no_body", "")),
        ({"counts": ()}, BOTH, ("stage_counts_nothing", "counts")),
        ({"counts": ("approved", "praised")}, BOTH, ("choice_is_unknown", "counts")),
        ({"counts": ("recommended",)}, BOTH, ("only_a_board_recommends", "counts")),
        ({"join": "most"}, BOTH, ("choice_is_unknown", "join")),
        ({"join": "at_least"}, BOTH, ("join_value_is_missing", "join_value")),
        ({"join": "at_least", "join_value": 0}, BOTH, ("join_value_is_missing", "join_value")),
        ({"join": "at_least", "join_value": 3}, BOTH, ("join_value_exceeds_bodies", "join_value")),
        ({"join": "share_of_bodies", "join_value": 101}, BOTH, ("share_is_no_percentage", "join_value")),
        ({"join": "share_of_bodies"}, BOTH, ("share_is_no_percentage", "join_value")),
        (
            {"bodies": "union", "join": "share_of_inhabitants", "join_value": 50},
            (UNION,),
            ("bodies_have_no_inhabitants", "join"),
        ),
        ({"join": "lead_only"}, (OTHER,), ("lead_is_not_in_the_stage", "join")),
        ({"join": "lead_only", "refusal": "go_on"}, BOTH, ("lead_only_cannot_go_on", "refusal")),
        (
            {"order": "one_by_one", "join": "at_least", "join_value": 1},
            BOTH,
            ("one_by_one_needs_all", "join"),
        ),
        ({"order": "one_by_one", "refusal": "go_on"}, BOTH, ("one_by_one_cannot_go_on", "refusal")),
        ({"sequence": ("512974",)}, BOTH, ("sequence_needs_one_by_one", "sequence")),
        (
            {"order": "one_by_one", "sequence": ("512974", "507016", "512974")},
            BOTH,
            ("municipality_is_twice_in_order", "sequence"),
        ),
        ({"deadline_days": 0}, BOTH, ("deadline_is_out_of_range", "deadline_days")),
        ({"deadline_days": 401}, BOTH, ("deadline_is_out_of_range", "deadline_days")),
    ],
)
def test_what_is_impossible_is_named_at_its_field(changes, bodies, error) -> None:
    assert found(replace(SOUND, **changes), bodies) == {error}


def test_municipalities_asked_to_join_may_decide_one_after_another_each_for_itself() -> None:
    for refusal in ("go_on", "ask", "stop"):
        rule = replace(SOUND, bodies="asked_assemblies", order="one_by_one", refusal=refusal)
        findings = check_route("intent", [rule], [()])
        assert (findings.errors, findings.warnings) == ((), ()), refusal


def test_only_a_plan_has_parts() -> None:
    rule = replace(SOUND, part="goals_and_measures")
    assert found(rule) == set()
    assert found(rule, kind="monitoring_report") == {("part_is_of_a_plan_only", "part")}


def test_a_route_has_stages_but_not_too_many() -> None:
    assert [error.key for error in check_route("plan", [], []).errors] == ["route_has_no_stage"]
    many = check_route("plan", [SOUND] * 11, [BOTH] * 11)
    assert [error.key for error in many.errors] == ["route_has_too_many_stages"]


BOARD = StageBody(4, "507016/board", "Rada města Hlučína", "Board of Hlučín", 13_000, True, None)
STANDS_IN = replace(OTHER, stands_in="assembly")


@pytest.mark.parametrize(
    ("stages", "warning"),
    [
        ([({"deadline_days": 6}, BOTH)], "deadline_is_shorter_than_notice"),
        ([({"bodies": "lead_assembly"}, (LEAD,)), ({}, BOTH)], "body_decides_twice"),
        ([({"bodies": "lead_assembly"}, (LEAD,)), ({"bodies": "member_boards"}, ())], "stage_is_passed_over"),
        ([({"counts": ("noted",)}, BOTH)], "nobody_approves"),
        ([({"order": "one_by_one", "sequence": ("512974", "509647")}, BOTH)], "order_names_another"),
        ([({"bodies": "lead_assembly", "refusal": "go_on"}, (LEAD,))], "nobody_is_left_to_go_on"),
        (
            [({}, BOTH), ({"bodies": "lead_board", "counts": ("recommended",)}, (BOARD,))],
            "recommendation_leads_nowhere",
        ),
        (
            [
                ({"bodies": "all_boards", "counts": ("recommended",)}, (BOARD, STANDS_IN)),
                ({"bodies": "lead_assembly"}, (LEAD,)),
            ],
            "assembly_recommends_to_itself",
        ),
    ],
)
def test_what_is_doubtful_is_a_warning_and_no_error(stages, warning) -> None:
    rules = [replace(SOUND, **changes) for changes, _bodies in stages]
    findings = check_route("plan", rules, [bodies for _changes, bodies in stages])
    assert [found.key for found in findings.warnings] == [warning]
    assert findings.errors == ()


def test_deciding_about_a_part_first_is_not_deciding_twice() -> None:
    rules = [replace(SOUND, part="goals_and_measures"), SOUND]
    assert check_route("plan", rules, [BOTH, BOTH]).warnings == ()


def test_the_file_names_the_same_bodies_as_the_database(tx: Transaction) -> None:
    data, _lines, _problems = load_yaml(shipped("hlucin"))
    area_id = tx.session.query(Area.id).where(Area.key == "hlucin").scalar()
    for bodies in (*STAGE_BODIES, "512974/board", "507016/assembly", "svazek"):
        for without_board in WITHOUT_BOARD:
            rule = replace(SOUND, bodies=bodies, without_board=without_board)
            if bodies not in STAGE_BODIES:
                rule = replace(rule, bodies="named", body_key=bodies)
            (stored,) = bodies_of_stages(tx, area_id, [rule], prague_day(tx.now))
            said = named_in_file(rule, councils_of(data), data["bodies"])
            facts = [
                {(b.key, b.inhabitants, b.is_lead, b.stands_in) for b in side} for side in (said, stored)
            ]
            assert facts[0] == facts[1], rule


def test_the_examples_of_the_documentation_follow_the_schema_and_name_what_can_be() -> None:
    text = (ROOT / "docs" / "approval-routes.md").read_text("utf-8")
    examples = [block.split("```", 1)[0] for block in text.split("```yaml\n")[1:]]
    assert len(examples) == 7
    area, _lines, _problems = load_yaml(shipped("domazlice"))
    for example in examples:
        routes, _lines, problems = load_yaml(example.encode())
        assert problems == []
        ((kind, route),) = routes.items()
        assert (
            list(VALIDATOR.evolve(schema={**VALIDATOR.schema["$defs"]["route"], **DEFS}).iter_errors(route))
            == []
        )
        rules = [RouteStage.of(stage) for stage in route["stages"]]
        named = [named_in_file(rule, councils_of(area), area["bodies"]) for rule in rules]
        assert check_route(kind, rules, named).errors == ()
