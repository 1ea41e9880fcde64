"""Ids that travel with a request through pages, outbox and worker."""

import secrets


def new_request_id() -> str:
    """Return a fresh id of one request or task, 16 hexadecimal digits."""
    return secrets.token_hex(8)
