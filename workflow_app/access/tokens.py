"""Signed tokens in the links that let one person in: an invitation, a one-time sign-in link."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from workflow_app.kernel.errors import Refusal, Refused

INVITATION_VALID = timedelta(days=30)
INVITATION = "invitation"
SIGN_IN_LINK = "sign-in-link"
PATHS = {INVITATION: "/account/invitation/", SIGN_IN_LINK: "/account/link/"}


@dataclass(frozen=True, slots=True)
class Token:
    """What a genuine token that has not expired says.

    `uniquifier` finds the person and changes when an invitation is accepted or the password changes.
    `last_sign_in` is the moment of the sign-in before the link was asked for, "" for none: the first use of
    the link makes a later one, which spends this link and all others.
    """

    uniquifier: str
    last_sign_in: str
    way_back: str


def invitation_path(secret_key: str, now: datetime, uniquifier: str) -> str:
    """Return the path of a person's invitation, good for 30 days from `now` and for one acceptance."""
    return _path(INVITATION, secret_key, [uniquifier, "", "", _seconds(now + INVITATION_VALID)])


def invitation_paths(secret_key: str, now: datetime) -> Callable[[str], str]:
    """Return what makes the path of a person's invitation from the person's `fs_uniquifier`."""
    return lambda uniquifier: invitation_path(secret_key, now, uniquifier)


def sign_in_path(
    secret_key: str, uniquifier: str, last_sign_in_at: datetime | None, expires: datetime, way_back: str = ""
) -> str:
    """Return the path of a one-time sign-in link; `way_back` is the local path to go on to."""
    return _path(SIGN_IN_LINK, secret_key, [uniquifier, moment(last_sign_in_at), way_back, _seconds(expires)])


def moment(at: datetime | None) -> str:
    """Return a moment as tokens write it; "" for none."""
    return at.astimezone(UTC).isoformat() if at else ""


def read_token(kind: str, secret_key: str, token: str, now: datetime) -> Token:
    """Return what `token` says. Raises Refused when it is not ours (or of another kind), or has expired."""
    try:
        uniquifier, last_sign_in, way_back, expires = _serializer(kind, secret_key).loads(token)
    except (BadSignature, ValueError, TypeError):
        raise Refused(Refusal("link_is_not_whole")) from None
    if _seconds(now) >= expires:
        raise Refused(Refusal("link_has_expired"))
    return Token(uniquifier, last_sign_in, way_back)


def _path(kind: str, secret_key: str, content: list[str | int]) -> str:
    return PATHS[kind] + str(_serializer(kind, secret_key).dumps(content))


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _serializer(kind: str, secret_key: str) -> URLSafeSerializer:
    """The kind is the salt, so a token of one kind is none of another."""
    signer = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(secret_key, salt=kind, signer_kwargs=signer)
