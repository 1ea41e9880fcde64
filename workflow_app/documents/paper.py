"""What is to be printed: one paper, or a set of papers that becomes one packet."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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

    def template_file(self, language: str) -> Path:
        """Return the template in `language` ("cs" or "en")."""
        return TEMPLATES / f"{self.template}.{language}.docx"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The document `name` of another process, as it stands now, to be put into a set under `file_name`."""

    process_id: int
    name: str
    file_name: str


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Papers that are kept together as one ZIP called `file_name`; no two may have the same name."""

    papers: tuple[Paper | Enclosure, ...]
    file_name: str
