"""The address that a calendar program asks."""

from flask import url_for

from workflow_app.web.shared.access import assembly


def feed_address(token: str | None) -> str:
    """Return the whole address of a calendar, "" when there is none."""
    return assembly().settings.base_url + url_for("account.calendar", token=token) if token else ""
