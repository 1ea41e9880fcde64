"""The recorded resolutions of one body: the newest one, and the one that a step wrote."""

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.models.council_resolution import CouncilResolution


def newest_resolution(tx: Transaction, process_id: int) -> CouncilResolution | None:
    """Return the newest row of a body's process, corrections and revocations included."""
    return tx.session.execute(
        select(CouncilResolution)
        .where(CouncilResolution.process_id == process_id)
        .order_by(CouncilResolution.id.desc())
        .limit(1)
    ).scalar()


def resolution_of_step(tx: Transaction, process_id: int, seq: int) -> CouncilResolution | None:
    """Return the row that step `seq` wrote; rows from before steps were noted: the newest one."""
    mine = select(CouncilResolution).where(
        CouncilResolution.process_id == process_id, CouncilResolution.seq == seq
    )
    return tx.session.execute(mine).scalar() or newest_resolution(tx, process_id)
