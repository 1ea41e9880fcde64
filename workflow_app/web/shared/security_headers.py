"""The headers that every answer carries: strict content policy, no framing, no caching of what is personal."""

from flask import Flask, Response, g, request

from workflow_app.kernel.ids import new_request_id
from workflow_app.web.shared.access import assembly
from workflow_app.web.shared.secret_address import holds_secret

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def _begin() -> None:
    g.request_id = new_request_id()


def _finish(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Referrer-Policy", "no-referrer" if holds_secret() else "same-origin")
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if assembly().settings.secure_cookies:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def register_security_headers(app: Flask) -> None:
    """Put the headers on every answer and an id on every request."""
    app.before_request(_begin)
    app.after_request(_finish)
