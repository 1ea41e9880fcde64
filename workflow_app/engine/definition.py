"""A process definition as frozen data: states, transitions, deadlines."""

from dataclasses import dataclass
from functools import cached_property

from workflow_app.access.permissions import Permission
from workflow_app.kernel.languages import Text

STAY = "stay"  # as a target: the state does not change, whatever it is


@dataclass(frozen=True, slots=True)
class Deadline:
    """After how many calendar days a state is late, and the trigger that says so. None: the route's stage tells."""

    days: int | None
    trigger: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """Days before the deadline, then every so many days after it, and the trigger that reminds."""

    trigger: str
    days_before: tuple[int, ...] = ()
    days_after_every: int | None = None


@dataclass(frozen=True, slots=True)
class AfterSession:
    """How many days after its session a body's resolution is to be recorded, by kind of body; who reminds of it."""

    trigger: str
    days: dict[str, int]


@dataclass(frozen=True, slots=True)
class State:
    """One state: its label, who acts in it, its colour, its place in the stepper. Settled: nothing is awaited."""

    name: str
    label: Text
    audience: str
    tone: str
    step: str | None = None
    settled: bool = False
    left_out: bool = False  # of a body in a round: nobody waits for it, it neither agrees nor refuses
    deadline: Deadline | None = None
    reminders: Reminders | None = None
    after_session: AfterSession | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """One trigger from one or more states. Either a permission (people) or automatic (settle or system)."""

    trigger: str
    sources: tuple[str, ...]
    target: str
    label: Text
    permission: Permission | None = None
    automatic: str | None = None
    consequence: Text | None = None
    payload: str | None = None
    guards: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    fan_out: str | None = None  # the child process, over the area's approval route
    restarts: bool = (
        False  # the fan-out begins the running round again, from the stage that the payload names
    )
    tell_children: str | None = None  # the trigger that the system fires on every child that is still open
    documents: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def leads_to(self, state: str) -> str:
        """Return the state after this transition from `state`."""
        return state if self.target == STAY else self.target


@dataclass(frozen=True)
class Definition:
    """One version of one process: the law. `sha256` is the fingerprint of its file."""

    process: str
    version: int
    label: Text
    initial: str
    steps: tuple[tuple[str, Text], ...]
    states: dict[str, State]
    transitions: tuple[Transition, ...]
    start_documents: tuple[str, ...]
    start_notices: tuple[str, ...]
    languages: tuple[str, ...]
    sha256: str

    @cached_property
    def _from(self) -> dict[str, tuple[Transition, ...]]:
        return {
            state: tuple(item for item in self.transitions if state in item.sources) for state in self.states
        }

    def is_answered(self, state: str) -> bool:
        """Tell whether what was asked has been answered: nothing is awaited, or only that the answer is judged."""
        place = self.states[state]
        return place.settled or (bool(self.steps) and place.step == self.steps[-1][0])

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """Return the transitions that may leave `state`, in the order of the file."""
        return self._from[state]

    @cached_property
    def settling(self) -> dict[str, tuple[Transition, ...]]:
        """For each state the automatic transitions that fire by themselves once their guards hold."""
        return {
            state: tuple(item for item in leaving if item.automatic == "settle")
            for state, leaving in self._from.items()
        }
