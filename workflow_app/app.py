"""create_app(): the web composition root."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from workflow_app.bootstrap import Assembly, assemble
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.seal import check_seals
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.clock import Clock, system_clock
from workflow_app.kernel.ids import new_request_id
from workflow_app.settings import Settings
from workflow_app.web.register import register_pages
from workflow_app.web.shared.address_parts import register_address_parts
from workflow_app.web.shared.errors import register_errors
from workflow_app.web.shared.frame import choose_locale, register_frame
from workflow_app.web.shared.poke import make_poke
from workflow_app.web.shared.quiet_logs import keep_logs_quiet
from workflow_app.web.shared.rate_limits import register_rate_limits
from workflow_app.web.shared.security_headers import register_security_headers
from workflow_app.web.shared.wording import register_filters
from workflows.catalogue import load_catalogue

SHARED = Path(__file__).parent / "web" / "shared"


def create_app(
    settings: Settings | None = None, clock: Clock = system_clock, poke: Callable[[], None] | None = None
) -> Flask:
    """Return the web application; settings come from the environment unless they are given (tests).

    Raises SettingsError and DefinitionError before the first request instead of during one.
    """
    settings = settings or Settings.from_environment(os.environ)
    parts = assemble(settings, load_catalogue(), clock)
    with unit_of_work(parts.sessions, clock, SYSTEM, new_request_id(), read_only=True) as tx:
        check_seals(tx, parts.catalogue)
    app = Flask(
        "workflow_app", static_folder=str(SHARED / "static"), template_folder=str(SHARED / "templates")
    )
    app.config.update(_configuration(settings))
    app.extensions["workflow"] = parts
    app.extensions["poke"] = poke or make_poke(settings)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies, x_host=0
        )
    _extend(app, parts)
    keep_logs_quiet()
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": settings.max_upload_bytes + 1_000_000,
        "MAX_FORM_MEMORY_SIZE": 4_000_000,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "SESSION_COOKIE_NAME": "plans",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": settings.default_language,
        "BABEL_DEFAULT_TIMEZONE": "Europe/Prague",
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent / "translations"),
    }


def _extend(app: Flask, parts: Assembly) -> None:
    """Add languages, CSRF protection, wording, frame, errors, limits, parts of addresses and pages, in this order."""
    Babel(app, locale_selector=choose_locale)
    CSRFProtect(app)
    register_security_headers(app)
    register_filters(app)
    register_frame(app)
    register_errors(app)
    register_rate_limits(app, parts.settings.redis_url)
    register_address_parts(app)
    register_pages(app)
