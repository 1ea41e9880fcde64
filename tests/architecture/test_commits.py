"""One place commits, and one way leads out of a request to the worker: the outbox."""

from collections import Counter

from tests.architecture.source import PRODUCT, calls, modules, shown

SENDS = {"delay", "apply_async", "send_task"}
UNIT_OF_WORK = "workflow_app/db/uow.py"
POOL = "workflow_app/db/session.py"
POKE = "workflow_app/web/shared/poke.py"


def _sites(names: set[str]) -> Counter[str]:
    return Counter(shown(path) for path in modules(*PRODUCT) for name, _ in calls(path) if name in names)


def test_only_the_unit_of_work_commits() -> None:
    assert set(_sites({"commit"})) == {UNIT_OF_WORK}


def test_only_the_unit_of_work_rolls_back_and_the_pool_when_it_tries_out_a_connection() -> None:
    assert set(_sites({"rollback"})) <= {UNIT_OF_WORK, POOL}


def test_only_the_worker_sends_tasks_and_the_web_pokes_it_once() -> None:
    sites = _sites(SENDS)
    assert sites.pop(POKE) == 1
    assert sites
    assert all(path.startswith("worker/") for path in sites), (
        f"put a message into the outbox instead: {sites}"
    )


def test_a_unit_of_work_is_opened_only_at_the_edges() -> None:
    """Around a page, around a task, around a command, and to look at seals before the first request."""
    allowed = {"workflow_app/web/shared/access.py", "workflow_app/app.py", "workflow_app/cli.py"}
    sites = set(_sites({"unit_of_work"}))
    assert {path for path in sites if not path.startswith("worker/")} <= allowed
