"""Prints who can sign in with one click, after `dev.py run` has started."""

import os
import sys

from workflow_app.bootstrap import assemble
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.ids import new_request_id
from workflow_app.queries.demo_people import DemoAudience, DemoPeople, demo_people
from workflow_app.settings import Settings
from workflows.catalogue import load_catalogue

TITLES = {
    "coordination": "Coordinators (staff)",
    "working_group": "Working groups",
    "steering_group": "Steering group",
    "municipality": "Municipalities",
    "administration": "Administration",
}
SHOWN = 4  # of each audience; the sign-in page has them all


def main() -> int:
    """Print the people of the first area by role; nothing when people sign in with passwords only."""
    settings = Settings.from_environment(os.environ)
    if not settings.demo_mode:
        return 0
    parts = assemble(settings, load_catalogue())
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id(), read_only=True) as tx:
        found = demo_people(tx)
    print(greeting(found))
    return 0


def greeting(found: DemoPeople) -> str:
    """Return the list of `found` people as text, a few of each audience."""
    lines = ["Demo people, one click each on the sign-in page:"]
    for audience in found.audiences:
        lines += _audience(audience)
    return "\n".join(lines)


def _audience(audience: DemoAudience) -> list[str]:
    people = (*audience.speakers, *audience.others)
    lines = [f"  {TITLES[audience.kind]}"]
    lines += [f"    {person.name}, {person.role}: {person.body.cs}" for person in people[:SHOWN]]
    if len(people) > SHOWN:
        lines.append(f"    ... and {len(people) - SHOWN} more")
    return lines


if __name__ == "__main__":
    sys.exit(main())
