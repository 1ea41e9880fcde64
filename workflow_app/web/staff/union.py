"""The union of municipalities: its number and seat, who is in it and since when, its council and its statutes."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.place import Place
from workflow_app.queries.unions import UnionMember, UnionRecord, unions_of
from workflow_app.web.shared.access import page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.role_words import role_label
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.staff.blueprint import staff
from workflows.council_resolution.majority import Share


@staff.get("/<area>/union")
@page(Permission.STAFF_MANAGE)
def union(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the union; an area without one says so."""
    found = unions_of(tx, place.area_id or 0)
    return render("staff/union.html", area=area, unions=[_union(item) for item in found])


def _union(item: UnionRecord) -> dict[str, Any]:
    return {
        "id": f"union-{item.body_id}",
        "name": in_words(item.name),
        "council": in_words(item.council) or _("Council of the union"),
        "facts": [
            {"label": _("IČO"), "value": item.ico},
            {"label": _("Seat"), "value": ", ".join(item.address)},
            {"label": _("Owner of plans"), "value": _owns(item)},
        ],
        "members": [_member(member) for member in item.members],
        "count": sum(not member.has_ended for member in item.members),
        "people": [
            {
                "name": person.name,
                "role": role_label(person.role),
                "represents": person.represents,
                "since": day(person.valid_from),
            }
            for person in item.people
        ],
        "rules": _rules(item),
    }


def _owns(item: UnionRecord) -> str:
    terms = [
        _("from %(day)s", day=day(start))
        if end is None
        else _("from %(day)s, before %(end)s", day=day(start), end=day(end))
        for start, end in item.owns
    ]
    return "; ".join(terms) or _("no, plans are the lead municipality’s")


def _member(member: UnionMember) -> dict[str, Any]:
    return {
        "code": member.code,
        "name": member.name,
        "since": day(member.valid_from),
        "until": day(member.valid_to),
        "has_ended": member.has_ended,
    }


def _rules(item: UnionRecord) -> list[str]:
    """The statutes as sentences; what they leave out is as for a municipality."""
    rules, majority = item.rules, _share(item.rules.majority)
    return [
        _("It can decide when %(share)s of its members are present.", share=_share(rules.quorum)),
        _("A resolution needs the votes of %(share)s of those present.", share=majority)
        if rules.of_present
        else _("A resolution needs the votes of %(share)s of all members.", share=majority),
        _("It can decide in writing, without a session.")
        if rules.per_rollam
        else _("It cannot decide in writing, without a session."),
    ]


def _share(share: Share) -> str:
    if share.more_than:
        return _("more than %(part)s", part=str(share.part))
    return _("at least %(part)s", part=str(share.part))
