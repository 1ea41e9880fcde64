import pytest

from workflow_app.engine.definition import Definition, State, Transition
from workflow_app.engine.machine import Machine
from workflow_app.kernel.errors import Refusal, Refused
from workflow_app.kernel.languages import Text

LABEL = Text("stav", "state")


def definition(*transitions: Transition) -> Definition:
    states = {name: State(name, LABEL, "staff", "not_yet") for name in ("draft", "review", "done")}
    return Definition("thing", 1, LABEL, "draft", (), states, transitions, (), (), ("cs",), "0")


def go(trigger: str, source: str, target: str, *guards: str) -> Transition:
    return Transition(trigger, (source,), target, LABEL, automatic="system", guards=guards)


def test_moves_when_no_guard_refuses() -> None:
    machine = Machine(definition(go("submit", "draft", "review")))
    assert machine.move("draft", "submit", lambda _: []).target == "review"


def test_collects_every_refusal() -> None:
    machine = Machine(definition(go("submit", "draft", "review")))
    with pytest.raises(Refused) as refused:
        machine.move("draft", "submit", lambda _: [Refusal("one"), Refusal("two")])
    assert [reason.key for reason in refused.value.reasons] == ["one", "two"]


def test_refuses_a_trigger_that_does_not_leave_the_state() -> None:
    machine = Machine(definition(go("submit", "draft", "review"), go("finish", "review", "done")))
    with pytest.raises(Refused) as refused:
        machine.move("draft", "finish", lambda _: [])
    assert refused.value.reasons[0].key == "state_does_not_allow"


def test_knows_no_trigger_that_ignores_the_guards() -> None:
    machine = Machine(definition(go("submit", "draft", "review")))
    with pytest.raises(Refused) as refused:
        machine.move("draft", "to_done", lambda _: [])
    assert refused.value.reasons[0].key == "trigger_is_unknown"


def test_an_error_in_a_guard_is_not_swallowed() -> None:
    def broken(_: Transition) -> list[Refusal]:
        raise ZeroDivisionError

    machine = Machine(definition(go("submit", "draft", "review")))
    with pytest.raises(ZeroDivisionError):
        machine.move("draft", "submit", broken)


def test_stay_keeps_whatever_state_it_is() -> None:
    machine = Machine(
        definition(Transition("remind", ("draft", "review"), "stay", LABEL, automatic="system"))
    )
    assert machine.move("review", "remind", lambda _: []).leads_to("review") == "review"
