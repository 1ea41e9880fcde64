"""Names, queues and options hang together."""

import yaml

from tests.worker.conftest import ROOT
from worker.app import OPTIONS, TASKS
from worker.queues import QUEUE_OF_TASK, QUEUES
from worker.schedule import BEAT_SCHEDULE
from worker.tasks.sweep_outbox import LEFT_LYING
from workflow_app.outbox.topics import DISPATCH_QUEUE, DISPATCH_TASK, TOPICS
from workflow_app.usecases.send_notice import SENDING_LIMIT


def test_every_topic_and_every_scheduled_task_has_a_task_and_a_queue() -> None:
    scheduled = {entry["task"] for entry in BEAT_SCHEDULE.values()}
    assert set(TOPICS) | scheduled | {DISPATCH_TASK} == set(TASKS) == set(QUEUE_OF_TASK)
    assert set(QUEUE_OF_TASK.values()) == set(QUEUES)
    assert QUEUE_OF_TASK[DISPATCH_TASK] == DISPATCH_QUEUE


def test_limits_come_one_after_the_other() -> None:
    visibility = OPTIONS["broker_transport_options"]["visibility_timeout"]
    assert OPTIONS["task_soft_time_limit"] < OPTIONS["task_time_limit"] < SENDING_LIMIT.total_seconds()
    assert OPTIONS["task_time_limit"] < visibility < LEFT_LYING.total_seconds()


def test_production_worker_takes_every_queue_and_beat_runs_once() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert not {"-Q", "--queues", "-X", "--exclude-queues"} & set(services["worker"]["command"])
    assert services["beat"]["deploy"]["replicas"] == 1
