"""The explanatory memorandum of a packet, with what the document means for the very municipality."""

from datetime import date

from workflow_app.documents.paper import Paper
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.content import MeasureCard
from workflow_app.models.municipality_names import predecessors
from workflows.common.contexts import context_of
from workflows.common.figures import day
from workflows.common.office import footer_of, letterhead_of
from workflows.common.paper import Fact
from workflows.common.plan_owner import plan_owner_of
from workflows.council_resolution.cover_letter import earlier_decision
from workflows.council_resolution.meaning import duties, standing
from workflows.council_resolution.packet import Packet, cards_of, steering_day
from workflows.council_resolution.papers import (
    ExplanatoryMemorandumPaper,
    impact_rows,
    impact_sums,
    measures_for,
)
from workflows.council_resolution.wording import document_name

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
_OWNER = Text("Pořizovatel plánu", "Owner of the plan")
_MAYOR = Text("starosta/starostka obce", "the mayor")


def explanatory_memorandum(
    step: RecordedStep, packet: Packet, enclosures: tuple[str, ...], file_name: str
) -> Paper:
    """Return the memorandum for the body (domain § 4.7); `enclosures` is what it says is enclosed."""
    language, who, matter = step.language, packet.office.coordinator, packet.matter
    document = document_name(matter, language)
    ours = _ours(step, packet)
    impact_total, impact_municipal = impact_sums(ours, language)
    prepared = _PREPARED.pick(language).format(groups=", ".join(packet.office.groups.values()))
    paper = ExplanatoryMemorandumPaper(
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
            *_owner(step),
            Fact(_SUBMITTED_BY.pick(language), packet.mayor or _MAYOR.pick(language)),
            Fact(
                _PREPARED_BY.pick(language),
                ", ".join(part for part in (who["name"], who["role"]) if part),
            ),
        ),
        preparation="" if matter.kind == "intent" else prepared,
        priorities=_priorities(packet),
        reason=matter.reason,
        asks_to_note="yes" if matter.takes_note else "",
        standing=standing(step, packet, ours),
        impact=impact_rows(ours, packet.office.names, language),
        impact_total=impact_total,
        impact_municipal=impact_municipal,
        duties=duties(step, packet, ours),
        opinions=_opinions(step),
        enclosures=enclosures,
    )
    return Paper("council_resolution/explanatory_memorandum", context_of(paper), file_name)


def _owner(step: RecordedStep) -> tuple[Fact, ...]:
    process = step.process
    owner = step.together.once(
        ("owner", process.subject_kind, process.subject_id), lambda: plan_owner_of(step)
    )
    return (Fact(_OWNER.pick(step.language), owner.text(step.language)),) if owner else ()


def _ours(step: RecordedStep, packet: Packet) -> tuple[MeasureCard, ...]:
    """Return the measures that apply to the municipality, also those that name one in whose place it stands."""
    if packet.municipality is None:
        return cards_of(step, packet)
    code, session = packet.municipality.code, step.tx.session
    former = step.together.once("predecessors", lambda: predecessors(session))
    return measures_for(cards_of(step, packet), code, former.get(code, ()))


def _priorities(packet: Packet) -> tuple[str, ...]:
    goals = packet.text.content.get("goals", ())
    return tuple(f"{goal['number']} {goal['title']}" for goal in goals)


def _opinions(step: RecordedStep) -> tuple[str, ...]:
    meeting = steering_day(step)
    on_day = ""
    if meeting:
        on_day = _ON_DAY.pick(step.language).format(day=day(date.fromisoformat(meeting), step.language))
    agreed = _STEERING.pick(step.language).format(day=on_day) if _was_agreed(step, meeting) else ""
    return tuple(filter(None, [agreed, earlier_decision(step)]))


def _was_agreed(step: RecordedStep, meeting: str | None) -> bool:
    """An intent of an area without a steering group goes straight to the municipalities."""
    return meeting is not None or step.process.subject_kind != "intent"
