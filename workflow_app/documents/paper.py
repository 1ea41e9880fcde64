"""What is to be printed: one paper, or a set of papers that becomes one packet."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workflow_app.kernel.canonical import canonical_json, sha256_text

TEMPLATES = Path(__file__).parents[2] / "docx_templates"


@dataclass(frozen=True, slots=True)
class Paper:
    """One Word document to be made.

    `template` is the path below docx_templates without language and extension ("plan/adoption_certificate"),
    `context` has exactly the names that the template uses, `file_name` is what people see ("Plán.docx").
    """

    template: str
    context: Mapping[str, object]
    file_name: str

    @property
    def name(self) -> str:
        """What this kind of paper is called in code: the last part of its template."""
        return self.template.rpartition("/")[2]

    def template_file(self, language: str) -> Path:
        """Return the template in `language` ("cs" or "en")."""
        return TEMPLATES / f"{self.template}.{language}.docx"

    def made_from(self, language: str) -> str:
        """Return the fingerprint of everything the paper says, template included.

        Of the letterhead only what this template prints counts, and never the date: another day alone is no reason
        to write a letter anew, nor is another coordinator one for a paper that does not name the coordinator.
        """
        template = self.template_file(language).read_bytes()
        head = {name: getattr(self.context["letterhead"], name) for name in _printed_of_head(template)}
        said = {**self.context, "letterhead": head}
        return sha256_text(canonical_json([hashlib.sha256(template).hexdigest(), language, said]))


@lru_cache(maxsize=64)
def _printed_of_head(template: bytes) -> frozenset[str]:
    """Return the fields of the letterhead that a template names, without the date."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    texts = (re.sub(rb"<[^>]*>", b"", part).decode() for part in parts)
    return frozenset(name for text in texts for name in re.findall(r"letterhead\.(\w+)", text)) - {"date"}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The document `name` of another process, as it stands now, to be put into a set under `file_name`.

    `part` is the part of its text that is wanted, "" for the whole.
    """

    process_id: int
    name: str
    file_name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A paper that all packets of a round hold alike; it is made once and belongs to the process `process_id`."""

    process_id: int
    paper: Paper

    @property
    def name(self) -> str:
        """What its paper is called in code."""
        return self.paper.name


@dataclass(frozen=True, slots=True)
class Listed:
    """A finished file of a packet, for the list of what the packet holds."""

    name: str
    file_name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Papers that are kept together as one ZIP called `file_name`; no two may have the same name.

    `listing` makes one more paper from the finished files: the list of them.
    """

    papers: tuple[Paper | Enclosure | Shared, ...]
    file_name: str
    listing: Callable[[Sequence[Listed]], Paper] | None = None
