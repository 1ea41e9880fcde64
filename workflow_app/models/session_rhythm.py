"""When a body usually meets: a weekday of a week in chosen months, and how long before it the agenda closes."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Self

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LAST_WEEK = 5  # "the fifth" means the last one: every month has it


@dataclass(frozen=True, slots=True)
class SessionRhythm:
    """`weekday` is one of WEEKDAYS or "" (not known), `week` 1 to 4 or LAST_WEEK, no `months` means every month.

    `agenda_days` is how many days before a session its agenda closes; None when nobody said.
    """

    weekday: str = ""
    week: int = 1
    months: tuple[int, ...] = ()
    agenda_days: int | None = None

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Build from the JSON of a body; an empty one is a rhythm that nobody knows."""
        return cls(**{**data, "months": tuple(sorted(data.get("months", ())))})

    def as_json(self) -> dict[str, Any]:
        """Return only what is said."""
        said = {**asdict(self), "months": list(self.months)}
        if not self.weekday:
            said = {"agenda_days": self.agenda_days}
        return {name: value for name, value in said.items() if value not in ("", [], None)}

    def days(self, after: date, until: date) -> Iterator[date]:
        """Yield the usual days of sessions after `after`, up to `until`; nothing when no weekday is known."""
        month = after.replace(day=1)
        while self.weekday and month <= until:
            found = self._day_in(month)
            if after < found <= until and (not self.months or found.month in self.months):
                yield found
            month = (month + timedelta(days=31)).replace(day=1)

    def _day_in(self, month: date) -> date:
        wanted = WEEKDAYS.index(self.weekday)
        if self.week >= LAST_WEEK:
            last = month.replace(day=monthrange(month.year, month.month)[1])
            return last - timedelta(days=(last.weekday() - wanted) % 7)
        first = month + timedelta(days=(wanted - month.weekday()) % 7)
        return first + timedelta(weeks=self.week - 1)

    def agenda_closes_on(self, session: date) -> date | None:
        """Return the last day on which a matter gets on the agenda of a session, None when nobody knows."""
        return None if self.agenda_days is None else session - timedelta(days=self.agenda_days)
