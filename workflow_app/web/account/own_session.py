"""The browser's session of a person: begun at sign-in, ended at sign-out, always from a clean slate."""

import time

from flask import g, session

from workflow_app.usecases.let_in import SignedIn
from workflow_app.web.shared.access import SESSION_USER, assembly

PROVED_BY_LINK = "link_at"  # when the person proved by a link from an e-mail who they are (seconds)


def begin_session(person: SignedIn, *, by_link: bool = False) -> None:
    """Make this browser the person's; what a visitor's session held before is thrown away, its token too."""
    language = session.get("language") or person.language
    forget_session()
    session.permanent = True
    session[SESSION_USER] = person.uniquifier
    session["language"] = language
    if by_link:
        session[PROVED_BY_LINK] = int(time.time())


def end_session() -> None:
    """Make this browser nobody's; only the language stays."""
    language = session.get("language")
    forget_session()
    if language:
        session["language"] = language


def forget_session() -> None:
    """Throw away all that the session holds, and the token of the forms made in it."""
    session.clear()
    g.pop("csrf_token", None)


def has_just_used_link() -> bool:
    """Tell whether the person came by a link so recently that the old password need not be asked for."""
    at = session.get(PROVED_BY_LINK, 0)
    return bool(time.time() - at < assembly().settings.sign_in_link_minutes * 60)
