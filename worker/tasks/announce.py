"""Expands one notice into notifications."""

from worker.base_task import Tools, do_at_once
from workflow_app.db.uow import Transaction
from workflow_app.outbox.topics import Announce
from workflow_app.usecases.announce import announce as expand


def announce(tools: Tools, message_id: int) -> None:
    """Write a notification for each person concerned; see usecases/announce.py."""

    def act(tx: Transaction, message: Announce) -> int:
        return expand(tx, tools.assembly.catalogue, message, tools.assembly.settings.base_url)

    do_at_once(tools, message_id, act)
