"""Puts the matter of a body on the agenda of a session, as its mayor does."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.kernel.clock import prague_day
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.user import User
from workflow_app.queries.signed_in import load_actor
from workflows.council_resolution.payloads import SessionPlanned


def put_on_agenda(tx: Transaction, catalogue: Catalogue, process_id: int, day: date) -> None:
    """Let somebody who serves the body's municipality enter the session."""
    town = read(tx, process_id).municipality_id
    person = (
        select(User.fs_uniquifier)
        .join(Membership, Membership.user_id == User.id)
        .join(Body, Body.id == Membership.body_id)
        .where(Body.municipality_id == town, Membership.role == "mayor", Membership.valid_to.is_(None))
    )
    key = tx.session.scalars(person).first()
    acting = replace(tx, actor=load_actor(tx.connection, key, prague_day(tx.now)))
    fire(acting, catalogue, process_id, "put_on_agenda", SessionPlanned(day))
