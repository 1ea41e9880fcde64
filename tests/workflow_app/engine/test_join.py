from datetime import UTC, datetime

import pytest

from workflow_app.engine.join import StageCount
from workflow_app.models.approval_route import RouteStage

OPENED = datetime(2026, 12, 1, tzinfo=UTC)


def stage(join: str = "all", value: int | None = None, refusal: str = "ask", **counts: int) -> StageCount:
    numbers = dict.fromkeys(
        (
            "total",
            "counted",
            "refused",
            "left_out",
            "inhabitants",
            "inhabitants_counted",
            "inhabitants_refused",
            "inhabitants_left_out",
        ),
        0,
    )
    rule = RouteStage(
        "members",
        {"cs": "obce", "en": "members"},
        "member_assemblies",
        ("approved",),
        join,
        value,
        90,
        refusal,
    )
    return StageCount(1, 1, rule, OPENED, None, **{**numbers, **counts})


@pytest.mark.parametrize(
    ("count", "complete", "impossible"),
    [
        (stage(total=14, counted=13), False, False),
        (stage(total=14, counted=14), True, False),
        (stage(total=14, counted=13, left_out=1), True, False),
        (stage(total=14, counted=13, refused=1), False, True),
        (stage(total=14, counted=13, refused=1, refusal="go_on"), True, False),
        (stage(total=3, left_out=3), False, True),
        (stage("at_least", 8, total=14, counted=8), True, False),
        (stage("at_least", 8, total=14, counted=7), False, False),
        (stage("at_least", 8, total=14, counted=2, refused=7), False, True),
        (stage("share_of_bodies", 50, total=15, counted=7), False, False),
        (stage("share_of_bodies", 50, total=15, counted=8), True, False),
        (
            stage("share_of_inhabitants", 60, total=2, counted=1, inhabitants=1000, inhabitants_counted=599),
            False,
            False,
        ),
        (
            stage("share_of_inhabitants", 60, total=2, counted=1, inhabitants=1000, inhabitants_counted=600),
            True,
            False,
        ),
    ],
)
def test_join_rules(count: StageCount, complete: bool, impossible: bool) -> None:
    assert (count.is_complete, count.is_impossible) == (complete, impossible)


def test_a_stage_not_opened_is_neither() -> None:
    closed = StageCount(1, 1, stage().rule, None, None, 0, 0, 0, 0, 0, 0, 0, 0)
    assert not closed.is_complete
    assert not closed.is_impossible
