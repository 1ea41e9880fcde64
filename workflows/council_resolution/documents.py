"""Documents of one body: the packet it tables, and the extract of what it resolved."""

from datetime import date

from sqlalchemy import select

from workflow_app.documents.paper import Enclosure, Paper, PaperSet
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.council_resolution import CouncilResolution
from workflows.common.contexts import context_of
from workflows.common.figures import day
from workflows.common.office import footer_of, letterhead_of
from workflows.common.paper import Addressee, Fact
from workflows.council_resolution.packet import (
    ENCLOSED,
    Packet,
    earlier_resolution,
    packet_of,
    steering_day,
)
from workflows.council_resolution.papers import (
    CoverLetterPaper,
    DraftResolutionPaper,
    ExplanatoryMemorandumPaper,
    ResolutionExtractPaper,
    extract_origin,
    impact_rows,
    impact_sums,
    measures_for,
    outcome_text,
    votes_text,
)
from workflows.council_resolution.wording import document_name, draft_resolution, past_verb

_LETTER = Text("Průvodní dopis", "Cover letter")
_MEMORANDUM = Text("Důvodová zpráva", "Explanatory memorandum")
_DRAFT = Text("Návrh usnesení", "Draft resolution")
_ANNEX = Text("Příloha č. 1", "Annex no. 1")
_PACKET_FILE = Text("Podklady – {where}.zip", "Packet – {where}.zip")
_EXTRACT_FILE = Text("Výpis z usnesení – {where}.docx", "Extract of a resolution – {where}.docx")
_SUBJECT = Text("Žádost o projednání: {document}", "Request to consider: {document}")
_SALUTATION = Text("Vážená paní starostko, vážený pane starosto,", "Dear Mayor,")
_EARLIER = Text("{body} {verb} dokument dne {day}{number}.", "{body} {verb} the document on {day}{number}.")
_NUMBER = Text(" usnesením č. {number}", " by resolution no. {number}")
_STEERING = Text(
    "Řídicí skupina dokument{day} odsouhlasila a doporučuje jej ke schválení orgánům obcí.",
    "The steering group agreed to the document{day} and recommends it to the bodies of the municipalities.",
)
_ON_DAY = Text(" dne {day}", " on {day}")
_PREPARED = Text(
    "Dokument připravily pracovní skupiny složené ze zástupců obcí, poskytovatelů a uživatelů služeb: {groups}.",
    "The document was prepared by working groups of municipalities, providers and service users: {groups}.",
)
_SUBMITTED_BY = Text("Předkladatel", "Submitted by")
_PREPARED_BY = Text("Zpracovatel", "Prepared by")
_MAYOR = Text("starosta/starostka obce", "the mayor")


def council_packet(step: RecordedStep) -> PaperSet:
    """The ZIP for one body: cover letter, explanatory memorandum, draft resolution, and the text itself."""
    packet = packet_of(step)
    language = step.language
    where = packet.municipality.name if packet.municipality else packet.body.name
    enclosure = Enclosure(
        process_id=step.process.parent_id or 0,
        name=ENCLOSED[step.process.subject_kind],
        file_name=f"4 {_ANNEX.pick(language)}.docx",
    )
    papers = (
        Paper(
            "council_resolution/cover_letter", _cover_letter(step, packet), f"1 {_LETTER.pick(language)}.docx"
        ),
        Paper(
            "council_resolution/explanatory_memorandum",
            _memorandum(step, packet),
            f"2 {_MEMORANDUM.pick(language)}.docx",
        ),
        Paper("council_resolution/draft_resolution", _draft(step, packet), f"3 {_DRAFT.pick(language)}.docx"),
        enclosure,
    )
    return PaperSet(papers, _PACKET_FILE.pick(language).format(where=where))


def _enclosures(step: RecordedStep, document: str) -> tuple[str, ...]:
    return (document, _MEMORANDUM.pick(step.language), _DRAFT.pick(step.language))


def _cover_letter(step: RecordedStep, packet: Packet) -> dict[str, object]:
    language, who = step.language, packet.office.coordinator
    document = document_name(packet.matter, language)
    return context_of(
        CoverLetterPaper(
            letterhead=letterhead_of(step, packet.office),
            footer=footer_of(document, packet.text),
            addressee=_addressee(packet),
            kind=packet.matter.kind,
            subject=_SUBJECT.pick(language).format(document=document),
            salutation=_SALUTATION.pick(language),
            body_of=packet.official.of(language),
            document_title=document,
            asks_to_note="yes" if packet.matter.takes_note else "",
            earlier_decision=_earlier(step),
            deadline=day(prague_day(step.process.due_at), language) if step.process.due_at else "",
            link=_link(step, packet),
            enclosures=_enclosures(step, document),
            signatory_name=who["name"],
            signatory_office=who["role"],
        )
    )


def _addressee(packet: Packet) -> Addressee:
    """Return the address block: the body, the mayor by name when known, the office's address."""
    address = packet.municipality.address if packet.municipality else []
    return Addressee(tuple(line for line in (packet.body.name, packet.mayor, *address) if line))


def _link(step: RecordedStep, packet: Packet) -> str:
    if packet.municipality is None:
        return step.base_url
    return f"{step.base_url}/council/{packet.municipality.code}"


def _earlier(step: RecordedStep) -> str:
    """Return who has decided before this body, such as the lead town's assembly; "" when nobody has."""
    found = earlier_resolution(step)
    if found is None:
        return ""
    body, resolution = found
    language = step.language
    number = _NUMBER.pick(language).format(number=resolution.number) if resolution.number else ""
    return _EARLIER.pick(language).format(
        body=body.name,
        verb=past_verb(resolution.verdict, "board" if body.kind == "board" else "assembly", language),
        day=day(resolution.session_on, language),
        number=number,
    )


def _memorandum(step: RecordedStep, packet: Packet) -> dict[str, object]:
    language, who, matter = step.language, packet.office.coordinator, packet.matter
    document = document_name(matter, language)
    cards = list(packet.cards())
    ours = measures_for(cards, packet.municipality.code) if packet.municipality else tuple(cards)
    impact_total, impact_municipal = impact_sums(ours, language)
    prepared = _PREPARED.pick(language).format(groups=", ".join(packet.office.groups.values()))
    return context_of(
        ExplanatoryMemorandumPaper(
            letterhead=letterhead_of(step, packet.office),
            footer=footer_of(document, packet.text),
            kind=matter.kind,
            municipality=packet.municipality.name if packet.municipality else packet.body.name,
            body_name=packet.body.name,
            body_of=packet.official.of(language),
            document_title=document,
            plan_title=matter.title,
            period=matter.period,
            head=(
                Fact(_SUBMITTED_BY.pick(language), packet.mayor or _MAYOR.pick(language)),
                Fact(
                    _PREPARED_BY.pick(language),
                    ", ".join(part for part in (who["name"], who["role"]) if part),
                ),
            ),
            preparation=prepared,
            priorities=_priorities(packet),
            reason=matter.reason,
            asks_to_note="yes" if matter.takes_note else "",
            impact=impact_rows(ours, packet.office.names, language),
            impact_total=impact_total,
            impact_municipal=impact_municipal,
            opinions=_opinions(step),
            enclosures=(document, _DRAFT.pick(language)),
        )
    )


def _priorities(packet: Packet) -> tuple[str, ...]:
    goals = packet.text.content.get("goals", ())
    return tuple(f"{goal['number']} {goal['title']}" for goal in goals)


def _opinions(step: RecordedStep) -> tuple[str, ...]:
    meeting = steering_day(step)
    on_day = ""
    if meeting:
        on_day = _ON_DAY.pick(step.language).format(day=day(date.fromisoformat(meeting), step.language))
    return (_STEERING.pick(step.language).format(day=on_day), *filter(None, [_earlier(step)]))


def _draft(step: RecordedStep, packet: Packet) -> dict[str, object]:
    language = step.language
    document = document_name(packet.matter, language)
    drafted = draft_resolution(packet.official, packet.matter, language)
    session_on = step.process.session_on
    return context_of(
        DraftResolutionPaper(
            letterhead=letterhead_of(step, packet.office),
            footer=footer_of(document, packet.text),
            body_name=packet.body.name,
            body_of=packet.official.of(language),
            document_title=document,
            session="",
            session_date=day(session_on, language) if session_on else "",
            opening=drafted.opening,
            points=drafted.points,
            enclosures=(document,),
        )
    )


def resolution_extract(step: RecordedStep) -> Paper:
    """The extract of the resolution that this body took last (domain § 4.8)."""
    packet, language = packet_of(step), step.language
    resolution = _latest(step)
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
        text=resolution.text or draft_resolution(packet.official, packet.matter, language).as_text(),
        votes=_votes(resolution, language),
        outcome=outcome_text(resolution.verdict != "not_adopted", language),
        verified_by=packet.mayor,
        verified_office=_MAYOR.pick(language),
        verified_on=day(prague_day(resolution.recorded_at), language),
    )
    return Paper(
        "council_resolution/resolution_extract",
        context_of(paper),
        _EXTRACT_FILE.pick(language).format(where=where),
    )


def _latest(step: RecordedStep) -> CouncilResolution:
    return step.tx.session.execute(
        select(CouncilResolution)
        .where(CouncilResolution.process_id == step.process.id)
        .order_by(CouncilResolution.id.desc())
        .limit(1)
    ).scalar_one()


def _votes(resolution: CouncilResolution, language: str) -> str:
    """Return the votes as a sentence; "" when the body gave no counts."""
    if resolution.votes_for is None:
        return ""
    return votes_text(
        resolution.votes_for, resolution.votes_against or 0, resolution.votes_abstained or 0, language
    )
