"""People of the area by body and term; invites again those who have never come in."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.access.permissions import Permission
from workflow_app.access.tokens import invitation_paths
from workflow_app.db.uow import Transaction
from workflow_app.queries.area_members import (
    Member,
    MemberBlock,
    MemberBody,
    area_members,
    never_signed_in,
)
from workflow_app.queries.place import Place
from workflow_app.usecases.invite_people import invite_people
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.role_words import role_label
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.staff.blueprint import staff


@staff.get("/<area>/members")
@page(Permission.STAFF_MANAGE)
def members(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Show the bodies with their people; former ones when asked for."""
    bodies = area_members(tx, place.area_id or 0)
    former = request.args.get("former") == "1"
    return render(
        "staff/members.html",
        area=area,
        bodies=[_body(area, body, former=former) for body in bodies if former or not body.ended],
        waiting=len(never_signed_in(bodies)),
        former=former,
    )


@staff.post("/<area>/members/invite")
@page(Permission.STAFF_MANAGE)
def invite(tx: Transaction, place: Place, area: str) -> ResponseReturnValue:
    """Invite one person, or everybody who has never signed in; strangers to the area are passed over."""
    waiting = never_signed_in(area_members(tx, place.area_id or 0))
    wanted = request.form.get("user_id", "")
    chosen = [user_id for user_id in waiting if wanted in ("", str(user_id))]
    app = assembly()
    links = invitation_paths(app.settings.secret_key, tx.now)
    count = invite_people(tx, place.area_id or 0, chosen, links, app.settings.base_url)
    back = url_for("staff.members", area=area)
    if not count:
        return go_to(
            back, _("Nobody was invited: the people were invited today already, or have signed in."), "info"
        )
    return go_to(
        back, ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", count)
    )


def _body(area: str, body: MemberBody, *, former: bool) -> dict[str, Any]:
    people = _members(body.members, former=former)
    blocks = [_block(area, block, former=former) for block in body.blocks if former or not block.has_ended]
    count = len(people) + sum(len(block["members"]) for block in blocks)
    sentence = [ngettext("%(num)s person", "%(num)s people", count)]
    if body.member_count:
        sentence.append(ngettext("%(num)s member in all", "%(num)s members in all", body.member_count))
    return {
        "id": f"body-{body.body_id}",
        "name": body.name,
        "note": body.code,
        "open": not body.code,
        "sentence": ", ".join(sentence),
        "target_groups": ", ".join(body.target_groups),
        "members": people,
        "blocks": blocks,
        "seat_body_url": url_for("staff.new_block_seat", area=area, host=body.body_id) if body.hosts else "",
    }


def _block(area: str, block: MemberBlock, *, former: bool) -> dict[str, Any]:
    """A body seated here as a whole: what it is called, how many people come with it, who they are."""
    people = _members(block.members, former=former)
    by_office = ngettext("%(num)s member by office", "%(num)s members by office", len(people))
    return {
        "id": f"block-{block.block_seat_id}",
        "title": f"{in_words(block.name)} – {by_office}, {_term(block)}",
        "members": people,
        "end_url": ""
        if block.valid_to
        else url_for("staff.end_block_seat", area=area, block_seat_id=block.block_seat_id),
    }


def _members(members: tuple[Member, ...], *, former: bool) -> list[dict[str, Any]]:
    return [_member(item) for item in members if former or not item.has_ended]


def _member(item: Member) -> dict[str, Any]:
    return {
        "user_id": item.user_id,
        "name": item.name,
        "email": item.email,
        "phone": item.phone,
        "role": role_label(item.role),
        "side": side_label(item.side) if item.side else "",
        "organisation": item.organisation or item.represents or "",
        "term": _term(item),
        "state": _standing(item),
        "can_invite": item.last_sign_in_at is None and not item.has_ended,
    }


def side_label(side: str) -> str:
    """Return the side of the triad in words."""
    return {
        "commissioner": _("commissioner"),
        "provider": _("provider"),
        "service_user": _("service user"),
        "public": _("public"),
    }[side]


def _term(item: Member | MemberBlock) -> str:
    if item.valid_to is None:
        return _("from %(day)s", day=day(item.valid_from))
    return f"{day(item.valid_from)} – {day(item.valid_to)}"


def _standing(item: Member) -> dict[str, str]:
    if item.has_ended:
        return {"label": _("ended"), "tone": "not_yet"}
    if item.last_sign_in_at is not None:
        return {"label": _("signs in"), "tone": "done"}
    if item.invited_at is not None:
        return {"label": _("invited on %(day)s", day=day(item.invited_at)), "tone": "waits"}
    return {"label": _("not invited yet"), "tone": "not_yet"}
