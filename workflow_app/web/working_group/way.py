"""Addresses of this audience's pages for the group that is looking, and the way back to its desk."""

from typing import Any

from flask import url_for

from workflow_app.queries.document_head import DocumentHead
from workflow_app.queries.place import Place
from workflow_app.web.shared.wording import in_words


def to(place: Place, page: str, **parts: Any) -> str:
    """Return the address of one of the group's pages."""
    return url_for(f"working_group.{page}", area=place.area_key, group=place.body_key, **parts)


def trail(place: Place, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Return the breadcrumbs: the group's desk, then `more`; the last one is the page itself."""
    return [(in_words(place.body_name), to(place, "desk")), *more]


def document_trail(
    place: Place, head: DocumentHead, *more: tuple[str, str | None]
) -> list[tuple[str, str | None]]:
    """Return the breadcrumbs of a page about one document."""
    url = to(place, "review", process=head.process_id) if more else None
    return trail(place, (in_words(head.title), url), *more)
