"""Checks that an area file seats nobody in a body that has ended, as a file from before a merger of groups would."""

from collections.abc import Iterator
from datetime import date

from workflow_app.kernel.languages import LANGUAGES, Text
from workflow_app.usecases.area_facts import Subject
from workflow_app.usecases.area_file import AreaFile, BodyEntry, Problem
from workflow_app.usecases.area_file_problems import Path, problem
from workflow_app.usecases.stored_area import StoredArea
from workflows.common.figures import day


def ended_body_errors(stored: StoredArea, area_file: AreaFile) -> Iterator[Problem]:
    """Yield each body that has ended and in which the file has somebody sit beyond its last day."""
    for code, body, path in _bodies(area_file):
        ended = stored.facts.get(Subject("body", (code, body.key)), {}).get("valid_to")
        if ended is None:
            continue
        last_day = date.fromisoformat(ended)
        sitting = list(_sitting_after(last_day, body, area_file))
        if not sitting:
            continue
        successor = stored.took_over.get(body.key) if not code else None
        yield problem(
            area_file.lines,
            path,
            "group_has_ended" if successor else "body_has_ended",
            body=Text(body.name, body.name_en),
            day=Text(*(day(last_day, language) for language in LANGUAGES)),
            to=ended,
            people=", ".join(sitting),
            successor=successor or "",
        )


def _bodies(area_file: AreaFile) -> Iterator[tuple[str, BodyEntry, Path]]:
    """Yield the bodies with the code of their municipality ("" for those of the area), and where they stand."""
    for number, body in enumerate(area_file.bodies):
        yield "", body, ("bodies", number, "key")
    for town in area_file.municipalities:
        for body in town.bodies:
            yield town.code, body, (*town.path, body.key)


def _sitting_after(last_day: date, body: BodyEntry, area_file: AreaFile) -> Iterator[str]:
    """Yield names of people and of bodies seated as a whole."""
    names = {person.email: person.name for person in area_file.people}
    bodies = {entry.key: entry.name for entry in area_file.bodies}
    for seat in body.seats:
        if seat.valid_to is None or seat.valid_to > last_day:
            yield names[seat.email]
    for block in body.block_seats:
        if block.valid_to is None or block.valid_to > last_day:
            yield bodies[block.body]
