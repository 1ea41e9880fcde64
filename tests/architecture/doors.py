"""The address of every page, filled in for a place: which id the pages of an audience mean by `process_id`."""

import hashlib

from werkzeug.routing import Rule

from tests.architecture.two_areas import Place, file_of

LETTERLESS = {"static", "public.health", "public.robots"}  # name no place and do not change


class UnknownPart(Exception):
    """An address has a part that nobody has said the meaning of."""


def parts_of(rule: Rule, place: Place) -> dict[str, object]:
    """Return the parts of an address, filled in with what stands in `place`.

    Raises UnknownPart for a part that is new; say below what it means.
    """
    return {name: _meaning(rule, name, place) for name in rule.arguments}


def _meaning(rule: Rule, name: str, place: Place) -> object:
    keys = {
        "area": place.area,
        "group": place.group,
        "municipality": place.municipality,
        "token": "no-such-token",
        "kind": "plan" if "/routes/" in rule.rule else "priority",
        "filename": "app.css",
        "sha256": hashlib.sha256(file_of(place.area)).hexdigest(),
        "file_language": "cs",
        "name": "cover_letter",
        "section": "goals.0",
        "number": "1.1.1",
        "file_format": "csv",
        "trigger": _trigger(rule),
    }
    if name in keys:
        return keys[name]
    meant = _named(rule).get(name)
    if meant is None:
        raise UnknownPart(f"{rule.rule}: say in {__name__} what <{name}> is")
    return place.ids[meant]


def _trigger(rule: Rule) -> str:
    if "/body/" in rule.rule:
        return "excuse"
    return "withdraw" if rule.endpoint.startswith("staff.") else "submit_part"


def _named(rule: Rule) -> dict[str, str]:
    """For each name of an id in this address, what it is called in a furnished place."""
    address, audience = rule.rule, rule.endpoint.partition(".")[0]
    of_council = audience == "council" or "/body/" in address
    process = "body_process" if of_council else "process"
    if audience == "working_group":
        by_page = {"/proposal": "proposal", "/report": "report"}
        process = next((meant for path, meant in by_page.items() if path in address), "draft_process")
    if "/chapter/" in address:
        process = "draft_process"
    if "/intent/" in address:
        process = "intent_process"
    if "/measures" in address and audience == "staff":
        process = "action_plan_process"
    return {
        "process_id": process,
        "process": process,
        "document_id": "body_document" if of_council else "document",
        "document": "document",
        "resolution_id": "resolution",
        "link_id": "link",
        "revoked_id": "link",
        "chapter_id": "own_chapter",
        "plan_id": "plan",
        "measure_id": "approved_measure",
        "chapter": "chapter",
        "goal": "goal",
        "priority": "priority",
        "parent": "goal",
        "measure": "measure",
        "entry": "entry",
        "entry_id": "year_measure",
        "action_plan_id": "action_plan",
        "notice": "letter",
        "notification_id": "letter",
        "message_id": "message",
        "body_id": "assembly",
        "block_seat_id": "block_seat",
    }
