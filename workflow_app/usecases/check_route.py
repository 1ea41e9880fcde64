"""Says of an approval route what is impossible in it and what is doubtful, before anybody has to find out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow_app.engine.stage_bodies import StageBody
from workflow_app.kernel.errors import Refusal
from workflow_app.models.approval_route import (
    BOARD_SETS,
    JOINS,
    ORDERS,
    OUTCOMES_THAT_COUNT,
    PARTS,
    REFUSALS,
    SHARES,
    STAGE_BODIES,
    WITHOUT_BOARD,
    RouteStage,
)

MOST_STAGES, LONGEST_DEADLINE = 10, 400
NOTICE_DAYS = 7  # § 93 (1) of act 128/2000 Sb.: the agenda of an assembly is public at least 7 days before it
WITH_PARTS = ("plan", "action_plan")  # documents that have goals and measures
NAMED_LATER = "asked_assemblies"  # whom an intent asks to join stands in the intent, not in the route
Bodies = Sequence[StageBody]


@dataclass(frozen=True, slots=True)
class RouteFindings:
    """Errors forbid the route, warnings do not. Each names its field: stages-0-join_value."""

    errors: tuple[Refusal, ...]
    warnings: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """One stage with the bodies that it names today; `follows` are the stages after it."""

    kind: str
    index: int
    rule: RouteStage
    bodies: Bodies
    follows: tuple[RouteStage, ...]

    def field(self, name: str) -> str:
        return f"stages-{self.index}-{name}"

    def called(self, code: str) -> str:
        """Return the body of the municipality with this code by name, the code where it has none in the stage."""
        return next((body.name for body in self.bodies if body.code == code), code)

    @property
    def named(self) -> dict[str, object]:
        return {f"stage_{language}": text for language, text in self.rule.label.items()}


def check_route(kind: str, rules: Sequence[RouteStage], bodies: Sequence[Bodies]) -> RouteFindings:
    """Return what is impossible and what is doubtful in a route for documents of `kind`.

    `bodies` are those that each stage names (engine/stage_bodies.py), in the order of `rules`.
    """
    stages = [
        _Stage(kind, index, rule, named, tuple(rules[index + 1 :]))
        for index, (rule, named) in enumerate(zip(rules, bodies, strict=True))
    ]
    errors = [found for stage in stages for check in ERRORS for found in check(stage)]
    warnings = [found for stage in stages for check in WARNINGS for found in check(stage)]
    return RouteFindings((*_whole(stages), *errors), (*_nobody_approves(rules), *warnings, *_twice(stages)))


def _whole(stages: Sequence[_Stage]) -> Iterator[Refusal]:
    if not stages:
        yield Refusal("route_has_no_stage")
    elif len(stages) > MOST_STAGES:
        yield Refusal("route_has_too_many_stages", {"limit": MOST_STAGES})
    elif all(stage.rule.may_be_empty and not stage.bodies for stage in stages):
        yield Refusal("route_has_no_body")


def _words(stage: _Stage) -> Iterator[Refusal]:
    if not stage.rule.label.get("cs"):
        yield Refusal("stage_has_no_name", field=stage.field("label_cs"))


def _choices(stage: _Stage) -> Iterator[Refusal]:
    for name, known in (
        ("bodies", STAGE_BODIES),
        ("order", ORDERS),
        ("join", JOINS),
        ("refusal", REFUSALS),
        ("without_board", WITHOUT_BOARD),
        ("part", PARTS),
    ):
        if getattr(stage.rule, name) not in known:
            yield Refusal("choice_is_unknown", field=stage.field(name))
    if any(outcome not in OUTCOMES_THAT_COUNT for outcome in stage.rule.counts):
        yield Refusal("choice_is_unknown", field=stage.field("counts"))


def _somebody(stage: _Stage) -> Iterator[Refusal]:
    rule = stage.rule
    if stage.bodies or rule.may_be_empty or rule.bodies not in STAGE_BODIES or rule.bodies == NAMED_LATER:
        return
    if rule.bodies == "named":
        yield Refusal("named_body_is_unknown", field=stage.field("body_key"))
    elif rule.bodies == "union":
        yield Refusal("area_has_no_union", field=stage.field("bodies"))
    elif rule.bodies == "region":
        yield Refusal("area_has_no_region", field=stage.field("bodies"))
    else:
        yield Refusal("stage_has_no_body", stage.named, field=stage.field("bodies"))


def _counts(stage: _Stage) -> Iterator[Refusal]:
    if not stage.rule.counts:
        yield Refusal("stage_counts_nothing", field=stage.field("counts"))
    if "recommended" in stage.rule.counts and not stage.rule.is_of_boards:
        yield Refusal("only_a_board_recommends", field=stage.field("counts"))


def _join(stage: _Stage) -> Iterator[Refusal]:
    join, value, field = stage.rule.join, stage.rule.join_value, stage.field("join_value")
    if join in SHARES:
        if value is None or not 1 <= value <= 100:
            yield Refusal("share_is_no_percentage", field=field)
        if join == "share_of_inhabitants" and stage.bodies and not sum(b.inhabitants for b in stage.bodies):
            yield Refusal("bodies_have_no_inhabitants", field=stage.field("join"))
    if join == "at_least":
        if value is None or value < 1:
            yield Refusal("join_value_is_missing", field=field)
        elif stage.bodies and value > len(stage.bodies):
            yield Refusal("join_value_exceeds_bodies", {"bodies": len(stage.bodies)}, field=field)


def _order(stage: _Stage) -> Iterator[Refusal]:
    field = stage.field("sequence")
    if stage.rule.order != "one_by_one":
        if stage.rule.sequence:
            yield Refusal("sequence_needs_one_by_one", field=field)
        return
    for code, times in Counter(stage.rule.sequence).items():
        if times > 1:
            yield Refusal("municipality_is_twice_in_order", {"municipality": stage.called(code)}, field=field)
    if stage.rule.join != "all":
        yield Refusal("one_by_one_needs_all", field=stage.field("join"))
    if stage.rule.refusal == "go_on" and stage.rule.bodies != NAMED_LATER:  # those each decide for themselves
        yield Refusal("one_by_one_cannot_go_on", field=stage.field("refusal"))


def _lead(stage: _Stage) -> Iterator[Refusal]:
    if stage.rule.join != "lead_only":
        return
    if stage.bodies and not any(body.is_lead for body in stage.bodies):
        yield Refusal("lead_is_not_in_the_stage", field=stage.field("join"))
    if stage.rule.refusal == "go_on":
        yield Refusal("lead_only_cannot_go_on", field=stage.field("refusal"))


def _limits(stage: _Stage) -> Iterator[Refusal]:
    if not 1 <= stage.rule.deadline_days <= LONGEST_DEADLINE:
        limits = {"limit": LONGEST_DEADLINE}
        yield Refusal("deadline_is_out_of_range", limits, field=stage.field("deadline_days"))
    if stage.rule.part and stage.kind not in WITH_PARTS:
        yield Refusal("part_is_of_a_plan_only", field=stage.field("part"))


def _short(stage: _Stage) -> Iterator[Refusal]:
    if 1 <= stage.rule.deadline_days < NOTICE_DAYS and not stage.rule.is_of_boards:
        yield Refusal("deadline_is_shorter_than_notice", field=stage.field("deadline_days"))


def _passed_over(stage: _Stage) -> Iterator[Refusal]:
    if stage.rule.may_be_empty and not stage.bodies:
        yield Refusal("stage_is_passed_over", stage.named, field=stage.field("without_board"))


def _recommendation(stage: _Stage) -> Iterator[Refusal]:
    if "recommended" not in stage.rule.counts or not stage.rule.is_of_boards:
        return
    if not any(rule.bodies not in BOARD_SETS for rule in stage.follows):
        yield Refusal("recommendation_leads_nowhere", field=stage.field("counts"))
    if any(body.stands_in == "assembly" for body in stage.bodies):
        yield Refusal("assembly_recommends_to_itself", field=stage.field("without_board"))


def _sequence(stage: _Stage) -> Iterator[Refusal]:
    """A municipality in the order that does not decide in the stage, such as one that has left; it is passed over."""
    if stage.rule.bodies == NAMED_LATER or not stage.bodies:
        return
    decide = {body.code for body in stage.bodies}
    for code in stage.rule.sequence:
        if code not in decide:
            yield Refusal("order_names_another", {"code": code}, field=stage.field("sequence"))


def _only_body(stage: _Stage) -> Iterator[Refusal]:
    always_alone = stage.rule.bodies.startswith("lead_") or stage.rule.bodies in ("named", "union")
    if stage.rule.refusal == "go_on" and always_alone:
        yield Refusal("nobody_is_left_to_go_on", field=stage.field("refusal"))


def _nobody_approves(rules: Sequence[RouteStage]) -> Iterator[Refusal]:
    if rules and not any({"approved", "consented"} & set(rule.counts) for rule in rules):
        yield Refusal("nobody_approves")


def _twice(stages: Sequence[_Stage]) -> Iterator[Refusal]:
    """A body that decides in two stages about the same thing; the first such body of a stage is named."""
    seen: dict[tuple[int, str], int] = {}
    for stage in stages:
        again = [body for body in stage.bodies if (body.body_id, stage.rule.part) in seen]
        if again:
            yield Refusal("body_decides_twice", {"body": again[0].name}, field=stage.field("bodies"))
        seen |= {(body.body_id, stage.rule.part): stage.index for body in stage.bodies}


Check = Callable[[_Stage], Iterator[Refusal]]
ERRORS: tuple[Check, ...] = (_words, _choices, _somebody, _counts, _join, _order, _lead, _limits)
WARNINGS: tuple[Check, ...] = (_short, _passed_over, _recommendation, _sequence, _only_body)
