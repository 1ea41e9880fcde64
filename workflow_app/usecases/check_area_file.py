"""Checks that the parts of an area file of the right shape agree with each other."""

from collections.abc import Callable, Iterator
from typing import Any

from workflow_app.usecases.area_file import CASES, OFFICERS, Problem
from workflow_app.usecases.area_file_problems import Lines, Path, line_of, problem
from workflow_app.usecases.check_block_seats import block_seat_errors
from workflow_app.usecases.check_file_routes import route_errors
from workflow_app.usecases.excluded_codes import excluded_codes
from workflow_app.usecases.name_bodies import decline
from workflow_app.usecases.session_dates import check_session_dates
from workflow_app.usecases.session_entry import check_sessions
from workflows.council_resolution.majority import DecisionRules

Checks = Callable[[dict[str, Any], Lines], Iterator[Problem]]

ROLES_OF_BODY = {
    "working_group": ("leader", "member"),
    "steering_group": ("chair", "vice_chair", "member"),
    "union": ("chair", "vice_chair", "member"),
    "coordination": ("coordinator",),
    "region": (),  # has no account: staff record what it resolved
}
HEAD_OF_BODY = {
    "working_group": "leader",
    "steering_group": "chair",
    "union": "chair",
    "coordination": "coordinator",
}
ONLY_ONE = ("steering_group", "coordination", "union")
DECIDING = ("union", "region")  # in council rounds, like the councils of municipalities
SESSION_CHECKS: dict[str, Callable[[Any, Path, Lines], Iterator[Problem]]] = {
    "sessions": check_sessions,
    "session_dates": check_session_dates,
}
NEEDED = ("working_group", "steering_group", "coordination")


def check_agreement(data: dict[str, Any], lines: Lines) -> list[Problem]:
    """Return what contradicts itself in `data`; nothing of it may be imported."""
    return [found for check in ERRORS for found in check(data, lines)]


def people_of(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield everybody with a seat, and where: officers of municipalities, then members of bodies."""
    for index, town in enumerate(data["municipalities"]):
        for path, officer in officers_of(town):
            yield ("municipalities", index, *path), officer
    for index, body in enumerate(data["bodies"]):
        for number, member in enumerate(body["members"]):
            yield ("bodies", index, "members", number), member


def officers_of(town: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the officers of one municipality with their roles, and where they stand in its entry."""
    for role in OFFICERS:
        if role in town:
            yield (role,), {**town[role], "role": role}
    for number, officer in enumerate(town.get("officers", ())):
        yield ("officers", number), officer


def _municipalities(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, town in enumerate(data["municipalities"]):
        for name in ("code", "ico"):
            value, path = town.get(name), ("municipalities", index, name)
            if value and value in seen:
                yield problem(lines, path, "repeated", value=value, first=seen[value])
            elif value:
                seen[value] = line_of(lines, path)
        yield from _legal_person(town, ("municipalities", index), lines)


def _legal_person(town: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    if town["kind"] == "military_area":
        for name in ("assembly", "board", "officers", *OFFICERS):
            if name in town:
                yield problem(lines, (*path, name), "assembly_not_possible")
        return
    if "ico" not in town:
        yield problem(lines, path, "ico_missing")
    elif not valid_ico(town["ico"]):
        yield problem(lines, (*path, "ico"), "bad_ico", ico=town["ico"])
    if "assembly" not in town:
        yield problem(lines, path, "assembly_missing")


def _addresses(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Letters go to members only, so only they need an address."""
    excluded = excluded_codes(data["area"])
    for index, town in enumerate(data["municipalities"]):
        if "email" not in town and town["code"] not in excluded:
            yield problem(lines, ("municipalities", index), "missing_key", name="email")


def valid_ico(ico: str) -> bool:
    """Return whether the last of 8 digits is the check digit of the others (weights 8 to 2, modulo 11)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(ico, range(8, 1, -1), strict=False))
    return int(ico[7]) == (11 - weighted % 11) % 10


def _councils(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """When a council meets is said of one that there is; of other bodies only those that decide have sessions here."""
    for index, town in enumerate(data["municipalities"]):
        for kind in ("assembly", "board"):
            for suffix, check in SESSION_CHECKS.items():
                path: Path = ("municipalities", index, f"{kind}_{suffix}")
                if path[-1] in town and kind not in town:
                    yield problem(lines, path, "no_such_council", council=kind)
                elif path[-1] in town:
                    yield from check(town[path[-1]], path, lines)
    for index, body in enumerate(data["bodies"]):
        path = ("bodies", index, "session_dates")
        if "session_dates" in body and body["kind"] not in DECIDING:
            yield problem(lines, path, "sessions_of_deciders_only")
        yield from check_session_dates(body.get("session_dates", ()), path, lines)


def _references(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    area, codes = data["area"], {town["code"] for town in data["municipalities"]}
    excluded = excluded_codes(area)
    named: list[tuple[Path, str]] = [(("area", "lead_municipality"), area["lead_municipality"])]
    plain = area.get("excluded_municipalities", ())
    named += [(("area", "excluded_municipalities", index), code) for index, code in enumerate(plain)]
    for number, item in enumerate(area.get("exclusions", ())):
        entry: Path = ("area", "exclusions", number)
        named += [((*entry, "codes", index), code) for index, code in enumerate(item["codes"])]
        yield from _interval(item, entry, area["from"], lines)
    for path, code in named:
        if code not in codes:
            yield problem(lines, path, "unknown_municipality", code=code)
    if area["lead_municipality"] in excluded:
        yield problem(lines, ("area", "lead_municipality"), "lead_excluded", code=area["lead_municipality"])
    for place, person in people_of(data):
        represented = person.get("represents")
        if represented and (represented not in codes or represented in excluded):
            yield problem(lines, (*place, "represents"), "unknown_municipality", code=represented)


def _officers(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """The same person must not hold the same office twice from one day."""
    term = data["area"]["municipal_term_from"]
    for index, town in enumerate(data["municipalities"]):
        yield from _seats_twice(list(officers_of(town)), ("municipalities", index), term, lines)


def _seats_twice(
    members: list[tuple[Path, dict[str, Any]]], path: Path, default_from: str, lines: Lines
) -> Iterator[Problem]:
    seats: dict[tuple[str, ...], int] = {}
    for place, member in members:
        seat = (member["email"].lower(), member["role"], member.get("from", default_from))
        here = (*path, *place)
        if seat in seats:
            yield problem(lines, here, "seat_twice", email=member["email"], first=seats[seat])
        seats.setdefault(seat, line_of(lines, here))


def _intervals(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    area = data["area"]
    for index, town in enumerate(data["municipalities"]):
        yield from _interval(town, ("municipalities", index), area["from"], lines)
    for path, person in people_of(data):
        default = (
            area["municipal_term_from"] if path[0] == "municipalities" else data["bodies"][path[1]]["from"]
        )
        yield from _interval(person, path, default, lines)


def _interval(item: dict[str, Any], path: Path, default: str, lines: Lines) -> Iterator[Problem]:
    start = item.get("from", default)
    if "to" in item and item["to"] < start:
        yield problem(lines, (*path, "to"), "bad_interval", to=item["to"], start=start)


def _people(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """One e-mail is one person: what is said about it in several places must be the same."""
    known: dict[tuple[str, str], tuple[str, int]] = {}
    for path, person in people_of(data):
        for name in ("name", "phone", "language"):
            value, key = person.get(name), (person["email"].lower(), name)
            if value and key in known and known[key][0] != value:
                sentence = "two_names" if name == "name" else "two_values"
                other, first = known[key]
                yield problem(lines, (*path, name), sentence, email=person["email"], other=other, first=first)
            elif value:
                known.setdefault(key, (value, line_of(lines, path)))
    for path, person in people_of(data):
        if (person["email"].lower(), "name") not in known:
            yield problem(lines, (*path, "email"), "no_name", email=person["email"])


def _bodies(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    kinds = [body["kind"] for body in data["bodies"]]
    for kind in NEEDED:
        if kind not in kinds:
            yield problem(lines, ("bodies",), "body_missing", kind=kind)
    keys: dict[str, int] = {}
    for index, body in enumerate(data["bodies"]):
        path = ("bodies", index)
        if body["kind"] in ONLY_ONE and kinds.index(body["kind"]) < index:
            first = line_of(lines, ("bodies", kinds.index(body["kind"])))
            yield problem(lines, (*path, "kind"), "body_twice", kind=body["kind"], first=first)
        if body["key"] in keys:
            yield problem(lines, (*path, "key"), "repeated", value=body["key"], first=keys[body["key"]])
        keys.setdefault(body["key"], line_of(lines, (*path, "key")))
        yield from _forms(body, path, lines)
        yield from _rules(body, path, lines)
        yield from _members(body, path, lines)


def _forms(body: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    if decline(body["name"]["cs"]) is None:
        missing = [case for case in CASES if case not in body.get("forms", {})]
        if missing:
            name = body["name"]["cs"]
            yield problem(lines, (*path, "name"), "forms_needed", name=name, cases=", ".join(missing))


def _rules(body: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    """A board and an assembly decide by the act; a union by its statutes, with shares that can be reached."""
    if "rules" not in body:
        return
    if body["kind"] != "union":
        yield problem(lines, (*path, "rules"), "rules_of_union_only")
        return
    try:
        DecisionRules.of(body["kind"], body["rules"])
    except ValueError:
        yield problem(lines, (*path, "rules"), "rules_out_of_reach")


def _members(body: dict[str, Any], path: Path, lines: Lines) -> Iterator[Problem]:
    allowed, head = ROLES_OF_BODY[body["kind"]], HEAD_OF_BODY.get(body["kind"])
    members: list[tuple[Path, dict[str, Any]]] = [(("members", i), m) for i, m in enumerate(body["members"])]
    yield from _seats_twice(members, path, body["from"], lines)
    for place, member in members:
        if member["role"] not in allowed:
            where, words = (*path, *place, "role"), ", ".join(allowed)
            yield problem(lines, where, "role_not_here", role=member["role"], allowed=words)
    if head and not any(member["role"] == head and "to" not in member for member in body["members"]):
        yield problem(lines, (*path, "members"), "no_head", body=body["name"]["cs"], role=head)


ERRORS: tuple[Checks, ...] = (
    _municipalities,
    _addresses,
    _councils,
    _references,
    _officers,
    _intervals,
    _people,
    _bodies,
    block_seat_errors,
    route_errors,
)
