"""Errors that people or the retry policy must tell apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done now.

    `key` names a sentence in `translations/refusals.yaml`; `params` fill it.
    `unblocked_by` is who can remove the obstacle (a name as people know it), `until` the day by which
    (ISO date text); `field` is the input the refusal belongs to, when it belongs to one.
    """

    key: str
    params: Mapping[str, object] = field(default_factory=dict)
    unblocked_by: str | None = None
    until: str | None = None
    field: str | None = None


class WorkflowError(Exception):
    """The family of all errors below."""


class Refused(WorkflowError):
    """The rules say no, with every reason."""

    def __init__(self, *reasons: Refusal) -> None:
        super().__init__(", ".join(reason.key for reason in reasons))
        self.reasons = reasons


class Stale(WorkflowError):
    """The page that was answered is older than the process: somebody was faster, or it is a double click."""


class Forbidden(WorkflowError):
    """This person may not do this here."""


class NotFound(WorkflowError):
    """There is no such thing, or none that this person may know of."""


class Unstorable(WorkflowError):
    """The database cannot hold or look up what was sent: a number of twenty digits, a character without meaning."""


class Transient(WorkflowError):
    """Outside trouble that may pass: try again later."""


class Permanent(WorkflowError):
    """Outside trouble that will not pass by itself: show it to people."""


class UselessLink(WorkflowError):
    """A recording link that opens nothing (any more).

    `why`: unknown | not_opened_here | revoked | replaced | expired | closed. `link_id` is None for an unknown one.
    """

    def __init__(self, why: str, link_id: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.link_id = link_id
