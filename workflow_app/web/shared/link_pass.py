"""A recording link that was opened in this browser: a signed cookie stands for it, so that no address holds the secret.

The cookie is sent to the pages of this very link only; two links opened side by side do not mix. It does not open
what has been revoked meanwhile: the link itself is looked up every time.
"""

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from workflow_app.settings import Settings

PAGES = "/council/by-link/"


def open_here(response: Response, link_id: int, settings: Settings) -> Response:
    """Let this browser come to the pages of the link for as long as a sign-in lasts."""
    response.set_cookie(
        _name(link_id),
        str(_signer().dumps(link_id)),
        max_age=settings.session_hours * 3600,
        path=f"{PAGES}{link_id}",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",  # a strict one would not come along when the link is opened from a mailbox in the browser
    )
    return response


def is_open_here(link_id: int, settings: Settings) -> bool:
    """Tell whether the link was opened in this browser not too long ago."""
    try:
        opened = _signer().loads(
            request.cookies.get(_name(link_id), ""), max_age=settings.session_hours * 3600
        )
    except BadSignature:
        return False
    return bool(opened == link_id)


def _name(link_id: int) -> str:
    return f"link_{link_id}"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="recording-link-opened")
