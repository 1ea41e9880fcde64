"""What the packet for one body and the extract of its resolution are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow_app.kernel.languages import Text
from workflow_app.models.content import MeasureCard
from workflows.common.figures import money, number, years
from workflows.common.measure_sheet import territory, total
from workflows.common.paper import Addressee, Fact, Footer, Letterhead
from workflows.council_resolution.wording import OfficialBody, Point, from_session

_VOTES = Text(
    "pro {yes}, proti {no}, zdrželo se {abstained}", "for {yes}, against {no}, abstained {abstained}"
)


@dataclass(frozen=True, slots=True)
class CoverLetterPaper:
    """Context of docx_templates/council_resolution/cover_letter: the letter that opens the packet."""

    letterhead: Letterhead
    footer: Footer
    addressee: Addressee
    kind: str  # plan | monitoring_report | measure | intent
    subject: str
    salutation: str  # "Vážená paní starostko,"
    body_of: str  # OfficialBody.of(language): "Zastupitelstva obce Bělá"
    document_title: str
    asks_to_note: str  # "yes" or "": the body only takes note
    earlier_decision: str  # "Zastupitelstvo města Hlučína plán schválilo dne …", "" if there is none
    deadline: str
    link: str  # where to record the resolution
    enclosures: tuple[str, ...]
    signatory_name: str
    signatory_office: str


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """A measure that applies to the municipality, with its money."""

    number: str
    title: str
    owner: str
    period: str
    territory: str
    costs_total: str
    municipal_costs: str  # of it from municipal budgets


@dataclass(frozen=True, slots=True)
class ExplanatoryMemorandumPaper:
    """Context of docx_templates/council_resolution/explanatory_memorandum (domain § 4.7)."""

    letterhead: Letterhead
    footer: Footer
    kind: str  # plan | monitoring_report | measure | intent
    municipality: str
    body_name: str
    body_of: str  # OfficialBody.of(language): "Zastupitelstva obce Bělá"
    document_title: str
    plan_title: str
    period: str
    head: tuple[Fact, ...]  # owner of the plan, submitted by, prepared by
    preparation: str
    priorities: tuple[str, ...]
    reason: str  # of a change of a measure
    asks_to_note: str  # "yes" or ""
    standing: tuple[str, ...]  # inhabitants, measures and share of the municipality, as sentences
    impact: tuple[ImpactRow, ...]
    impact_total: str
    impact_municipal: str
    duties: tuple[str, ...]  # what is asked of the municipality
    opinions: tuple[str, ...]
    enclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftResolutionPaper:
    """Context of docx_templates/council_resolution/draft_resolution: the wording for that very body."""

    letterhead: Letterhead
    footer: Footer
    body_name: str
    body_of: str  # OfficialBody.of(language): "Zastupitelstva obce Bělá"
    document_title: str
    session: str  # "" while no session is known
    session_date: str
    number_example: str  # what a resolution number of this body looks like, "" if nobody has said
    opening: str
    points: tuple[Point, ...]
    enclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResolutionExtractPaper:
    """Context of docx_templates/council_resolution/resolution_extract (domain § 4.8)."""

    letterhead: Letterhead
    footer: Footer
    body_name: str
    number: str
    origin: str  # "z 12. zasedání Zastupitelstva obce Bělá konaného dne 8. 12. 2026"
    document_title: str
    version: str
    hash_sha256: str
    text: str
    votes: str  # "" if the body gave no counts
    outcome: str  # "Usnesení bylo přijato."
    verified_by: str
    verified_office: str
    verified_on: str  # "V Bělé dne 8. 12. 2026"


def _applies(card: MeasureCard, codes: set[str]) -> bool:
    return not card.municipalities or not codes.isdisjoint(card.municipalities)


def _municipal(card: MeasureCard) -> int:
    return total(cost for cost in card.costs if cost.source == "municipality")


def _impact_row(card: MeasureCard, names: Mapping[str, str], language: str) -> ImpactRow:
    return ImpactRow(
        card.number,
        card.title,
        card.owner or "–",
        years(card.year_from, card.year_to) or "–",
        territory(card, names, language),
        money(total(card.costs), language) if card.costs else "–",
        money(_municipal(card), language) if card.costs else "–",
    )


def measures_for(
    cards: Iterable[MeasureCard], code: str, former: Iterable[str] = ()
) -> tuple[MeasureCard, ...]:
    """Return the measures that apply to the municipality with this code (no municipalities means all).

    `former` are the codes of municipalities in whose place it stands.
    """
    codes = {code, *former}
    return tuple(card for card in cards if _applies(card, codes))


def impact_rows(
    cards: Iterable[MeasureCard], names: Mapping[str, str], language: str
) -> tuple[ImpactRow, ...]:
    """Return measures as rows of the table "what it means for us"."""
    return tuple(_impact_row(card, names, language) for card in cards)


def impact_sums(cards: Iterable[MeasureCard], language: str) -> tuple[str, str]:
    """Return the money of all given measures, and how much of it comes from municipal budgets."""
    found = list(cards)
    return (
        money(sum(total(card.costs) for card in found), language),
        money(sum(_municipal(card) for card in found), language),
    )


def votes_text(yes: int, no: int, abstained: int, language: str) -> str:
    """Return "pro 7, proti 0, zdrželo se 0"."""
    return _VOTES.pick(language).format(
        yes=number(yes, language), no=number(no, language), abstained=number(abstained, language)
    )


def outcome_text(adopted: bool, language: str) -> str:
    """Return the sentence that closes the record of a vote."""
    sentence = (
        Text("Usnesení bylo přijato.", "The resolution was adopted.")
        if adopted
        else Text("Usnesení nebylo přijato.", "The resolution was not adopted.")
    )
    return sentence.pick(language)


def extract_origin(session: str, body: OfficialBody, date: str, language: str) -> str:
    """Return the second line of an extract; `date` is already printed in words of `language`."""
    if language == "en":
        held = f"session no. {session} of" if session else "a session of"
        return f"from {held} {body.name} held on {date}"
    held = "konaného" if body.kind == "assembly" else "konané"
    return f"{from_session(session, body)} {held} dne {date}"
