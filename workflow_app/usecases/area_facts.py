"""An area as plain facts, of the same shape from a file and from the database, so that they compare."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from workflow_app.usecases.area_file import AreaFile, BodyEntry, MunicipalityEntry, RouteEntry, Seat
from workflow_app.usecases.session_dates import facts_of_entries

# In the order in which they can be written: later ones point at earlier ones.
KINDS = (
    "municipality",
    "user",
    "area",
    "area_municipality",
    "exclusion",
    "body",
    "union_municipality",
    "membership",
    "block_seat",
    "approval_route",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing by its natural key. `kind` is its table.

    municipality (code), user (e-mail), area (key), area_municipality and exclusion (code, from), approval_route
    (kind of document), body (code of its municipality or "", key), union_municipality (key of the union, code, from),
    membership (e-mail, the body's two, role, from), block_seat (key of the host, key of the seated body, from).
    """

    kind: str
    key: tuple[str, ...]


Fields = dict[str, Any]  # plain JSON: days as ISO text
Facts = dict[Subject, Fields]


def facts_of_file(area_file: AreaFile, today: date) -> Facts:
    """Return everything that the file states. A field that it leaves open (telephone, sessions) is not there.

    Of dated sessions those of `today` and later: what is over is history.
    """
    facts: Facts = {Subject("area", (area_file.key,)): _area(area_file)}
    for person in area_file.people:
        said = {"name": person.name, "phone": person.phone, "language": person.language}
        facts[Subject("user", (person.email,))] = {
            name: value for name, value in said.items() if value is not None
        }
    for town in area_file.municipalities:
        facts |= _municipality(town, today)
    for town in area_file.excluded_towns:
        facts |= _town(town, today)
    for exclusion in area_file.exclusions:
        subject = Subject("exclusion", (exclusion.code, exclusion.valid_from.isoformat()))
        facts[subject] = {"reason": exclusion.reason, "valid_to": day_text(exclusion.valid_to)}
    for body in area_file.bodies:
        facts |= _body("", body, today)
    for route in area_file.routes:
        facts[Subject("approval_route", (route.document_kind,))] = _route(route)
    return facts


def day_text(day: date | None) -> str | None:
    """Return the day as ISO text, None for an open end."""
    return day.isoformat() if day else None


def _area(area_file: AreaFile) -> Fields:
    coordinator = asdict(area_file.coordinator)
    publicity = area_file.publicity
    return {
        "name": asdict(area_file.name),
        "name_locative": area_file.name_locative,
        "lead_municipality": area_file.lead_code,
        "owners": [{"who": entry.who, "from": entry.valid_from.isoformat()} for entry in area_file.owners],
        "coordinator": {**coordinator, "address": list(coordinator["address"])},
        "contacts": [asdict(contact) for contact in area_file.contacts],
        "publicity": asdict(publicity) if publicity else {},
    }


def _municipality(town: MunicipalityEntry, today: date) -> Facts:
    planning = Subject("area_municipality", (town.code, town.valid_from.isoformat()))
    fields = {"contact_email": town.contact_email, "valid_to": day_text(town.valid_to)}
    return {**_town(town, today), planning: fields}


def _town(town: MunicipalityEntry, today: date) -> Facts:
    """Return the municipality with its councils, whether it plans in the area or not."""
    facts: Facts = {
        Subject("municipality", (town.code,)): {
            "ico": town.ico,
            "kind": town.kind,
            "name": town.name,
            "name_forms": {"genitive": town.genitive, "locative": town.locative},
            "inhabitants": town.inhabitants,
            "address": list(town.address),
        }
    }
    for body in town.bodies:
        facts |= _body(town.code, body, today)
    return facts


def _body(code: str, body: BodyEntry, today: date) -> Facts:
    sessions: Fields = {} if body.session_rhythm is None else {"session_rhythm": dict(body.session_rhythm)}
    if body.session_dates is not None:
        sessions["session_dates"] = facts_of_entries(body.session_dates, today)
    facts: Facts = {
        Subject("body", (code, body.key)): {
            "kind": body.kind,
            "name": body.name,
            "name_en": body.name_en,
            "name_forms": dict(body.name_forms),
            "member_count": body.member_count,
            "target_groups": list(body.target_groups),
            "rules": dict(body.rules),
            "ico": body.ico,
            "address": list(body.address),
            "council": asdict(body.council) if body.council else {},
            "resolution_style": body.resolution_style,
            "resolution_number": body.resolution_number,
            **sessions,
        }
    }
    for member in body.members:
        subject = Subject("union_municipality", (body.key, member.code, member.valid_from.isoformat()))
        facts[subject] = {"valid_to": day_text(member.valid_to)}
    for seat in body.seats:
        key = (seat.email, code, body.key, seat.role, seat.valid_from.isoformat())
        facts[Subject("membership", key)] = _seat(seat)
    for block in body.block_seats:
        subject = Subject("block_seat", (body.key, block.body, block.valid_from.isoformat()))
        facts[subject] = {"role": block.role, "side": block.side, "valid_to": day_text(block.valid_to)}
    return facts


def _seat(seat: Seat) -> Fields:
    return {
        "side": seat.side,
        "organisation": seat.organisation,
        "represents": seat.represents,
        "valid_to": day_text(seat.valid_to),
    }


def _route(route: RouteEntry) -> Fields:
    return {
        "valid_from": route.valid_from.isoformat(),
        "stages": [stage.as_json() for stage in route.stages],
    }
