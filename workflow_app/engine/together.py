"""What steps have alike whose papers are made in one go: found once, remembered for the others."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Found = TypeVar("Found")


@dataclass(slots=True)
class Together:
    """Bodies whose papers are made in one go, and what has been found for them; one language, one transaction."""

    body_ids: frozenset[int] = frozenset()
    known: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """Return what `find` returned the first time it was asked for under `key`.

        The key names everything that the answer depends on, so that a body with another version, stage or day
        never gets what belongs to its neighbour.
        """
        if key not in self.known:
            self.known[key] = find()
        found: Found = self.known[key]
        return found
