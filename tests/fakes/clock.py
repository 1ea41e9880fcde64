"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Callable like kernel.clock.system_clock; begins on Tuesday 1 December 2026, 10:00 in Prague."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **parts: float) -> None:
        """Move the clock on, e.g. advance(days=3)."""
        self.moment += timedelta(**parts)
