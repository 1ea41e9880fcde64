"""The extract of one recorded resolution (domain § 4.8), of the step that recorded or corrected it."""

from workflow_app.documents.paper import Paper
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.council_resolution import CouncilResolution
from workflows.common.contexts import context_of
from workflows.common.figures import day
from workflows.common.office import footer_of, letterhead_of
from workflows.council_resolution.packet import Packet, packet_of
from workflows.council_resolution.papers import (
    ResolutionExtractPaper,
    extract_origin,
    outcome_text,
    votes_text,
)
from workflows.council_resolution.points import ResolutionPoint
from workflows.council_resolution.recorded import resolution_of_step
from workflows.council_resolution.resolved import points_text, revocation, with_verb
from workflows.council_resolution.wording import document_name

_FILE = Text("Výpis z usnesení – {where}.docx", "Extract of a resolution – {where}.docx")
_MAYOR = Text("starosta/starostka", "the mayor")
_AT, _ON = Text("{where} dne {day}", "{where}, {day}"), Text("dne {day}", "{day}")
_PRESENT = Text("přítomno {present}", "present {present}")
_OF_ALL = Text(" z {members} členů", " of {members} members")
_CONFLICT = Text("střet zájmů oznámilo {count}", "conflict of interest announced by {count}")


def extract_of(step: RecordedStep) -> Paper:
    """Return the extract of the resolution that the step wrote. Raises LookupError when it wrote none."""
    packet, language = packet_of(step), step.language
    resolution = resolution_of_step(step.tx, step.process.id, step.seq)
    if resolution is None:
        raise LookupError(f"process {step.process.id} has no resolution")
    document = document_name(packet.matter, language)
    where = packet.municipality.name if packet.municipality else packet.body.name
    paper = ResolutionExtractPaper(
        letterhead=letterhead_of(step, packet.office),
        footer=footer_of(document, packet.text),
        body_name=packet.body.name,
        number=" ".join(part for part in (resolution.number, resolution.point) if part),
        origin=extract_origin(
            resolution.session_number, packet.official, day(resolution.session_on, language), language
        ),
        document_title=document,
        version=str(packet.text.number),
        hash_sha256=resolution.version_sha256,
        text=_text(step, packet, resolution),
        votes=_votes(resolution, language),
        outcome=outcome_text(resolution.verdict != "not_adopted", language),
        verified_by=packet.mayor,
        verified_office=_MAYOR.pick(language),
        verified_on=_where_and_when(packet, resolution, language),
    )
    return Paper(
        "council_resolution/resolution_extract", context_of(paper), _FILE.pick(language).format(where=where)
    )


def _where_and_when(packet: Packet, resolution: CouncilResolution, language: str) -> str:
    """Return the place and day of the extract: the municipality whose resolution it is, not the office that writes."""
    when, town = day(prague_day(resolution.recorded_at), language), packet.municipality
    if town is None:
        return _ON.pick(language).format(day=when)
    locative = str(town.name_forms.get("locative") or town.name)
    where = town.name if language == "en" else locative[:1].upper() + locative[1:]
    return _AT.pick(language).format(where=where, day=when)


def _text(step: RecordedStep, packet: Packet, resolution: CouncilResolution) -> str:
    """Return the text of the body itself or the standard one, and its further points below."""
    language = step.language
    points = points_text([ResolutionPoint.of(point) for point in resolution.points], language)
    text = resolution.text or _standard(step, packet, resolution)
    return "\n\n".join(part for part in (text, points) if part)


def _standard(step: RecordedStep, packet: Packet, resolution: CouncilResolution) -> str:
    annulled = _annulled(step, resolution)
    if annulled is not None:
        return revocation(packet.official, annulled, step.language)
    return with_verb(packet.official, packet.matter, resolution.verdict, step.language)


def _annulled(step: RecordedStep, resolution: CouncilResolution) -> CouncilResolution | None:
    """Return what a revocation annuls; a corrected revocation still annuls what its first record did."""
    row: CouncilResolution | None = resolution
    while row is not None and row.revokes_id is None and row.corrects_id is not None:
        row = step.tx.session.get(CouncilResolution, row.corrects_id)
    if row is None or row.revokes_id is None:
        return None
    return step.tx.session.get(CouncilResolution, row.revokes_id)


def _votes(resolution: CouncilResolution, language: str) -> str:
    """Return votes, presence and conflicts of interest as far as the body gave them; "" when it gave no counts."""
    found = []
    if resolution.votes_for is not None:
        found.append(
            votes_text(
                resolution.votes_for, resolution.votes_against or 0, resolution.votes_abstained or 0, language
            )
        )
    if resolution.members_present is not None:
        present = _PRESENT.pick(language).format(present=resolution.members_present)
        members = resolution.members_total
        found.append(present + (_OF_ALL.pick(language).format(members=members) if members else ""))
    if resolution.members_conflicted:
        found.append(_CONFLICT.pick(language).format(count=resolution.members_conflicted))
    return "; ".join(found)
