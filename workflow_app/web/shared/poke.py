"""Tells the worker after a commit that there is something to send; a broker that is dead delays no page."""

import contextlib
import threading
from collections.abc import Callable

from celery import Celery

from workflow_app.outbox.topics import DISPATCH_QUEUE, DISPATCH_TASK
from workflow_app.settings import Settings

SOCKET_SECONDS = 1.0
EXPIRES_SECONDS = 60  # the scheduler looks by itself long before


def make_poke(settings: Settings) -> Callable[[], None]:
    """Return a callable that pokes the dispatcher and comes back at once, whatever the broker does.

    A thread of its own sends, begun at the first poke (so after the web server has forked). Pokes that come while
    it is busy become one: the dispatcher takes everything that waits.
    """
    return _Poke(_producer(settings))


def _producer(settings: Settings) -> Celery:
    """A bare Celery application that can only send."""
    producer = Celery("poke", broker=settings.redis_url, set_as_current=False)
    producer.conf.update(
        task_ignore_result=True,
        broker_transport_options={
            "socket_connect_timeout": SOCKET_SECONDS,
            "socket_timeout": SOCKET_SECONDS,
            "max_retries": 0,
            # The keys of the queues depend on these, so they are the worker's.
            "priority_steps": [0, 3, 6, 9],
            "sep": ":",
        },
    )
    return producer


class _Poke:
    """The callable, with its thread and the flag between them."""

    def __init__(self, producer: Celery) -> None:
        self._producer = producer
        self._wanted = threading.Event()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def __call__(self) -> None:
        self._wanted.set()
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._send_for_ever, name="poke", daemon=True)
                self._thread.start()

    def _send_for_ever(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            # Whatever it is, the scheduler dispatches within seconds; a poke is only there to be quicker.
            with contextlib.suppress(Exception):
                self._producer.send_task(
                    DISPATCH_TASK,
                    queue=DISPATCH_QUEUE,
                    expires=EXPIRES_SECONDS,
                    retry=False,
                    ignore_result=True,
                )
