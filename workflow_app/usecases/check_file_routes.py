"""Checks the approval routes of an area file against the bodies that the same file names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workflow_app.engine.stage_bodies import StageBody, in_sequence, wanted
from workflow_app.kernel.errors import Refusal
from workflow_app.kernel.languages import Text
from workflow_app.kernel.refusals import refusal_sentence
from workflow_app.models.approval_route import RouteStage
from workflow_app.usecases.area_file import Problem
from workflow_app.usecases.area_file_problems import Lines, Path, field_name, line_of, problem
from workflow_app.usecases.check_route import RouteFindings, check_route
from workflow_app.usecases.excluded_codes import excluded_codes
from workflow_app.usecases.name_bodies import council_name, council_name_en


@dataclass(frozen=True, slots=True)
class Council:
    """An assembly or a board that the file names, with the town it belongs to."""

    town: dict[str, Any]
    kind: str
    is_lead: bool

    def as_stage_body(self, asked_kind: str, without_board: str, number: int) -> StageBody:
        """Return the council as the body of a stage that asks for councils of `asked_kind`."""
        official = self.town.get("official_name", self.town["name"])
        return StageBody(
            body_id=number,
            key=f"{self.town['code']}/{asked_kind}",
            name=council_name(self.kind, self.town["kind"], official),
            name_en=council_name_en(self.kind, self.town["kind"], self.town["name"]),
            inhabitants=self.town["inhabitants"],
            is_lead=self.is_lead,
            stands_in=None if self.kind == asked_kind else without_board,
        )


def route_errors(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield what is impossible in the routes of a file of the right shape."""
    for kind, route in data["approval_routes"].items():
        yield from _repeated_keys(kind, route, lines)
        yield from _unused_value(kind, route, lines)
        for found in _findings(data, kind, route).errors:
            yield _as_problem(found, kind, lines)


def route_warnings(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Yield what is doubtful in them and yet accepted."""
    for kind, route in data["approval_routes"].items():
        for found in _findings(data, kind, route).warnings:
            yield _as_problem(found, kind, lines)


def _repeated_keys(kind: str, route: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    keys: dict[str, int] = {}
    for index, stage in enumerate(route["stages"]):
        path: Path = ("approval_routes", kind, "stages", index)
        if stage["key"] in keys:
            yield problem(lines, (*path, "key"), "repeated", value=stage["key"], first=keys[stage["key"]])
        keys.setdefault(stage["key"], line_of(lines, path))


def _unused_value(kind: str, route: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    for index, stage in enumerate(route["stages"]):
        join = stage.get("join", "all")
        if join in ("all", "lead_only") and "join_value" in stage:
            path = ("approval_routes", kind, "stages", index, "join_value")
            yield problem(lines, path, "join_value_unused", join=join)


def _findings(data: dict[str, Any], kind: str, route: dict[str, Any]) -> RouteFindings:
    rules = [RouteStage.of(stage) for stage in route["stages"]]
    councils = councils_of(data)
    if not any(council.is_lead for council in councils):
        return RouteFindings((), ())  # said already; more messages would only hide it
    named = [in_sequence(rule, named_in_file(rule, councils, data["bodies"])) for rule in rules]
    return check_route(kind, rules, named)


def councils_of(data: dict[str, Any]) -> list[Council]:
    """Return the assemblies and boards of the municipalities that plan in the area of the file."""
    lead, excluded = data["area"]["lead_municipality"], excluded_codes(data["area"])
    return [
        Council(town, name, town["code"] == lead)
        for town in data["municipalities"]
        if town["code"] not in excluded
        for name in ("assembly", "board")
        if name in town
    ]


def named_in_file(
    rule: RouteStage, councils: Sequence[Council], own: Sequence[dict[str, Any]]
) -> list[StageBody]:
    """Return the bodies of a stage by the same rules as in engine/stage_bodies.py, from the file alone."""
    asked = wanted(0, rule)
    kind, whose, key = str(asked["kind"]), asked["whose"], asked["key"]
    if not whose:
        return [
            StageBody(-index, body["key"], body["name"]["cs"], body["name"]["en"], 0, False, None)
            for index, body in enumerate(own, start=1)
            if body["kind"] in ("union", "region") and (body["kind"] == kind or body["key"] == key)
        ]
    with_board = {council.town["code"] for council in councils if council.kind == "board"}

    def decides(council: Council) -> bool:
        code = council.town["code"]
        if not (
            whose in ("all", code) or (whose in ("lead", "members") and council.is_lead is (whose == "lead"))
        ):
            return False
        return council.kind == kind or (
            kind == "board" and rule.without_board != "skip" and code not in with_board
        )

    return [
        council.as_stage_body(kind, rule.without_board, number)
        for number, council in enumerate(councils)
        if decides(council)
    ]


def _as_problem(found: Refusal, kind: str, lines: Lines) -> Problem:
    """Put a finding to its place in the file: stages-0-label_cs is approval_routes.plan.stages[1].label."""
    path: Path = ("approval_routes", kind)
    if found.field:
        _stages, index, name = found.field.split("-", 2)
        path = (*path, "stages", int(index), name.removesuffix("_cs"))
    message = Text(refusal_sentence(found, "cs"), refusal_sentence(found, "en"))
    return Problem(line_of(lines, path), field_name(path), found.key, message)
