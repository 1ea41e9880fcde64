"""The secret in the address of a calendar feed: made anew from what is stored, itself never stored."""

import base64
import hashlib
import hmac

_PURPOSE = b"calendar-feed:"


def calendar_token(secret_key: str, nonce: str) -> str:
    """Return the token of a nonce: 256 bits, 43 characters that need no escaping in an address.

    The person's page can show the address again; whoever reads the database alone cannot make it.
    """
    digest = hmac.new(secret_key.encode(), _PURPOSE + nonce.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
