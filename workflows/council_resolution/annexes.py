"""The list of annexes: every file of a packet, what it is for, how large it is and by which fingerprint."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workflow_app.documents.paper import Listed, Paper
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflows.common.contexts import context_of
from workflows.common.figures import file_size
from workflows.common.office import HASH_PREFIX, footer_of, letterhead_of
from workflows.common.paper import Footer, Letterhead
from workflows.council_resolution.packet import Packet
from workflows.council_resolution.wording import document_name

PURPOSES: Mapping[str, Text] = {
    "cover_letter": Text(
        "žádost o projednání, lhůta a spojení na koordinátora",
        "the request, the deadline, and how to reach the coordinator",
    ),
    "explanatory_memorandum": Text(
        "proč se dokument předkládá a co znamená pro obec",
        "why the document is submitted and what it means for the municipality",
    ),
    "draft_resolution": Text("znění usnesení k přijetí", "the wording of the resolution to adopt"),
    "comparison": Text(
        "co se změnilo proti předchozímu znění, slovo od slova",
        "what has changed since the previous text, word by word",
    ),
}
_TEXT_ITSELF = Text("dokument, o kterém se rozhoduje", "the document that is decided upon")


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One file of the packet."""

    number: str
    file_name: str
    purpose: str
    size: str
    hash_prefix: str


@dataclass(frozen=True, slots=True)
class AnnexListPaper:
    """Context of docx_templates/council_resolution/annex_list: what the packet holds."""

    letterhead: Letterhead
    footer: Footer
    body_of: str  # OfficialBody.of(language): "Zastupitelstva obce Bělá"
    document_title: str
    annexes: tuple[AnnexRow, ...]


def annex_list(step: RecordedStep, packet: Packet, file_name: str) -> Callable[[Sequence[Listed]], Paper]:
    """Return what makes the list once the other files of the packet are finished."""
    document = document_name(packet.matter, step.language)
    letterhead, footer = letterhead_of(step, packet.office), footer_of(document, packet.text)
    body_of, language = packet.official.of(step.language), step.language

    def listing(files: Sequence[Listed]) -> Paper:
        paper = AnnexListPaper(letterhead, footer, body_of, document, annex_rows(files, language))
        return Paper("council_resolution/annex_list", context_of(paper), file_name)

    return listing


def annex_rows(files: Sequence[Listed], language: str) -> tuple[AnnexRow, ...]:
    """Return one row a file, in the order of the packet."""
    return tuple(
        AnnexRow(
            str(number),
            file.file_name,
            PURPOSES.get(file.name, _TEXT_ITSELF).pick(language),
            file_size(file.size, language),
            file.sha256[:HASH_PREFIX],
        )
        for number, file in enumerate(sorted(files, key=lambda file: file.file_name), start=1)
    )
