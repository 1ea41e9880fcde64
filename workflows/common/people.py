"""Whom a step concerns: groups, steering group, coordinators, municipalities; each with the reason and the page."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, select

from workflow_app.engine.join import stages_of
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import Onboarding
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.seat import Seat
from workflow_app.models.user import User
from workflow_app.notifications.notice import Recipient
from workflows.common.links import council_page, group_page, public_page, staff_page, steering_page

SERVING = ("mayor", "deputy_mayor", "clerk")
PRESIDING = ("chair", "vice_chair")
_KINDS = {  # in the accusative
    "municipality": "obec",
    "market_town": "městys",
    "town": "město",
    "statutory_city": "město",
    "military_area": "vojenský újezd",
}
_COORDINATES = Text(
    "Píšeme vám, protože komunitní plánování koordinujete.",
    "We are writing to you because you coordinate the community planning.",
)


def _seated(step: RecordedStep, *where: ColumnElement[bool]) -> Select[User, Body]:
    """Return active people who sit in bodies today; leaders first, those who come with a seated body last."""
    today = prague_day(step.tx.now)
    return (
        select(User, Body)
        .join(Seat, Seat.user_id == User.id)
        .join(Body, Body.id == Seat.body_id)
        .where(User.active, Seat.held_on(today), *where)
        .order_by(Body.sort_key, Seat.block_seat_id.is_not(None), Seat.membership_id)
    )


def _area_key(step: RecordedStep) -> str:
    return step.tx.session.get_one(Area, step.process.area_id).key


def sits_in(body: Body) -> Text:
    """Return why a notice comes to somebody who sits in the group."""
    locative = str(body.name_forms.get("locative") or f"skupině {body.name}")
    return Text(
        f"Píšeme vám, protože jste v {locative}.",
        f"We are writing to you because you are a member of the {body.name_en}.",
    )


def _recipient(user: User, why: Text, link: str) -> Recipient:
    return Recipient(user.id, user.email, user.name, user.language, why, link)


def group_people(
    step: RecordedStep, body_ids: Collection[int], *, leaders_only: bool = False
) -> list[Recipient]:
    """Return the people of the working groups `body_ids`, led to the desk of their group."""
    roles = [Seat.role == "leader"] if leaders_only else []
    area = _area_key(step)
    rows = step.tx.session.execute(_seated(step, Body.id.in_(body_ids), *roles))
    return [_recipient(user, sits_in(body), group_page(step, area, body.key)) for user, body in rows]


def steering_people(step: RecordedStep, *, presiding_only: bool = False) -> list[Recipient]:
    """Return the members of the area's steering group, led to its desk."""
    roles = [Seat.role.in_(PRESIDING)] if presiding_only else []
    link = steering_page(step, _area_key(step))
    where = (Body.area_id == step.process.area_id, Body.kind == "steering_group", *roles)
    rows = step.tx.session.execute(_seated(step, *where))
    return [_recipient(user, sits_in(body), link) for user, body in rows]


def coordinators(step: RecordedStep) -> list[Recipient]:
    """Return the area's coordinators; its contact address when nobody of them can sign in."""
    area = step.tx.session.get_one(Area, step.process.area_id)
    link = staff_page(step, area.key)
    where = (Body.area_id == area.id, Body.kind == "coordination")
    found = [
        _recipient(user, _COORDINATES, link) for user, _ in step.tx.session.execute(_seated(step, *where))
    ]
    email = str(area.coordinator.get("email", ""))
    if found or not email:
        return found
    return [Recipient(None, email, str(area.coordinator.get("name", "")), "cs", _COORDINATES, link)]


def municipality_people(step: RecordedStep, municipality_ids: Sequence[int]) -> list[Recipient]:
    """Return mayors, deputies and clerks; where nobody can sign in, the contact address that the area has."""
    rows = step.tx.session.execute(
        _seated(step, Body.municipality_id.in_(municipality_ids), Seat.role.in_(SERVING))
        .add_columns(Municipality)
        .join(Municipality, Municipality.id == Body.municipality_id)
    ).all()
    found = [_recipient(user, _serves(place), council_page(step, place.code)) for user, _, place in rows]
    reached = {place.id for _, _, place in rows}
    silent = [number for number in municipality_ids if number not in reached]
    return found + (_contacts(step, silent) if silent else [])


def _serves(place: Municipality) -> Text:
    return Text(
        f"Píšeme vám, protože zastupujete {_KINDS[place.kind]} {place.name}.",
        f"We are writing to you because you represent {place.name}.",
    )


def _contacts(step: RecordedStep, municipality_ids: Sequence[int]) -> list[Recipient]:
    """An office without an account gets the public page: it could not open any other.

    A municipality that is only asked to join is no member: it is written to at the address it gave.
    """
    today, link = prague_day(step.tx.now), public_page(_area_key(step))
    member = (
        (AreaMunicipality.municipality_id == Municipality.id)
        & (AreaMunicipality.area_id == step.process.area_id)
        & (AreaMunicipality.valid_from <= today)
        & (AreaMunicipality.valid_to.is_(None) | (AreaMunicipality.valid_to >= today))
    )
    followed = (Onboarding.municipality_id == Municipality.id) & (Onboarding.area_id == step.process.area_id)
    email = func.coalesce(AreaMunicipality.contact_email, Onboarding.contact_email, "")
    statement = (
        select(email, Municipality)
        .outerjoin(AreaMunicipality, member)
        .outerjoin(Onboarding, followed)
        .where(Municipality.id.in_(municipality_ids), email != "")
        .order_by(Municipality.sort_key)
    )
    return [
        Recipient(None, email, place.name, "cs", _is_contact(place), link)
        for email, place in step.tx.session.execute(statement)
    ]


def _is_contact(place: Municipality) -> Text:
    return Text(
        f"Píšeme na kontaktní adresu ({_KINDS[place.kind]} {place.name}), protože tu zatím nikdo nemá přístup.",
        f"We are writing to the contact address of {place.name} because nobody there has set up access yet.",
    )


def body_people(step: RecordedStep) -> list[Recipient]:
    """Return the people of the body that decides in this process: of a municipality, or of the union."""
    if step.process.municipality_id is not None:
        return municipality_people(step, [step.process.municipality_id])
    link = public_page(_area_key(step))
    where = (Body.id == step.process.body_id, Seat.role.in_(PRESIDING))
    rows = step.tx.session.execute(_seated(step, *where))
    return [_recipient(user, _presides(body), link) for user, body in rows]


def _presides(body: Body) -> Text:
    return Text(
        f"Píšeme vám, protože jednáte za {body.name_forms.get('accusative') or body.name}.",
        f"We are writing to you because you act for the {body.name_en}.",
    )


def round_people(step: RecordedStep) -> list[Recipient]:
    """Return the people of every municipality that has been asked in the newest round of this document."""
    positions = [stage.position for stage in stages_of(step.tx, step.process.id)]
    asked = (
        select(Body.municipality_id)
        .join(ProcessInstance, ProcessInstance.body_id == Body.id)
        .where(
            ProcessInstance.parent_id == step.process.id,
            ProcessInstance.stage.in_(positions),
            Body.municipality_id.is_not(None),
        )
        .distinct()
    )
    ids = [number for number in step.tx.session.execute(asked).scalars() if number is not None]
    return municipality_people(step, ids) if ids else []
