"""An area file moved back in time: people of today sit in the bodies of then, the routes are those of then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from local.replays.chronicle import Chronicle
from workflow_app.models.approval_route import RouteStage
from workflow_app.usecases.area_file import AreaFile, BodyEntry, MunicipalityEntry, RouteEntry, Seat
from workflow_app.usecases.name_bodies import decline
from workflow_app.usecases.read_area_file import read_area_file

AREAS = Path(__file__).resolve().parents[2] / "areas"


def area_of_today(key: str) -> AreaFile:
    """Return the shipped area file."""
    return read_area_file((AREAS / f"{key}.yaml").read_bytes())


def area_then(today: AreaFile, told: Chronicle, joined: date | None = None) -> AreaFile:
    """Return the file as it was at the beginning, or with all municipalities since the day they `joined`.

    Before that the routes are those of the chronicle, from then on those of the file.
    """
    lead_alone = told.members == "lead" and joined is None
    others = joined or told.members_from
    begins = {
        town.code: told.begins if town.code == today.lead_code else others
        for town in today.municipalities
        if not lead_alone or town.code == today.lead_code
    }
    routes = today.routes if joined else tuple(_routes(today, told.routes, told.begins))
    return _with_people_seated(
        replace(
            today,
            valid_from=told.begins,
            municipalities=tuple(
                _town(town, told.begins, begins[town.code])
                for town in today.municipalities
                if town.code in begins
            ),
            bodies=tuple(
                then for body in today.bodies for then in _groups_then(_seated(body, told, begins), told)
            ),
            routes=tuple(replace(route, valid_from=joined or told.begins) for route in routes),
            owners=tuple(entry for entry in today.owners if entry.valid_from <= (joined or told.begins)),
        )
    )


def with_routes(area: AreaFile, today: AreaFile, changed: Mapping[str, Any], since: date) -> AreaFile:
    """Return `area` with some routes `changed` since a day, as the chronicle has them."""
    new = {route.document_kind: route for route in _routes(today, changed, since)}
    return replace(area, routes=tuple(new.get(route.document_kind, route) for route in area.routes))


def _routes(today: AreaFile, then: Mapping[str, Any], since: date) -> Iterator[RouteEntry]:
    """Every route of the file, and those that only the chronicle has."""
    stages = {f"{r.document_kind}.{stage.key}": stage for r in today.routes for stage in r.stages}
    for kind, said in then.items():
        yield RouteEntry(kind, since, tuple(_stage(line, stages, n) for n, line in enumerate(said, 1)))
    for route in today.routes:
        if route.document_kind not in then:
            yield replace(route, valid_from=since)


def _stage(line: Mapping[str, Any], known: Mapping[str, RouteStage], number: int) -> RouteStage:
    """A stage like one of the file's ("plan.lead") with some fields changed, or a whole one."""
    data = {**(known[line["like"]].as_json() if "like" in line else {}), **line}
    data.pop("like", None)
    return RouteStage.of({"key": f"then-{number}", **data})


def _town(town: MunicipalityEntry, begins: date, plans_from: date) -> MunicipalityEntry:
    bodies = tuple(
        replace(body, seats=_once(replace(seat, valid_from=begins, valid_to=None) for seat in body.seats))
        for body in town.bodies
    )
    return replace(town, valid_from=plans_from, valid_to=None, bodies=bodies)


def _seated(body: BodyEntry, told: Chronicle, towns: Mapping[str, date]) -> BodyEntry:
    """Whoever represents a municipality sits since it plans along, and it is in the union; of the absent nobody sits.

    A body seated here as a whole sits since the day that the area file says.
    """
    seats = (
        replace(seat, valid_from=_since(seat, body.key, told, towns), valid_to=None)
        for seat in body.seats
        if seat.represents is None or seat.represents in towns
    )
    begun = max(told.begins, told.bodies_from.get(body.key, told.begins))
    members = (
        replace(member, valid_from=max(begun, towns[member.code]), valid_to=None)
        for member in body.members
        if member.code in towns
    )
    return replace(body, seats=_once(seats), members=tuple(members))


def _groups_then(body: BodyEntry, told: Chronicle) -> Iterator[BodyEntry]:
    """The body, and after it the groups of then whose people sit in it today; the first one named led it."""
    former = {key: said for key, said in told.groups_then.items() if said["now"] == body.key}
    gone = {email for said in former.values() for email in said["people"]}
    yield replace(body, seats=tuple(seat for seat in body.seats if seat.email not in gone))
    for key, said in former.items():
        seats = (
            replace(seat, role="leader" if seat.email == said["people"][0] else "member")
            for seat in body.seats
            if seat.email in said["people"]
        )
        yield replace(
            body,
            key=key,
            name=said["name"],
            name_en=said["name_en"],
            name_forms=decline(said["name"]) or {},
            target_groups=tuple(said["works_for"]),
            seats=tuple(seats),
        )


def _since(seat: Seat, key: str, told: Chronicle, towns: Mapping[str, date]) -> date:
    days = (
        told.bodies_from.get(key),
        towns.get(seat.represents or ""),
    )
    return max([told.begins, *(day for day in days if day)])


def _once(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """Two terms of one person in one role became the same."""
    return tuple({(seat.email, seat.role): seat for seat in seats}.values())


def _with_people_seated(area: AreaFile) -> AreaFile:
    """Leave out the people who do not sit anywhere."""
    bodies: Sequence[BodyEntry] = [
        *area.bodies,
        *(body for town in area.municipalities for body in town.bodies),
    ]
    emails = {seat.email for body in bodies for seat in body.seats}
    return replace(area, people=tuple(person for person in area.people if person.email in emails))
