"""The clock of the story: moved from scene to scene, ticking with each act, never ahead of the real one."""

from datetime import date, datetime, time, timedelta

from workflow_app.kernel.clock import PRAGUE, prague_day, system_clock

TICK = timedelta(seconds=95)
MORNING = time(9, 5)


class StoryClock:
    """Callable like kernel.clock.system_clock. The worker knows real time only, so nothing may happen after it."""

    def __init__(self, day: date) -> None:
        self._moment = datetime.combine(day, MORNING, PRAGUE)

    def __call__(self) -> datetime:
        """Return the moment of the next act."""
        self._moment += TICK
        return self.moment

    @property
    def moment(self) -> datetime:
        """The present moment of the story, without a tick."""
        return min(self._moment, system_clock())

    @property
    def today(self) -> date:
        """The day on which the story stands."""
        return prague_day(self.moment)

    def go_to(self, day: date) -> None:
        """Begin the morning of `day`; a clock that is already in that day goes on."""
        if day != self.today:
            self._moment = datetime.combine(day, MORNING, PRAGUE)
