"""The staff's matrix page of 120 municipalities beside one of 15, through the whole application."""

from benchmarks.page_views import view_in_turns
from tests.factories.large_area import make_large_area
from workflow_app.db.session import make_engine, make_session_factory
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import system_clock
from workflows.catalogue import load_catalogue

SIZES = {"ab": 15, "cd": 120}
ROUNDS = 3
TARGET = 8  # rows grow eightfold


def compare(database_url: str, redis_url: str) -> bool:
    """Print the best of several views of both pages, their ratio and how many statements they send."""
    engine = make_engine(database_url)
    with unit_of_work(make_session_factory(engine), system_clock, SYSTEM, "matrix") as tx:
        for key, size in SIZES.items():
            make_large_area(tx, load_catalogue(), size, rounds=ROUNDS, key=key)
    engine.dispose()
    pages = {key: f"/staff/{key}/matrix" for key in SIZES}
    seen = view_in_turns(database_url, redis_url, pages, views=15)
    small, large = (seen[key].seconds for key in SIZES)
    statements = [seen[key].statements for key in SIZES]
    print(
        f"\nThe matrix page of 120 municipalities: {large / small:.1f}x one of 15 (target at most {TARGET}x)"
    )
    print(f"  {1000 * small:.0f} and {1000 * large:.0f} ms; statements: {statements[0]} and {statements[1]}")
    return large <= TARGET * small and set(statements) == {4}
