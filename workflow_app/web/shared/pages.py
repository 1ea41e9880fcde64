"""Renders a whole page, or its fragment when htmx asks; redirects after a change."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request


def is_fragment_wanted() -> bool:
    """Tell whether htmx asked for a part of the page only (and not for a page from its history)."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")


def render(template: str, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render `template`, or `fragment` (its name starts with an underscore) when htmx asked and there is one."""
    wanted = fragment if fragment and is_fragment_wanted() else template
    response = make_response(render_template(wanted, **context), status)
    response.headers["Vary"] = "HX-Request"
    return response


def go_to(url: str, message: str = "", category: str = "success") -> Response:
    """Answer a change: tell that it was done and lead on, so that reloading repeats nothing."""
    if message:
        flash(message, category)
    return make_response(redirect(url, code=303))
