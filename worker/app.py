"""The Celery composition root: settings, logging, broker options, tasks."""

import logging
import os
from collections.abc import Callable
from typing import Any

import structlog
from celery import Celery
from celery.signals import setup_logging, worker_process_init
from kombu import Queue

from worker.base_task import Tools
from worker.queues import DISPATCH_OUTBOX, FIRE_DUE_DEADLINES, QUEUE_OF_TASK, QUEUES, SWEEP_OUTBOX
from worker.schedule import BEAT_SCHEDULE
from worker.tasks.announce import announce
from worker.tasks.dispatch_outbox import dispatch_outbox
from worker.tasks.fire_due_deadlines import fire_due_deadlines
from worker.tasks.fire_trigger import fire_trigger
from worker.tasks.produce_document import produce_document
from worker.tasks.send_notice import send_notice
from worker.tasks.sweep_outbox import sweep_outbox
from workflow_app.bootstrap import assemble
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.loader import DefinitionError
from workflow_app.engine.seal import check_seals
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.ids import new_request_id
from workflow_app.notifications.deliver import make_mailer
from workflow_app.outbox.topics import Announce, FireTrigger, ProduceDocument, SendNotice
from workflow_app.settings import Settings, SettingsError
from workflows.catalogue import load_catalogue

TASKS: dict[str, Callable[..., object]] = {
    DISPATCH_OUTBOX: dispatch_outbox,
    SWEEP_OUTBOX: sweep_outbox,
    FIRE_DUE_DEADLINES: fire_due_deadlines,
    Announce.topic: announce,
    FireTrigger.topic: fire_trigger,
    ProduceDocument.topic: produce_document,
    SendNotice.topic: send_notice,
}
OPTIONS: dict[str, Any] = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "task_ignore_result": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_create_missing_queues": False,
    "task_queues": [Queue(name) for name in QUEUES],
    "task_default_queue": QUEUES[0],
    "task_routes": {name: {"queue": queue} for name, queue in QUEUE_OF_TASK.items()},
    "task_soft_time_limit": 180,
    "task_time_limit": 240,  # below usecases.send_notice.SENDING_LIMIT and the visibility timeout
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "priority_steps": [0, 3, 6, 9],
        "sep": ":",
        "queue_order_strategy": "priority",
    },
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    "worker_hijack_root_logger": False,
    "timezone": "UTC",
    "beat_schedule": BEAT_SCHEDULE,
}


def create_worker(settings: Settings) -> Celery:
    """Return the Celery application with its tasks; raises SettingsError and DefinitionError at start."""
    made = Celery("worker", broker=settings.redis_url)
    made.conf.update(OPTIONS)
    parts = assemble(settings, load_catalogue())
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id(), read_only=True) as tx:
        check_seals(tx, parts.catalogue)

    def send(task: str, arguments: tuple[Any, ...]) -> None:
        made.send_task(task, args=arguments, queue=QUEUE_OF_TASK[task], retry=False)

    def poke() -> None:
        try:
            made.send_task(DISPATCH_OUTBOX, queue=QUEUE_OF_TASK[DISPATCH_OUTBOX], expires=60, retry=False)
        except Exception as error:  # the scheduler dispatches within seconds anyway
            structlog.get_logger(__name__).info("poke failed", error=str(error))

    tools = Tools(parts, make_mailer(settings), send, poke)
    for name, function in TASKS.items():
        made.task(name=name)(_task(name, function, tools))
    worker_process_init.connect(lambda **_: parts.sessions.engine.dispose(close=False), weak=False)
    setup_logging.connect(lambda **_: _set_up_logging(settings), weak=False)
    return made


def _task(name: str, function: Callable[..., object], tools: Tools) -> Callable[..., None]:
    """Bind a task to its tools; each run starts with a clean logging context."""

    def run(*arguments: Any) -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(task=name)
        function(tools, *arguments)

    run.__name__ = name
    return run


def _set_up_logging(settings: Settings) -> None:
    """One line an event, for people or as JSON; the libraries' own lines pass through the same form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    as_json = settings.log_format == "json"
    last = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=settings.log_level, force=True)


def __getattr__(name: str) -> Celery:
    """`celery -A worker.app` asks for `app`; it is made then, so that importing this module needs no settings."""
    if name != "app":
        raise AttributeError(name)
    try:
        made = globals()["app"] = create_worker(Settings.from_environment(os.environ))
    except (SettingsError, DefinitionError) as error:
        raise SystemExit(str(error)) from None
    return made
