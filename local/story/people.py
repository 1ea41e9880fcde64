"""Who acts in the story: e-mails of the area's people by what they do there, on the story's day."""

from sqlalchemy import ColumnElement, select

from local.story.scene import Scene, StoryError
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.seat import Seat
from workflow_app.models.user import User


def coordinator(scene: Scene) -> str:
    """The coordinator of the area."""
    return _people(scene, "coordinator", Body.area_id == scene.area_id, Body.kind == "coordination")[0]


def chair(scene: Scene) -> str:
    """Who presides over the steering group."""
    here = (Body.area_id == scene.area_id, Body.kind == "steering_group", Seat.role == "chair")
    return _people(scene, "chair of the steering group", *here)[0]


def steering_members(scene: Scene) -> int:
    """How many people sit in the steering group."""
    here = (Body.area_id == scene.area_id, Body.kind == "steering_group")
    return len(set(_people(scene, "member of the steering group", *here)))


def leader(scene: Scene, group_id: int) -> str:
    """Who speaks for a working group."""
    return _people(scene, f"leader of {group_id}", Body.id == group_id, Seat.role == "leader")[0]


def writers(scene: Scene, group_id: int) -> list[str]:
    """Everybody who may write for a working group, the leader first."""
    return _people(scene, f"member of {group_id}", Body.id == group_id)


def recorder(scene: Scene, body_id: int, by: str) -> str:
    """Who records for a municipality: its clerk, its mayor where there is no clerk, or the staff."""
    if by == "staff":
        return coordinator(scene)
    home = select(Body.municipality_id).where(Body.id == body_id).scalar_subquery()
    roles = ("mayor",) if by == "mayor" else ("clerk", "mayor")
    here = (Body.municipality_id == home, Seat.role.in_(roles))
    return _people(scene, f"{by} of body {body_id}", *here)[0]


def groups(scene: Scene) -> dict[str, int]:
    """Working groups of the area: key -> id of the body."""
    with scene.looking() as tx:
        statement = select(Body.key, Body.id).where(
            Body.area_id == scene.area_id, Body.kind == "working_group"
        )
        return dict(tx.session.execute(statement).all())


def _people(scene: Scene, what: str, *where: ColumnElement[bool]) -> list[str]:
    """Return e-mails of those who sit there today: leaders, chairs and clerks before the others."""
    today = scene.clock.today
    order = {"leader": 0, "chair": 0, "clerk": 0}
    statement = (
        select(User.email, Seat.role)
        .join(Seat, Seat.user_id == User.id)
        .join(Body, Body.id == Seat.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(*where, Seat.held_on(today))
        .order_by(Seat.membership_id)
    )
    with scene.looking() as tx:
        rows = tx.session.execute(statement).all()
    if not rows:
        raise StoryError(f"On {today} there is no {what}.")
    return [email for email, _ in sorted(rows, key=lambda row: order.get(row[1], 1))]
