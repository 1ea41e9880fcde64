"""Limits how often one address or one e-mail may try; counted in Redis, in memory while Redis is down."""

import hashlib

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

SOCKET_SECONDS = 1

limiter = Limiter(key_func=get_remote_address, key_prefix="limit:", strategy="moving-window")


def typed_email() -> str:
    """Return a key for the e-mail address that was typed; Redis never learns the address itself."""
    email = request.form.get("email", "").strip().lower()
    return hashlib.sha256(email.encode()).hexdigest()


def register_rate_limits(app: Flask, redis_url: str) -> None:
    """Count in the Redis at `redis_url`; a Redis that does not answer never fails a page."""
    app.config.update(
        RATELIMIT_STORAGE_URI=redis_url,
        RATELIMIT_STORAGE_OPTIONS={
            "socket_connect_timeout": SOCKET_SECONDS,
            "socket_timeout": SOCKET_SECONDS,
        },
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_SWALLOW_ERRORS=True,
    )
    limiter.init_app(app)
