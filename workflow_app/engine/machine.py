"""The only import of `transitions`: compiles a definition, moves a state, collects every reason against it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from transitions import Machine as StateMachine
from transitions import MachineError

from workflow_app.engine.definition import Definition, Transition
from workflow_app.kernel.errors import Refusal, Refused

# Runs the named guards of a transition and returns every refusal.
GuardRunner = Callable[[Transition], Iterable[Refusal]]


@dataclass(slots=True)
class Carrier:
    """The throwaway object that a machine moves: a state, the guards' runner and what they said."""

    state: str
    run_guards: GuardRunner
    refusals: list[Refusal] = field(default_factory=list)
    taken: Transition | None = None


class Machine:
    """One compiled definition, shared by all its processes.

    No callback but our one condition is ever given to `transitions`: an exception in its `after` leaves the
    state moved, one in `finalize_event` is swallowed, and a dotted callback name would be imported and run.
    """

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._machine = StateMachine(
            model=None,
            states=list(definition.states),
            initial=definition.initial,
            auto_transitions=False,
            send_event=True,
        )
        for transition in definition.transitions:
            for source in transition.sources:
                self._machine.add_transition(
                    transition.trigger,
                    source,
                    transition.leads_to(source),
                    conditions=[_condition(transition)],
                )

    def move(self, state: str, trigger: str, run_guards: GuardRunner) -> Transition:
        """Return the transition that `trigger` takes from `state`.

        Raises Refused: with every refusal of the guards, or because the trigger does not leave this state.
        """
        carrier = Carrier(state=state, run_guards=run_guards)
        if trigger not in self._machine.events:
            raise Refused(Refusal("trigger_is_unknown", {"trigger": trigger}))
        try:
            self._machine.events[trigger].trigger(carrier)
        except MachineError as error:
            label = self._definition.states[state].label
            raise Refused(
                Refusal("state_does_not_allow", {"state_cs": label.cs, "state_en": label.en})
            ) from error
        if carrier.taken is None:
            raise Refused(*carrier.refusals)
        return carrier.taken


def _condition(transition: Transition) -> Callable[[Any], bool]:
    """Return the one condition of `transition`: all its guards, with all their reasons."""

    def every_guard_agrees(event: Any) -> bool:
        carrier: Carrier = event.model
        carrier.refusals = list(carrier.run_guards(transition))
        if carrier.refusals:
            return False
        carrier.taken = transition
        return True

    return every_guard_agrees
