"""The secret in a recording link: made anew from what is stored whenever it is needed, itself never stored."""

import base64
import hashlib
import hmac
import secrets

LINK_PATH = "/council/link/"
_PURPOSE = b"recording-link:"


def new_nonce() -> str:
    """Return 256 random bits as text; without the installation's secret they open nothing."""
    return secrets.token_urlsafe(32)


def token_of(secret_key: str, nonce: str) -> str:
    """Return the token of a nonce: 256 bits, 43 characters that need no escaping in an address.

    A letter that is sent again, or read on staff's page, holds the same link as before.
    """
    digest = hmac.new(secret_key.encode(), _PURPOSE + nonce.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def fingerprint(token: str) -> str:
    """Return what is stored of a token and looked for when somebody brings one."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_path(secret_key: str, nonce: str) -> str:
    """Return the path of a recording link."""
    return LINK_PATH + token_of(secret_key, nonce)


def masked(email: str) -> str:
    """Return an address as the history shows it: "p…@bela.example.cz"; "" for none."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}" if domain else email
