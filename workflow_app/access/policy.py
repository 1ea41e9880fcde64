"""Who may do what: permission -> alternatives, each a list of facts that must all hold."""

from collections.abc import Callable

from workflow_app.access import predicates as fact
from workflow_app.access.permissions import Permission
from workflow_app.access.predicates import Scope
from workflow_app.kernel.actor import Actor

Predicate = Callable[[Actor, Scope], bool]

POLICY: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.PUBLIC: ((fact.anybody,),),
    Permission.SIGNED_IN: ((fact.is_signed_in,),),
    Permission.AREA_READ: ((fact.is_group_member,), (fact.is_steering_member,), (fact.is_coordinator,)),
    Permission.GROUP_WRITE: ((fact.is_group_member,), (fact.is_coordinator,)),
    Permission.GROUP_SPEAK: ((fact.leads_group,), (fact.is_coordinator,)),
    Permission.STEERING_READ: ((fact.is_steering_member,), (fact.is_coordinator,)),
    Permission.STEERING_DECIDE: ((fact.presides_steering,),),
    Permission.COUNCIL_READ: ((fact.serves_municipality,), (fact.is_coordinator,)),
    Permission.COUNCIL_RECORD: ((fact.serves_municipality,), (fact.is_coordinator,), (fact.holds_link_for,)),
    Permission.LINK_HELD: ((fact.holds_link_for,),),
    Permission.STAFF_MANAGE: ((fact.is_coordinator,),),
    Permission.INSTALLATION_MANAGE: ((fact.administers,),),
}


def allowed(actor: Actor, permission: Permission, scope: Scope) -> bool:
    """Tell whether `actor` has `permission` in `scope`. The system itself has none: it fires automatic steps only."""
    return any(all(holds(actor, scope) for holds in facts) for facts in POLICY[permission])
