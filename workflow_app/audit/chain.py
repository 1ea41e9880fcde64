"""How one record of the history is fingerprinted, so that a changed or missing one shows."""

from collections.abc import Mapping
from datetime import UTC, datetime

from workflow_app.kernel.canonical import canonical_json, sha256_text

GENESIS = "0" * 64

# The order in which a transition is written into its fingerprint; engine/begin_bodies.py builds the same text in SQL.
TRANSITION_FIELDS = (
    "process_id",
    "seq",
    "version",
    "trigger",
    "from_state",
    "to_state",
    "automatic",
    "actor_id",
    "body_id",
    "payload",
    "caused_by",
    "request_id",
    "at",
)
EDIT_FIELDS = (
    "area_id",
    "subject_kind",
    "subject_id",
    "seq",
    "actor_id",
    "before",
    "after",
    "reason",
    "request_id",
    "at",
)


def moment_text(moment: datetime) -> str:
    """Return `moment` in UTC with microseconds, always the same length."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def _field_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, Mapping):
        return canonical_json(value)
    return str(value)


def link(prev_hash: str, fields: tuple[str, ...], row: Mapping[str, object]) -> str:
    """Return the hash that ties `row` to `prev_hash`: SHA-256 over both, one field a line."""
    return sha256_text("\n".join([prev_hash, *(_field_text(row[name]) for name in fields)]))


def first_link(fields: tuple[str, ...], row: Mapping[str, object]) -> tuple[str, str]:
    """Return the text of a first record before and after its first field, the id that the database gives it."""
    return f"{GENESIS}\n", "".join(f"\n{_field_text(row[name])}" for name in fields[1:])
