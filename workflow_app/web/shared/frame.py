"""What every page shows around its content: navigation, the person, the area, language, links."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from flask import Flask, g, request, session, url_for
from flask_babel import gettext as _

from workflow_app.queries.signed_in import Room
from workflow_app.web.shared.access import assembly
from workflow_app.web.shared.secret_address import holds_secret
from workflow_app.web.shared.wording import in_words, language


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool
    count: int = 0


def _entry(room: Room) -> tuple[str, str]:
    """Return label and address of the desk that a seat opens."""
    if room.kind == "municipality":
        return in_words(room.name), url_for("council.desk", municipality=room.municipality_code)
    if room.kind == "working_group":
        return in_words(room.name), url_for("working_group.desk", area=room.area_key, group=room.body_key)
    if room.kind == "steering_group":
        return in_words(room.name), url_for("steering.desk", area=room.area_key)
    if room.kind == "coordination":
        return _("Overview"), url_for("staff.overview", area=room.area_key)
    return _("Installation"), url_for("staff.areas")


DESK_KINDS = ("working_group", "steering_group", "municipality", "coordination", "administration")


def desks(rooms: tuple[Room, ...]) -> list[NavigationItem]:
    """Return one entry per desk; the current one is where the page's address begins with the desk's."""
    entries = [_entry(room) for room in rooms if room.kind in DESK_KINDS]
    return [NavigationItem(label, url, request.path.startswith(url)) for label, url in entries]


def _navigation() -> list[NavigationItem]:
    public = url_for("public.areas")
    items = [
        NavigationItem(_("Public overview"), public, request.path.startswith("/areas") or request.path == "/")
    ]
    return [*desks(g.get("rooms", ())), *items]


def _context() -> dict[str, Any]:
    settings = assembly().settings
    place = g.get("place")
    return {
        "navigation": _navigation(),
        "person": g.get("person"),
        "area_name": in_words(place.area_name) if place and place.area_name else "",
        "language": language(),
        "demo_mode": settings.demo_mode,
        "holds_secret": holds_secret(),
        "version": version("workflow-app"),
        "static_url": lambda path: url_for("static", filename=path, v=version("workflow-app")),
        "links": {
            "home": url_for("public.areas"),
            "desk": url_for("account.home"),
            "sign_in": url_for("account.sign_in"),
            "sign_out": url_for("account.sign_out"),
            "choose_language": url_for("account.choose_language"),
            "accessibility": url_for("public.accessibility"),
            "notifications": url_for("account.notifications"),
            "profile": url_for("account.profile"),
        },
    }


def choose_locale() -> str:
    """Return the language of the page: the person's choice, else what the browser prefers, else the default."""
    chosen = session.get("language")
    if chosen in ("cs", "en"):
        return str(chosen)
    default = assembly().settings.default_language
    return request.accept_languages.best_match(["cs", "en"], default) or default


def register_frame(app: Flask) -> None:
    """Give every template the frame's context."""
    app.context_processor(_context)
