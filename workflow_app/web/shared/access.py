"""@page(permission): opens the unit of work, finds who is there and where, authorises, answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, abort, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from workflow_app.access.permissions import Permission
from workflow_app.access.policy import allowed
from workflow_app.bootstrap import Assembly
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.kernel.actor import ANONYMOUS
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.errors import Forbidden
from workflow_app.queries.place import find_place
from workflow_app.queries.signed_in import load_actor, rooms_of

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
    in the address say where the permission must hold. GET gets a read-only transaction. An answer with a
    status of 400 or more is never committed.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(**parts: Any) -> ResponseReturnValue:
            try:
                return _in_transaction(view, permission, parts)
            except _Refused as refused:
                return refused.response

        answer.permission = permission  # type: ignore[attr-defined]
        return answer

    return mark


def _in_transaction(view: View, permission: Permission, parts: dict[str, Any]) -> Response:
    app = assembly()
    read_only = request.method in SAFE_METHODS
    with unit_of_work(
        app.sessions,
        app.clock,
        ANONYMOUS,
        g.request_id,
        poke=current_app.extensions["poke"],
        read_only=read_only,
    ) as tx:
        tx.actor = load_actor(tx.connection, session.get(SESSION_USER), prague_day(tx.now))
        place = find_place(tx, parts.get("area"), parts.get("municipality"), parts.get("group"))
        g.tx, g.place, g.rooms = tx, place, rooms_of(tx)
        if not allowed(tx.actor, permission, place.scope):
            return _turn_away(tx)
        response = make_response(view(tx, place, **parts))
        if response.status_code >= 400:
            raise _Refused(response)
        return response


def _turn_away(tx: Transaction) -> Response:
    """Send a visitor to sign in and back; tell a person that this is not theirs."""
    if tx.actor.is_anonymous and request.method in SAFE_METHODS:
        return make_response(redirect(url_for("account.sign_in", next=request.full_path.rstrip("?"))))
    if tx.actor.is_anonymous:
        abort(401)
    raise Forbidden(request.path)
