"""Writes approval routes into an area file; what is the default is not written."""

from workflow_app.models.approval_route import ROUTE_KINDS, RouteStage
from workflow_app.usecases.area_facts import Facts, Fields, Subject
from workflow_app.usecases.area_text import filled, flow


def routes_text(facts: Facts) -> str:
    """Return the block `approval_routes` with the route of each kind of document that has one."""
    lines = ["approval_routes:"]
    for kind in ROUTE_KINDS:
        route = facts.get(Subject("approval_route", (kind,)))
        if route:
            lines += [f"  {kind}:", f"    from: {route['valid_from']}", "    stages:"]
            lines += [_stage(stage) for stage in route["stages"]]
    return "\n".join(lines)


def _stage(stage: Fields) -> str:
    defaults = RouteStage(key="", label={}, bodies="", counts=())
    said = {name: value for name, value in stage.items() if value != getattr(defaults, name)}
    lines = [f"        {name}: {flow(value)}" for name, value in filled(said)]
    return "      - " + "\n".join(lines).lstrip()
