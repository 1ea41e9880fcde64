"""One approval (create + 4 transitions) by every contender, alternating in one run; prints ratios."""

import statistics
import time
from dataclasses import dataclass
from typing import Protocol

TARGETS = {"django-viewflow": 6.0, "SpiffWorkflow (state as JSON)": 1.5, "naive (machine per row + ORM)": 2.5}


class Contender(Protocol):
    name: str

    def approve_one(self, number: int) -> None: ...


@dataclass(frozen=True)
class Measured:
    """Seconds of each round, the fastest rounds telling least of the neighbours' noise."""

    name: str
    rounds: list[float]

    @property
    def typical(self) -> float:
        return statistics.median(self.rounds)


def measure(contenders: list[Contender], rounds: int, approvals: int) -> list[Measured]:
    """Let each contender do `approvals` approvals in turn, `rounds` times; the first round warms up."""
    seconds: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    number = 0
    for place in range(rounds + 1):
        for contender in contenders:
            began = time.perf_counter()
            for _ in range(approvals):
                number += 1
                contender.approve_one(number)
            if place:
                seconds[contender.name].append(time.perf_counter() - began)
    return [Measured(name, found) for name, found in seconds.items()]


def report(measured: list[Measured], ours: str, approvals: int) -> bool:
    """Print the table and return whether every target is met."""
    mine = next(item.typical for item in measured if item.name == ours)
    print(
        f"\nOne approval = create + 4 transitions, five commits; {approvals} approvals a round, median of rounds"
    )
    print(f"  {'contender':36}{'ms/approval':>12}{'engine.fire is':>16}{'target':>10}")
    good = True
    for item in measured:
        ratio, target = item.typical / mine, TARGETS.get(item.name)
        met = target is None or ratio >= target
        good &= met
        wanted = "" if target is None else f"{target:.1f}x{'' if met else '  MISSED'}"
        print(f"  {item.name:36}{item.typical / approvals * 1000:12.2f}{ratio:15.2f}x{wanted:>10}")
    return good
