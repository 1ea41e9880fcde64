"""Documents of one body: the packet it tables, and the extract of what it resolved."""

from workflow_app.documents.paper import Enclosure, Paper, PaperSet, Shared
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflows.common.contexts import context_of
from workflows.common.figures import day
from workflows.common.office import footer_of, letterhead_of
from workflows.council_resolution.annexes import annex_list
from workflows.council_resolution.comparison import comparison
from workflows.council_resolution.cover_letter import cover_letter
from workflows.council_resolution.extract import extract_of
from workflows.council_resolution.memorandum import explanatory_memorandum
from workflows.council_resolution.packet import ENCLOSED, Packet, packet_of
from workflows.council_resolution.papers import (
    DraftResolutionPaper,
)
from workflows.council_resolution.previous_text import previous_text
from workflows.council_resolution.proposed import proposed_resolution
from workflows.council_resolution.wording import document_name

_LETTER = Text("Průvodní dopis", "Cover letter")
_MEMORANDUM = Text("Důvodová zpráva", "Explanatory memorandum")
_DRAFT = Text("Návrh usnesení", "Draft resolution")
_ANNEX = Text("Příloha č. {number}", "Annex no. {number}")
_COMPARISON = Text("Srovnání s předchozím zněním", "Comparison with the previous text")
_ANNEX_LIST = Text("Seznam příloh", "List of annexes")
_PACKET_FILE = Text("Podklady – {where}.zip", "Packet – {where}.zip")


def council_packet(step: RecordedStep) -> PaperSet:
    """The ZIP for one body: letter, memorandum, draft resolution, the text itself, what changed, list of annexes."""
    packet, language = packet_of(step), step.language
    document, part = document_name(packet.matter, language), packet.stage.rule.part
    memorandum, drafted = _MEMORANDUM.pick(language), _DRAFT.pick(language)
    compared, round_id = previous_text(step, packet.text.content, part), step.process.parent_id or 0
    annexes = [document, _COMPARISON.pick(language)] if compared else [document]
    first = f"4 {_ANNEX.pick(language).format(number=1)}.docx"
    second = f"5 {_ANNEX.pick(language).format(number=2)} – {_COMPARISON.pick(language)}.docx"
    papers: list[Paper | Enclosure | Shared] = [
        cover_letter(step, packet, (*annexes, memorandum, drafted), f"1 {_LETTER.pick(language)}.docx"),
        explanatory_memorandum(step, packet, (*annexes, drafted), f"2 {memorandum}.docx"),
        _draft(step, packet, tuple(annexes), f"3 {drafted}.docx"),
        Enclosure(round_id, ENCLOSED[step.process.subject_kind], first, part),
    ]
    if compared:
        # `compared` is remembered as well, so its id stays its own
        key = ("comparison", id(compared), step.process.stage, prague_day(step.at))
        paper = step.together.once(key, lambda: comparison(step, packet, compared, second))
        papers.append(Shared(round_id, paper))
    where = packet.municipality.name if packet.municipality else packet.body.name
    return PaperSet(
        tuple(papers),
        _PACKET_FILE.pick(language).format(where=where),
        annex_list(step, packet, f"{len(papers) + 1} {_ANNEX_LIST.pick(language)}.docx"),
    )


def _draft(step: RecordedStep, packet: Packet, enclosures: tuple[str, ...], file_name: str) -> Paper:
    language = step.language
    document = document_name(packet.matter, language)
    drafted = proposed_resolution(packet, language)
    session_on = step.process.session_on
    paper = DraftResolutionPaper(
        letterhead=letterhead_of(step, packet.office),
        footer=footer_of(document, packet.text),
        body_name=packet.body.name,
        body_of=packet.official.of(language),
        document_title=document,
        session="",
        session_date=day(session_on, language) if session_on else "",
        number_example=packet.body.resolution_number,
        opening=drafted.opening,
        points=drafted.points,
        enclosures=enclosures,
    )
    return Paper("council_resolution/draft_resolution", context_of(paper), file_name)


def resolution_extract(step: RecordedStep) -> Paper:
    """The extract of the resolution that this step recorded or corrected (domain § 4.8)."""
    return extract_of(step)
