"""Remembers the language a person wants pages and e-mails in."""

from sqlalchemy import update

from workflow_app.db.uow import Transaction
from workflow_app.models.user import User


def choose_language(tx: Transaction, language: str) -> None:
    """Write `language` (cs or en) to the person who acts; a visitor's choice is kept by the browser alone."""
    if tx.actor.user_id is not None:
        tx.session.execute(update(User).where(User.id == tx.actor.user_id).values(language=language))
