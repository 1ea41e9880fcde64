"""What can leave the database: topics and their payloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from workflow_app.kernel.errors import Permanent

# What the poke after a commit sends, so that the dispatcher need not wait for the scheduler.
DISPATCH_TASK = "dispatch_outbox"
DISPATCH_QUEUE = "control"


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell the recipients of a notice about one step of a process."""

    topic: ClassVar[str] = "announce"
    process_id: int
    seq: int
    notice: str

    @property
    def dedupe_key(self) -> str:
        """One announcement per step and notice."""
        return f"announce:{self.process_id}:{self.seq}:{self.notice}"


@dataclass(frozen=True, slots=True)
class ProduceDocument:
    """Make one Word document (or one packet) for a step of a process.

    `asked` is the moment (ISO) at which staff asked for it between steps; `anew` is the id of the file that was
    edited by hand and is given up for a generated one.
    """

    topic: ClassVar[str] = "produce_document"
    process_id: int
    seq: int
    name: str
    language: str
    asked: str = ""
    anew: int = 0

    @property
    def dedupe_key(self) -> str:
        """One document per step, name and language; and per wish of the staff."""
        wish = f":{self.asked}:{self.anew}" if self.asked else ""
        return f"produce_document:{self.process_id}:{self.seq}:{self.name}:{self.language}{wish}"


@dataclass(frozen=True, slots=True)
class SendNotice:
    """Send one notification by e-mail. `attempt_group` grows when staff says "try again"."""

    topic: ClassVar[str] = "send_notice"
    notification_id: int
    attempt_group: int = 0

    @property
    def dedupe_key(self) -> str:
        """One sending per notification and wish of the staff."""
        return f"send_notice:{self.notification_id}:{self.attempt_group}"


@dataclass(frozen=True, slots=True)
class FireTrigger:
    """Fire a trigger of another family as the system (an effect never reaches over itself)."""

    topic: ClassVar[str] = "fire_trigger"
    process_id: int
    trigger: str
    caused_by: str

    @property
    def dedupe_key(self) -> str:
        """One firing per process, trigger and cause."""
        return f"fire_trigger:{self.process_id}:{self.trigger}:{self.caused_by}"


Message = Announce | ProduceDocument | SendNotice | FireTrigger
TOPICS: Mapping[str, type[Message]] = {
    kind.topic: kind for kind in (Announce, ProduceDocument, SendNotice, FireTrigger)
}


def payload_of(message: Message) -> dict[str, Any]:
    """Return the payload of `message` as plain JSON data."""
    return {name: getattr(message, name) for name in message.__slots__}


def message_of(topic: str, payload: Mapping[str, Any]) -> Message:
    """Return the message that a row of the outbox holds. Raises Permanent for a topic or payload nobody knows."""
    try:
        return TOPICS[topic](**payload)
    except (KeyError, TypeError) as error:
        raise Permanent(f"no message {topic!r} with {sorted(payload)}") from error
