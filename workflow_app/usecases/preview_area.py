"""What importing an area file would change; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow_app.db.uow import Transaction
from workflow_app.kernel.clock import prague_day
from workflow_app.usecases.area_changes import AreaChange, compare
from workflow_app.usecases.area_facts import facts_of_file
from workflow_app.usecases.area_file import AreaFile, Problem
from workflow_app.usecases.area_file_problems import AreaFileInvalid, problem
from workflow_app.usecases.check_ended_bodies import ended_body_errors
from workflow_app.usecases.check_session_days import session_errors, session_warnings
from workflow_app.usecases.stored_area import StoredArea, load_area


@dataclass(frozen=True, slots=True)
class AreaPreview:
    """What an import would do to the area `key`, and what looks odd. `is_new`: there is no such area yet.

    `shared_codes` are municipalities of the file that plan in another area as well.
    """

    key: str
    is_new: bool
    changes: tuple[AreaChange, ...]
    warnings: tuple[Problem, ...]
    shared_codes: frozenset[str]

    def count(self, action: str) -> int:
        """Return how many things are added, changed or ended."""
        return sum(change.action == action for change in self.changes)


def preview_area(tx: Transaction, area_file: AreaFile) -> AreaPreview:
    """Return what import_area would do with the same file at the same moment.

    Raises AreaFileInvalid when the file would seat somebody in a body that has ended.
    """
    return preview_stored(load_for(tx, area_file), area_file, prague_day(tx.now))


def load_for(tx: Transaction, area_file: AreaFile) -> StoredArea:
    """Return what the database knows about everything that the file names."""
    codes = {town.code for town in area_file.municipalities}
    return load_area(tx, area_file.key, codes, {person.email for person in area_file.people})


def preview_stored(stored: StoredArea, area_file: AreaFile, today: date) -> AreaPreview:
    """Compare the file with what is stored on the day `today` (Prague). Raises AreaFileInvalid."""
    errors = [*ended_body_errors(stored, area_file), *session_errors(area_file, today)]
    if errors:
        raise AreaFileInvalid(errors)
    return AreaPreview(
        key=area_file.key,
        is_new=stored.area is None,
        changes=compare(stored, facts_of_file(area_file, today), today),
        warnings=(
            *area_file.warnings,
            *session_warnings(stored, area_file, today),
            *_planning_elsewhere(stored, area_file),
        ),
        shared_codes=frozenset(code for code, areas in stored.elsewhere.items() if areas),
    )


def _planning_elsewhere(stored: StoredArea, area_file: AreaFile) -> Iterator[Problem]:
    """A municipality belongs to at most one plan in force (domain D-05); two are possible, and odd."""
    for town in area_file.municipalities:
        for area, valid_from, valid_to in stored.elsewhere.get(town.code, ()):
            ends_before = valid_to is not None and valid_to < town.valid_from
            starts_after = town.valid_to is not None and town.valid_to < valid_from
            if not (ends_before or starts_after):
                yield problem({}, (), "in_other_area", name=town.name, code=town.code, area=area)
