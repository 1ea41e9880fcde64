"""The letter that opens a packet: who asks whom for what, until when, and who has decided already."""

from workflow_app.documents.paper import Paper
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflows.common.contexts import context_of
from workflows.common.figures import day
from workflows.common.office import footer_of, letterhead_of
from workflows.common.paper import Addressee
from workflows.council_resolution.packet import Packet, earlier_resolution, own_earlier_resolution
from workflows.council_resolution.papers import CoverLetterPaper
from workflows.council_resolution.wording import document_name, past_verb

_SUBJECT = Text("Žádost o projednání: {document}", "Request to consider: {document}")
_SALUTATION = Text("Vážená paní starostko, vážený pane starosto,", "Dear Mayor,")
_EARLIER = Text("{body} {verb} dokument dne {day}{number}.", "{body} {verb} the document on {day}{number}.")
_AGAIN = Text(
    "O předchozím znění jste rozhodli dne {day}{number}. Text se od té doby věcně změnil, proto Vás žádáme o nové "
    "rozhodnutí; co se změnilo, vyznačuje porovnání v příloze.",
    "You decided about the previous text on {day}{number}. It has changed in substance since then, so we ask you to "
    "decide again; the enclosed comparison marks what is different.",
)
_NUMBER = Text(" usnesením č. {number}", " by resolution no. {number}")


def cover_letter(step: RecordedStep, packet: Packet, enclosures: tuple[str, ...], file_name: str) -> Paper:
    """Return the letter to the body; `enclosures` is what it says is enclosed."""
    language, who = step.language, packet.office.coordinator
    document = document_name(packet.matter, language)
    paper = CoverLetterPaper(
        letterhead=letterhead_of(step, packet.office),
        footer=footer_of(document, packet.text),
        addressee=_addressee(packet),
        kind=packet.matter.kind,
        subject=_SUBJECT.pick(language).format(document=document),
        salutation=_SALUTATION.pick(language),
        body_of=packet.official.of(language),
        document_title=document,
        asks_to_note="yes" if packet.matter.takes_note else "",
        earlier_decision=earlier_decision(step),
        deadline=day(prague_day(step.process.due_at), language) if step.process.due_at else "",
        link=_link(step, packet),
        enclosures=enclosures,
        signatory_name=who["name"],
        signatory_office=who["role"],
    )
    return Paper("council_resolution/cover_letter", context_of(paper), file_name)


def _addressee(packet: Packet) -> Addressee:
    """Return the address block: the body, the mayor by name when known, the office's address."""
    address = packet.municipality.address if packet.municipality else []
    return Addressee(tuple(line for line in (packet.body.name, packet.mayor, *address) if line))


def _link(step: RecordedStep, packet: Packet) -> str:
    if packet.municipality is None:
        return step.base_url
    return f"{step.base_url}/council/{packet.municipality.code}"


def earlier_decision(step: RecordedStep) -> str:
    """Return who has decided before, such as the lead town's assembly, and why this body is asked again; "" if none."""
    return " ".join(part for part in (_decided_before(step), _asked_again(step)) if part)


def _asked_again(step: RecordedStep) -> str:
    """Say what the body itself decided about an earlier version, so that its packet is an addendum to that."""
    resolution = own_earlier_resolution(step)
    if resolution is None:
        return ""
    language = step.language
    number = _NUMBER.pick(language).format(number=resolution.number) if resolution.number else ""
    return _AGAIN.pick(language).format(day=day(resolution.session_on, language), number=number)


def _decided_before(step: RecordedStep) -> str:
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
