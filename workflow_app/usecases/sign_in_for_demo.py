"""Signs a demo person in without a password; pages offer it in demo mode only."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Forbidden, NotFound
from workflow_app.models.user import User
from workflow_app.settings import Settings
from workflow_app.usecases.let_in import SignedIn, let_in


def sign_in_for_demo(tx: Transaction, settings: Settings, user_id: int) -> SignedIn:
    """Return the person with this id. Raises Forbidden outside demo mode, NotFound for nobody."""
    if not settings.demo_mode or settings.production:
        raise Forbidden("demo mode is off")
    user = tx.session.execute(select(User).where(User.id == user_id, User.active).with_for_update()).scalar()
    if user is None:
        raise NotFound(f"person {user_id}")
    return let_in(tx, user)
