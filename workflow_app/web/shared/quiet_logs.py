"""Keeps secrets that stand in addresses out of the logs: recording links, sign-in links, invitations, calendars."""

import logging
import re

# The servers' logs of requests and errors, and Flask's own, which names the path of a page that failed.
LOGGERS = ("gunicorn.access", "gunicorn.error", "werkzeug", "workflow_app")
_SLASH = "(?:/|%2F)"  # an address inside another one is written with %2F
_SECRET = re.compile(
    f"({_SLASH}(?:council{_SLASH}link|account{_SLASH}link|account{_SLASH}invitation|account{_SLASH}calendar){_SLASH})[^\\s?#\"'<>&%]+",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """Return a line of a log with an ellipsis in place of each secret, wherever in it an address stands."""
    return _SECRET.sub(r"\1…", text)


class _WithoutSecrets(logging.Filter):
    """Rewrites a record before any handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the line together here, so that no argument with a secret goes on."""
        record.msg, record.args = without_secrets(record.getMessage()), ()
        if record.exc_info and record.exc_text is None:
            record.exc_text = without_secrets(logging.Formatter().formatException(record.exc_info))
        return True


def keep_logs_quiet() -> None:
    """Put the filter before the web's loggers; a second time changes nothing."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(item, _WithoutSecrets) for item in logger.filters):
            logger.addFilter(_WithoutSecrets())
