"""Says of dated sessions in an area file which are impossible or doubtful today."""

from collections.abc import Iterator
from datetime import date

from workflow_app.kernel.languages import LANGUAGES, Text
from workflow_app.usecases.area_file import AreaFile, BodyEntry, Problem
from workflow_app.usecases.area_file_problems import Path, problem
from workflow_app.usecases.enter_sessions import FARTHEST_DAYS
from workflow_app.usecases.stored_area import StoredArea
from workflows.common.figures import day


def session_errors(area_file: AreaFile, today: date) -> Iterator[Problem]:
    """Yield sessions that are farther than anybody plans: their year is mistyped."""
    for path, _, body in _bodies(area_file):
        for entry in body.session_dates or ():
            if (entry.day - today).days > FARTHEST_DAYS:
                yield problem(area_file.lines, path, "session_too_far", day=_words(entry.day))


def session_warnings(stored: StoredArea, area_file: AreaFile, today: date) -> Iterator[Problem]:
    """Yield bodies with days that are over and that nobody entered while they were to come: they are left out."""
    for path, code, body in _bodies(area_file):
        unknown = [
            entry.day
            for entry in body.session_dates or ()
            if entry.day < today and (code, body.key, entry.day) not in stored.held
        ]
        if unknown:
            cs, en = (", ".join(day(item, language) for item in unknown) for language in LANGUAGES)
            yield problem(area_file.lines, path, "sessions_are_over", days=Text(cs, en))


def _bodies(area_file: AreaFile) -> Iterator[tuple[Path, str, BodyEntry]]:
    """Yield where the sessions of each body stand in the file, the code of its municipality, and the body."""
    for town in area_file.municipalities:
        for body in town.bodies:
            yield (*town.path, f"{body.key}_session_dates"), town.code, body
    for number, body in enumerate(area_file.bodies):
        yield ("bodies", number, "session_dates"), "", body


def _words(item: date) -> Text:
    return Text(*(day(item, language) for language in LANGUAGES))
