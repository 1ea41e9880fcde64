"""Reads an area file: YAML to schema to agreement to frozen dataclasses, with every error named at once."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflow_app.usecases.area_file import (
    CASES,
    AreaFile,
    BlockSeatEntry,
    BodyEntry,
    Contact,
    Coordinator,
    ExclusionEntry,
    MunicipalityEntry,
    Person,
    RouteEntry,
    Seat,
    UnionMember,
)
from workflow_app.usecases.area_file_problems import AreaFileInvalid
from workflow_app.usecases.area_file_shape import check_shape
from workflow_app.usecases.area_yaml import load_yaml
from workflow_app.usecases.check_area_file import check_agreement, officers_of, people_of
from workflow_app.usecases.check_councils import check_oddities
from workflow_app.usecases.check_union import union_errors
from workflow_app.usecases.excluded_codes import excluded_codes
from workflow_app.usecases.name_bodies import council_name, council_name_en, decline, office_name
from workflow_app.usecases.read_union import owners_of_file, union_members
from workflow_app.usecases.session_dates import read_session_dates
from workflow_app.usecases.session_entry import read_sessions


def read_area_file(content: bytes) -> AreaFile:
    """Return the area that `content` (a YAML file in UTF-8) describes; see docs/area-file.md.

    Raises AreaFileInvalid with every problem by line and field, in both languages. Nothing is looked up in
    the database: the same bytes always give the same result.
    """
    data, lines, problems = load_yaml(content)
    problems = [*problems, *check_shape(data, lines)]
    if not problems:
        problems = [*check_agreement(data, lines), *union_errors(data, lines)]
    if problems:
        raise AreaFileInvalid(problems)
    area_file = _area_file(data, hashlib.sha256(content).hexdigest(), tuple(check_oddities(data, lines)))
    return replace(area_file, lines=lines)


def _area_file(data: dict[str, Any], sha256: str, warnings: tuple[Any, ...]) -> AreaFile:
    area = data["area"]
    exclusions = tuple(_exclusions(area))
    excluded = excluded_codes(area)
    paths = {town["code"]: ("municipalities", at) for at, town in enumerate(data["municipalities"])}
    planning = [town for town in data["municipalities"] if town["code"] not in excluded]
    elsewhere = [town for town in data["municipalities"] if town["code"] in excluded]
    return AreaFile(
        key=area["key"],
        name=Text.of(area["name"]),
        name_locative=area["name_locative"],
        lead_code=area["lead_municipality"],
        valid_from=date.fromisoformat(area["from"]),
        coordinator=Coordinator(**{**area["coordinator"], "address": tuple(area["coordinator"]["address"])}),
        contacts=tuple(
            Contact(**{**item, "audience": Text.of(item["audience"])}) for item in area.get("contacts", ())
        ),
        publicity=Text.of(area["publicity"]) if "publicity" in area else None,
        municipalities=tuple(
            replace(_municipality(town, area), path=paths[town["code"]]) for town in planning
        ),
        bodies=tuple(_body(body, union_members(data, body)) for body in data["bodies"]),
        people=_people(data, planning),
        routes=tuple(_route(kind, route) for kind, route in data["approval_routes"].items()),
        exclusions=exclusions,
        owners=owners_of_file(area),
        excluded_towns=tuple(_excluded_town(town, area) for town in elsewhere),
        sha256=sha256,
        excluded_codes=excluded,
        warnings=warnings,
    )


def _day(item: dict[str, Any], name: str, default: str | None = None) -> date | None:
    text = item.get(name, default)
    return date.fromisoformat(text) if text else None


def _exclusions(area: dict[str, Any]) -> Iterator[ExclusionEntry]:
    """Return the exclusions by code: the sets with their reasons, and the plain codes without one."""
    since = area["from"]
    sets = [*area.get("exclusions", ()), {"codes": area.get("excluded_municipalities", ()), "reason": ""}]
    found = [
        ExclusionEntry(code, item["reason"], date.fromisoformat(item.get("from", since)), _day(item, "to"))
        for item in sets
        for code in item["codes"]
    ]
    yield from sorted(found, key=lambda entry: (entry.code, entry.valid_from))


def _excluded_town(town: dict[str, Any], area: dict[str, Any]) -> MunicipalityEntry:
    """Return who it is and which councils it has; its people and its address are the business of its own area."""
    entry = _municipality({**town, "email": "", "from": area["from"], "to": None}, area)
    return replace(entry, bodies=tuple(replace(body, seats=()) for body in entry.bodies))


def _municipality(town: dict[str, Any], area: dict[str, Any]) -> MunicipalityEntry:
    office = office_name(town["kind"], town["name"], town["genitive"])
    term = area["municipal_term_from"]
    seats = tuple(_seat(officer, officer["role"], term) for _, officer in officers_of(town))
    return MunicipalityEntry(
        code=town["code"],
        ico=town.get("ico"),
        kind=town["kind"],
        name=town["name"],
        genitive=town["genitive"],
        locative=town["locative"],
        inhabitants=town["inhabitants"],
        address=tuple(town.get("address", (office,))),
        contact_email=town.get("email", ""),
        valid_from=date.fromisoformat(town.get("from", area["from"])),
        valid_to=_day(town, "to"),
        bodies=tuple(_council(town, kind, seats) for kind in ("assembly", "board") if kind in town),
    )


def _council(town: dict[str, Any], kind: str, seats: tuple[Seat, ...]) -> BodyEntry:
    """An assembly or a board. The mayor and the clerk act for both."""
    forms = town.get(f"{kind}_forms", {})
    resolutions = town.get(f"{kind}_resolutions", {})
    official = town.get("official_name", town["name"])
    name = forms.get("nominative", council_name(kind, town["kind"], official))
    return BodyEntry(
        kind=kind,
        key=kind,
        name=name,
        name_en=forms.get("en", council_name_en(kind, town["kind"], town["name"])),
        name_forms=_cases(name, forms),
        member_count=town[kind],
        resolution_style=resolutions.get("numerals", "roman"),
        resolution_number=resolutions.get("number", ""),
        session_rhythm=read_sessions(town.get(f"{kind}_sessions")),
        session_dates=read_session_dates(town.get(f"{kind}_session_dates")),
        seats=seats,
    )


def _cases(name: str, forms: dict[str, str]) -> dict[str, str]:
    """The five cases: those given, the others by rule, or unchanged where there is no rule."""
    derived = decline(name) or dict.fromkeys(CASES, name)
    return {case: forms.get(case, derived[case]) for case in CASES}


def _body(body: dict[str, Any], members: tuple[UnionMember, ...]) -> BodyEntry:
    forms = body.get("forms", {})
    return BodyEntry(
        kind=body["kind"],
        key=body["key"],
        name=body["name"]["cs"],
        name_en=body["name"]["en"],
        name_forms=_cases(body["name"]["cs"], forms),
        target_groups=tuple(body.get("target_groups", ())),
        rules=body.get("rules", {}),
        ico=body.get("ico"),
        address=tuple(body.get("address", ())),
        council=Text.of(body["council"]) if "council" in body else None,
        members=members,
        session_dates=read_session_dates(body.get("session_dates")),
        seats=tuple(_seat(member, member["role"], body["from"]) for member in body["members"]),
        block_seats=tuple(_block_seat(item, body["from"]) for item in body.get("seats", ())),
    )


def _block_seat(item: dict[str, Any], default_from: str) -> BlockSeatEntry:
    return BlockSeatEntry(
        body=item["body"],
        role=item.get("role", "member"),
        valid_from=date.fromisoformat(item.get("from", default_from)),
        valid_to=_day(item, "to"),
        side=item.get("side"),
    )


def _seat(item: dict[str, Any], role: str, default_from: str) -> Seat:
    return Seat(
        email=item["email"].lower(),
        role=role,
        valid_from=date.fromisoformat(item.get("from", default_from)),
        valid_to=_day(item, "to"),
        side=item.get("side"),
        organisation=item.get("organisation", ""),
        represents=item.get("represents"),
    )


def _people(data: dict[str, Any], planning: list[dict[str, Any]]) -> tuple[Person, ...]:
    """Everybody with a seat, once, in the order of the file; what is said in one place holds for all."""
    seated = {item["email"].lower() for _, item in people_of({**data, "municipalities": planning})}
    found: dict[str, dict[str, str]] = {}
    for _, item in people_of(data):
        said = found.setdefault(item["email"].lower(), {})
        said.update({name: item[name] for name in ("name", "phone", "language") if name in item})
    return tuple(Person(email=email, **said) for email, said in found.items() if email in seated)


def _route(document_kind: str, route: dict[str, Any]) -> RouteEntry:
    return RouteEntry(
        document_kind=document_kind,
        valid_from=date.fromisoformat(route["from"]),
        stages=tuple(RouteStage.of(stage) for stage in route["stages"]),
    )
