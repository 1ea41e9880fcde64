"""An attempt inside a page: when the rules say no, the page can be shown again over untouched data."""

from collections.abc import Iterator
from contextlib import contextmanager

from workflow_app.db.uow import Transaction


@contextmanager
def attempt(tx: Transaction) -> Iterator[None]:
    """Run a use case in a savepoint: on any error everything it wrote is undone before the error goes on."""
    with tx.session.begin_nested():
        tx.session.connection()  # sets the savepoint now; by itself the session would at its own first statement
        yield
