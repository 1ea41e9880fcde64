"""Writes an e-mail with a recording link: the link that staff sends, or the receipt with the link for correction."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.recorded_step import read_step
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area
from workflow_app.models.user import User
from workflow_app.notifications.notice import Recipient
from workflow_app.usecases.announce import notice_row, write_notifications
from workflows.common.links import public_page
from workflows.council_resolution.council_notice import link_notice

LINK, RECEIPT = "recording_link", "recording_receipt"
_WHY = Text(
    "Píšeme na tuto adresu, protože se jí týká odkaz pro zápis usnesení.",
    "We are writing to this address because the link for recording the resolution is meant for it.",
)


def write_link_letter(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    seq: int,
    *,
    name: str,
    kind: str,
    email: str,
    base_url: str,
) -> None:
    """Write the letter `name` about step `seq` of a body's process; its link (`kind`) is put in when it is sent.

    A person we know reads their own language, an office Czech. The body never holds the secret.
    """
    step = read_step(tx, catalogue, process_id, seq)
    known = tx.session.execute(select(User.language).where(User.email == email)).scalar()
    page = public_page(tx.session.get_one(Area, step.process.area_id).key)
    recipient = Recipient(None, email, email, known or "cs", _WHY, page, kind)
    row = notice_row(step, name, link_notice(step, recipient), recipient, base_url, f":{tx.request_id}")
    write_notifications(tx, [row], step.process.area_id)
