"""Facts about a person's seats, or about a link that was sent, that permissions are built from."""

from dataclasses import dataclass

from workflow_app.kernel.actor import Actor, Seat


@dataclass(frozen=True, slots=True)
class Scope:
    """Where something happens: in which area, for which municipality, on behalf of which body, in which process."""

    area_id: int | None = None
    municipality_id: int | None = None
    body_id: int | None = None
    process_id: int | None = None


def anybody(actor: Actor, scope: Scope) -> bool:
    """Also a visitor who has not signed in."""
    return True


def is_signed_in(actor: Actor, scope: Scope) -> bool:
    """A person of any area."""
    return actor.user_id is not None


def _sits(actor: Actor, scope: Scope, kind: str, roles: tuple[str, ...] = ()) -> bool:
    def fits(seat: Seat) -> bool:
        return seat.body_kind == kind and seat.area_id == scope.area_id and (not roles or seat.role in roles)

    return scope.area_id is not None and any(fits(seat) for seat in actor.seats)


def is_coordinator(actor: Actor, scope: Scope) -> bool:
    """On the coordination team of this area."""
    return _sits(actor, scope, "coordination")


def is_steering_member(actor: Actor, scope: Scope) -> bool:
    """Sits in the steering group of this area."""
    return _sits(actor, scope, "steering_group")


def presides_steering(actor: Actor, scope: Scope) -> bool:
    """Chairs the steering group of this area, so speaks for it."""
    return _sits(actor, scope, "steering_group", ("chair", "vice_chair"))


def is_group_member(actor: Actor, scope: Scope) -> bool:
    """Sits in some working group of this area; in this very one when the scope names a body."""
    return any(
        seat.body_kind == "working_group"
        and seat.area_id == scope.area_id
        and scope.body_id in (None, seat.body_id)
        for seat in actor.seats
    )


def leads_group(actor: Actor, scope: Scope) -> bool:
    """Leads a working group of this area; this very one when the scope names a body."""
    return any(
        seat.body_kind == "working_group"
        and seat.role == "leader"
        and seat.area_id == scope.area_id
        and scope.body_id in (None, seat.body_id)
        for seat in actor.seats
    )


def serves_municipality(actor: Actor, scope: Scope) -> bool:
    """Mayor, deputy or clerk of this very municipality."""
    roles = ("mayor", "deputy_mayor", "clerk")
    return scope.municipality_id is not None and any(
        seat.municipality_id == scope.municipality_id and seat.role in roles for seat in actor.seats
    )


def holds_link_for(actor: Actor, scope: Scope) -> bool:
    """Came by a recording link of this very body's process."""
    return (
        actor.link is not None and scope.process_id is not None and actor.link.process_id == scope.process_id
    )


def administers(actor: Actor, scope: Scope) -> bool:
    """Runs this installation."""
    return any(seat.body_kind == "administration" for seat in actor.seats)
