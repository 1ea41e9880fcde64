"""@page(permission): opens the unit of work, finds who is there and where, authorises, answers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

from flask import Response, abort, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.held_link import link_of_id
from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.kernel.actor import ANONYMOUS, Actor
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Forbidden, UselessLink
from workflow_app.queries.link_matter import place_of_link
from workflow_app.queries.place import Place, find_place
from workflow_app.queries.signed_in import load_actor_and_rooms
from workflow_app.usecases.use_recording_link import note_refused
from workflow_app.web.shared.link_pass import is_open_here
from workflow_app.web.shared.useless_link import useless_link

View = Callable[..., ResponseReturnValue]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
SESSION_USER = "_user_id"  # where flask-login keeps the uniquifier of the person signed in


class _Refused(Exception):
    """Carries an answer with status 4xx out of the unit of work, so that nothing of it is committed."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def assembly() -> Assembly:
    """Return what was assembled at start."""
    found: Assembly = current_app.extensions["workflow"]
    return found


def page(permission: Permission) -> Callable[[View], View]:
    """Mark a function as the page of one address; every address has exactly one such mark.

    The function gets `tx` and `place` first, then the parts of its address. `area`, `municipality` and `group`
    in the address say where the permission must hold; `link_id` says that whoever opened this recording link
    acts, and nobody else. GET gets a read-only transaction. An answer with a status of 400 or more is never
    committed.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(**parts: Any) -> ResponseReturnValue:
            try:
                return _in_transaction(view, permission, parts)
            except _Refused as refused:
                return refused.response
            except UselessLink as useless:
                return _useless(useless)

        answer.permission = permission  # type: ignore[attr-defined]
        return answer

    return mark


def _in_transaction(view: View, permission: Permission, parts: dict[str, Any]) -> Response:
    with _unit() as tx:
        if "link_id" in parts:
            place = _come_by_link(tx, parts["link_id"])
        else:
            _find_person(tx)
            place = find_place(tx, parts.get("area"), parts.get("municipality"), parts.get("group"))
        g.tx, g.place = tx, place
        if not allowed(tx.actor, permission, place.scope):
            return _turn_away(tx)
        response = make_response(view(tx, place, **parts))
        if response.status_code >= 400:
            raise _Refused(response)
        return response


def _find_person(tx: Transaction) -> None:
    """Let who is signed in act; error pages, too, say who that is."""
    tx.actor, g.rooms = load_actor_and_rooms(tx.connection, session.get(SESSION_USER), prague_day(tx.now))
    g.person = None if tx.actor.is_anonymous else tx.actor


def find_person_outside_pages() -> None:
    """Find who is signed in for an answer to an address that belongs to no page."""
    if session.get(SESSION_USER):
        with _unit() as tx:
            _find_person(tx)


def _unit() -> AbstractContextManager[Transaction]:
    app, poke = assembly(), current_app.extensions["poke"]
    read_only = request.method in SAFE_METHODS
    return unit_of_work(app.sessions, app.clock, ANONYMOUS, g.request_id, poke=poke, read_only=read_only)


def _come_by_link(tx: Transaction, link_id: int) -> Place:
    """Let the link act, whoever may be signed in besides; return its place. Raises UselessLink."""
    if not is_open_here(link_id, assembly().settings):
        raise UselessLink("not_opened_here")
    link = link_of_id(tx, link_id)
    tx.actor = Actor(None, "link", link=link)
    return place_of_link(tx, link.process_id)


def _useless(useless: UselessLink) -> Response:
    """Answer over a fresh transaction; that somebody tried to use the link is written down, that one looked is not."""
    with _unit() as tx:
        if useless.link_id and request.method not in SAFE_METHODS:
            note_refused(tx, useless.link_id, useless.why)
        return useless_link(tx, useless)


def _turn_away(tx: Transaction) -> Response:
    """Send a visitor to sign in and back; tell a person that this is not theirs."""
    if tx.actor.is_anonymous and request.method in SAFE_METHODS:
        return make_response(redirect(url_for("account.sign_in", next=request.full_path.rstrip("?"))))
    if tx.actor.is_anonymous:
        abort(401)
    raise Forbidden(request.path)
