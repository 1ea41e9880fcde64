"""A test client that signs in, follows forms as a browser would, and keeps what it was shown."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from workflow_app.web.shared.access import SESSION_USER

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class PageClient(FlaskClient):
    """Flask's client with the habits of a person."""

    def sign_in(self, email: str) -> None:
        """Sign in as the person with this e-mail, as if the password had been right."""
        sessions = self.application.extensions["workflow"].sessions
        with sessions() as session:
            key = session.execute(
                text('SELECT fs_uniquifier FROM "user" WHERE email = :email'), {"email": email}
            ).scalar_one()
        with self.session_transaction() as cookie:
            cookie[SESSION_USER] = key
            cookie["_fresh"] = True
            cookie["language"] = "cs"

    def token(self, url: str) -> str:
        """Return the CSRF token of the page at `url`."""
        return self.hidden(url)["csrf_token"]

    def hidden(self, url: str) -> dict[str, str]:
        """Return the hidden fields of the page at `url` (of its last form, where several name the same)."""
        page = self.get(url)
        assert page.status_code == 200, f"{url}: {page.status}"
        found = [dict(ATTRIBUTE.findall(field)) for field in HIDDEN.findall(page.text)]
        return {field["name"]: unescape(field.get("value", "")) for field in found if "name" in field}

    def post_form(self, url: str, data: dict[str, Any], page: str | None = None, **more: Any) -> TestResponse:
        """Open `page` (by default `url`), then send its hidden fields together with `data` to `url`."""
        return self.post(url, data={**self.hidden(page or url), **data}, **more)
