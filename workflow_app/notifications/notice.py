"""What a notice says and to whom, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow_app.kernel.languages import Text

TEXTS = Path(__file__).parent / "texts"  # of messages that belong to no process


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person or one office. `user_id` is None for an office that is only an address.

    `why` is the sentence that tells the reader why this comes to them, `link` the path of the page to act on,
    without the installation's address: a mayor is led to another page than a working group. `link_kind`
    (record | correct) puts a recording link into the e-mail in its place; it is made when the e-mail is sent.
    """

    user_id: int | None
    email: str
    name: str
    language: str
    why: Text
    link: str
    link_kind: str = ""

    @property
    def key(self) -> str:
        """One recipient is one key, whatever the roles."""
        return f"user:{self.user_id}" if self.user_id is not None else f"email:{self.email.lower()}"


@dataclass(frozen=True, slots=True)
class Notice:
    """`context` fills the text of the notice's name, which stands in one of the folders `texts`."""

    recipients: tuple[Recipient, ...]
    context: Mapping[str, Text | str | int]
    texts: tuple[Path, ...]


def with_link(body: str, old: str, new: str) -> str:
    """Return the letter with another link (absolute addresses): only a line that is nothing but the link is one."""
    return "\n".join(new if line == old else line for line in body.split("\n"))
