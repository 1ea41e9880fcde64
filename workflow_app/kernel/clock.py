"""The clock that is passed in: UTC for the machine, Europe/Prague for people."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
PRAGUE = ZoneInfo("Europe/Prague")


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def prague_day(moment: datetime) -> date:
    """Return the calendar day in Prague on which `moment` (aware) falls."""
    return moment.astimezone(PRAGUE).date()
