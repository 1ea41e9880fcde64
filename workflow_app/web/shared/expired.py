"""The page of a form that was sent after its session had ended: what was typed waits there until it is sent again."""

from urllib.parse import urlsplit

from flask import Response, g, make_response, render_template, request, session
from werkzeug.exceptions import HTTPException

from workflow_app.web.shared.access import SESSION_USER, assembly

OWN_SECRETS = "account"  # pages on which people type passwords: nothing of these is shown or kept


def show_expired(error: HTTPException) -> Response:
    """Answer a form without a valid token or a signed-in person; another press sends the same again."""
    g.pop("tx", None)  # the transaction is over: the page is rendered without it
    page = render_template(
        "shared/expired.html",
        typed=_typed(),
        files=any(file.filename for file in request.files.values()),
        signed_in=SESSION_USER in session,
        again_url=request.full_path if request.query_string else request.path,
    )
    return make_response(page, error.code or 400)


def _typed() -> list[tuple[str, str]]:
    """Return what our own page sent. A form of a foreign site is not offered to anybody, and passwords never are."""
    own = (request.host, urlsplit(assembly().settings.base_url).netloc)
    ours = urlsplit(request.headers.get("Origin", "")).netloc in own
    if not ours or request.blueprint == OWN_SECRETS:
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
