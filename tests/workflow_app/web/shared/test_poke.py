import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import redis

from workflow_app.outbox.topics import DISPATCH_QUEUE, DISPATCH_TASK
from workflow_app.settings import Settings
from workflow_app.web.shared.poke import make_poke


@pytest.fixture
def silent_address() -> Iterator[str]:
    """A broker that takes connections and never says anything."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(8)
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


def _free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


def _seconds(poke_settings: Settings) -> float:
    poke = make_poke(poke_settings)
    begun = time.monotonic()
    for _ in range(20):
        poke()
    return time.monotonic() - begun


def test_dead_or_silent_broker_delays_no_page(settings: Settings, silent_address: str) -> None:
    assert _seconds(replace(settings, redis_url=_free_address())) < 0.2
    assert _seconds(replace(settings, redis_url=silent_address)) < 0.2


def test_poke_arrives_where_the_worker_looks(settings: Settings) -> None:
    address = settings.redis_url.rstrip("/") + ("" if settings.redis_url.count("/") > 2 else "/0")
    broker = redis.Redis.from_url(address)
    broker.delete(DISPATCH_QUEUE)
    make_poke(replace(settings, redis_url=address))()
    until = time.monotonic() + 5
    while not broker.llen(DISPATCH_QUEUE) and time.monotonic() < until:
        time.sleep(0.02)
    message = json.loads(broker.lindex(DISPATCH_QUEUE, 0))  # type: ignore[arg-type]
    assert message["headers"]["task"] == DISPATCH_TASK
    broker.delete(DISPATCH_QUEUE)


def test_poke_works_again_after_the_broker_has_come_back(settings: Settings) -> None:
    address = _free_address()
    poke = make_poke(replace(settings, redis_url=address))
    poke()
    time.sleep(0.3)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", int(address.rsplit(":", 1)[1].split("/")[0])))
        listening.listen(1)
        listening.settimeout(5)
        poke()
        connection, _ = listening.accept()
        connection.close()
