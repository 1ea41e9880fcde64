"""The worker consumes every queue that something is put on, and the clock runs exactly once."""

from typing import Any

import yaml

from tests.architecture.source import ROOT
from worker.app import OPTIONS, TASKS
from worker.queues import QUEUE_OF_TASK, QUEUES
from worker.schedule import BEAT_SCHEDULE
from workflow_app.outbox import topics
from workflow_app.outbox.topics import DISPATCH_QUEUE

SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))[
    "services"
]


def _celery(command: str) -> dict[str, list[str]]:
    """Return the services that run this command of Celery, with its words."""
    words = {name: [str(word) for word in item.get("command", ())] for name, item in SERVICES.items()}
    return {name: said for name, said in words.items() if said[:1] == ["celery"] and command in said}


def _consumed(words: list[str]) -> set[str]:
    """Queues of one worker: those it names, else every declared one."""
    for flag in ("-Q", "--queues"):
        if flag in words:
            return set(words[words.index(flag) + 1].split(","))
    return {queue.name for queue in OPTIONS["task_queues"]}


def test_every_declared_queue_is_consumed_and_no_other() -> None:
    consumed = set().union(*(_consumed(words) for words in _celery("worker").values()))
    assert consumed == set(QUEUES)
    assert {queue.name for queue in OPTIONS["task_queues"]} == set(QUEUES)
    assert OPTIONS["task_create_missing_queues"] is False


def test_every_task_has_a_queue_and_every_queue_a_task() -> None:
    assert set(QUEUE_OF_TASK) == set(TASKS)
    assert set(QUEUE_OF_TASK.values()) == set(QUEUES)
    assert DISPATCH_QUEUE in QUEUES


def test_every_topic_of_the_outbox_has_its_task() -> None:
    named = {
        item.topic for item in vars(topics).values() if isinstance(item, type) and hasattr(item, "topic")
    }
    assert named
    assert named <= set(TASKS)


def test_the_schedule_names_tasks_that_exist() -> None:
    assert {entry["task"] for entry in BEAT_SCHEDULE.values()} <= set(TASKS)


def test_beat_runs_exactly_once() -> None:
    (beat,) = _celery("beat")
    assert SERVICES[beat]["deploy"]["replicas"] == 1
    assert not any("-B" in words or "--beat" in words for words in _celery("worker").values())
