"""Kernel errors as pages with a clear message and a way on."""

from dataclasses import dataclass

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from workflow_app.kernel.errors import Forbidden, NotFound, Refused, Stale, Unstorable
from workflow_app.web.shared.access import SAFE_METHODS, assembly, find_person_outside_pages
from workflow_app.web.shared.expired import show_expired
from workflow_app.web.shared.wording import refusal_text


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the error page says."""

    status: int
    title: str
    explanation: str
    reasons: tuple[str, ...] = ()


def _page(trouble: Trouble) -> Response:
    g.pop("tx", None)  # the transaction is over: the page is rendered without it
    return make_response(render_template("shared/error.html", trouble=trouble), trouble.status)


def _not_found(error: Exception) -> Response:
    return _page(Trouble(404, _("Page not found"), _("The address may be mistyped, or the page was moved.")))


def _no_such_address(error: Exception) -> Response:
    find_person_outside_pages()
    return _not_found(error)


def _forbidden(error: Exception) -> Response:
    explanation = _("Your membership does not give access to this page. If it should, ask your coordinator.")
    return _page(Trouble(403, _("This page is not yours"), explanation))


def _unstorable(error: Exception) -> Response:
    if request.method in SAFE_METHODS:
        return _not_found(error)
    explanation = _(
        "Something in it is no text or number that can be kept, perhaps a hidden character from a copied text. "
        "Go back, type it anew and send it again; nothing was changed."
    )
    return _page(Trouble(400, _("This cannot be stored"), explanation))


def _stale(error: Exception) -> Response:
    explanation = _(
        "Somebody was faster, or the button was pressed twice. Nothing was changed; look at the new state."
    )
    return _page(Trouble(409, _("The state has changed meanwhile"), explanation))


def _refused(error: Refused) -> Response:
    reasons = tuple(refusal_text(reason) for reason in error.reasons)
    return _page(Trouble(422, _("This cannot be done now"), _("Nothing was changed."), reasons))


def _too_often(error: RateLimitExceeded) -> Response:
    minutes = -(-error.limit.limit.get_expiry() // 60)
    explanation = ngettext(
        "Wait and try again; it takes %(num)s minute at most.",
        "Wait and try again; it takes %(num)s minutes at most.",
        minutes,
    )
    return _page(Trouble(429, _("Too many attempts"), explanation))


def _http(error: HTTPException) -> Response:
    if error.code == 401 and request.method == "POST":
        return show_expired(error)
    texts = {
        401: (
            _("Sign in first"),
            _("You have been signed out. Sign in and repeat the step; nothing was changed."),
        ),
        405: (
            _("This cannot be done here"),
            _("The address does not accept this. Go back to the page before."),
        ),
        413: (_("The file is too large"), _too_large()),
    }
    status = error.code or 500
    title, explanation = texts.get(
        status, (_("Something went wrong"), _("Nothing was changed. Please try again later."))
    )
    return _page(Trouble(status, title, explanation))


def _too_large() -> str:
    return _(
        "The largest file taken here has %(most)s MB. Send a smaller one, for example a scan in black and white.",
        most=assembly().settings.max_upload_mb,
    )


def _unexpected(error: Exception) -> Response:
    explanation = _(
        "Nothing was changed. The number below helps us find the cause: %(number)s.",
        number=g.get("request_id", ""),
    )
    return _page(Trouble(500, _("Something went wrong"), explanation))


def register_errors(app: Flask) -> None:
    """Turn errors into pages."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(404, _no_such_address)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(Unstorable, _unstorable)
    app.register_error_handler(Stale, _stale)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, show_expired)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _unexpected)
