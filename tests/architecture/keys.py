"""The keys that every door is tried with: people who have one seat each, in two areas and two municipalities."""

from datetime import date

from sqlalchemy import ColumnElement, insert, select

from workflow_app.db.uow import Transaction
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.user import User

BELA, BOHUSLAVICE, HERMANOVICE = "512974", "506192", "597325"


def groups(tx: Transaction, area: str) -> list[str]:
    """Keys of the working groups of an area."""
    statement = (
        select(Body.key)
        .join(Area, Area.id == Body.area_id)
        .where(Area.key == area, Body.kind == "working_group")
    )
    return list(tx.session.scalars(statement.order_by(Body.key)))


def seated_people(tx: Transaction) -> dict[str, str]:
    """E-mails of one made-up person per kind, with that seat and no other: real people of an area wear several hats."""
    own, other, *_ = groups(tx, "hlucin")
    there = groups(tx, "albrechtice")[0]
    seats = {
        "member": ("hlucin", Body.key == own, "member"),
        "leader": ("hlucin", Body.key == own, "leader"),
        "leader of another group": ("hlucin", Body.key == other, "leader"),
        "steering member": ("hlucin", Body.kind == "steering_group", "member"),
        "chair": ("hlucin", Body.kind == "steering_group", "chair"),
        "coordinator": ("hlucin", Body.kind == "coordination", "coordinator"),
        "mayor of Bělá": (BELA, Body.kind == "assembly", "mayor"),
        "mayor of Bohuslavice": (BOHUSLAVICE, Body.kind == "assembly", "mayor"),
        "leader there": ("albrechtice", Body.key == there, "leader"),
        "coordinator there": ("albrechtice", Body.kind == "coordination", "coordinator"),
        "mayor there": (HERMANOVICE, Body.kind == "assembly", "mayor"),
    }
    return {
        name: _seated(tx, f"key{number}@example.org", *seat)
        for number, (name, seat) in enumerate(seats.items())
    }


def _seated(tx: Transaction, email: str, place: str, which: ColumnElement[bool], role: str) -> str:
    """Make a person with one seat in a body of an area (by key) or of a municipality (by code)."""
    body = (
        select(Body.id)
        .outerjoin(Area, Area.id == Body.area_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(which, (Area.key == place) | (Municipality.code == place))
    )
    user = User(email=email, name=email, language="cs", active=True, fs_uniquifier=email)
    tx.session.add(user)
    tx.session.flush()
    seat = {"user_id": user.id, "body_id": tx.session.execute(body).scalar_one(), "role": role}
    tx.session.execute(insert(Membership).values(**seat, side="commissioner", valid_from=date(2020, 1, 1)))
    return email
