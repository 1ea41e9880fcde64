"""A paper (a dataclass) as the context that its template is filled with."""

import dataclasses
from typing import Any


def context_of(paper: Any) -> dict[str, object]:
    """Return the fields of a paper by name; what they hold stays as it is, templates reach into it by dots."""
    return {field.name: getattr(paper, field.name) for field in dataclasses.fields(paper)}
