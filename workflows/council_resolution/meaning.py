"""What a document means for one municipality: its inhabitants, its share of the money, what it is to do."""

from collections.abc import Iterable, Mapping

from sqlalchemy import or_, select

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.content import MeasureCard
from workflow_app.models.municipality import Municipality
from workflows.common.figures import day, fine_share, money, number, years
from workflows.common.measure_sheet import total
from workflows.council_resolution.packet import Packet, cards_of

_INHABITANTS = Text(
    "{name}: {ours} obyvatel, tedy {share} z {all} obyvatel území.",
    "{name} has {ours} inhabitants, that is {share} of the {all} inhabitants of the area.",
)
_MEASURES = Text(
    "Opatření v dokumentu: {all}; obce se týká {ours}, jmenovitě je uvedena u {named}.",
    "Measures in the document: {all}; {ours} of them concern the municipality, {named} name it.",
)
_SHARE = Text(
    "Z výdajů, které mají nést rozpočty obcí, připadá na obec {name} orientačně {amount} za celé období, "
    "rozdělí-li se podle počtu obyvatel obcí, kterých se opatření týkají. Jde o přepočet, ne o závazek.",
    "Of the expenses to be borne by municipal budgets, roughly {amount} over the whole period would fall to "
    "{name} if divided by the inhabitants of the municipalities concerned. This is a calculation, no obligation.",
)
_DECIDE = Text(
    "Projednat dokument a přijmout usnesení{until}.", "Consider the document and adopt a resolution{until}."
)
_UNTIL = Text(" do {day}", " by {day}")
_REPORT = Text(
    "Zapsat usnesení do systému, nebo poslat výpis koordinátorovi; postup je v průvodním dopise.",
    "Record the resolution in the system, or send an extract to the coordinator; the cover letter says how.",
)
_TAKE_PART = Text(
    "Podílet se na opatření {number} „{title}“{more}.",
    "Take part in measure {number} “{title}”{more}.",
)
_IMPLEMENTER = Text("realizuje: {name}", "carried out by: {name}")
_OWNER = Text("garant: {name}", "owner: {name}")
_BUDGET = Text(
    "Při sestavování rozpočtu zvážit výdaje na opatření s podílem obcí: {numbers}.",
    "When drawing up the budget, consider the expenses of measures with a municipal share: {numbers}.",
)
_ROUNDED_TO = 1000  # crowns; a share that is only a calculation pretends no precision


def standing(step: RecordedStep, packet: Packet, ours: tuple[MeasureCard, ...]) -> tuple[str, ...]:
    """Return sentences on the municipality's place in the whole; nothing for a body of no municipality."""
    if packet.municipality is None:
        return ()
    language, code, name = step.language, packet.municipality.code, packet.municipality.name
    key = ("inhabitants", step.process.area_id, prague_day(step.at))
    people = step.together.once(key, lambda: _inhabitants(step))
    counts = {"ours": number(people.get(code, 0), language), "all": number(sum(people.values()), language)}
    found = []
    if people.get(code):
        portion = fine_share(people[code], sum(people.values()), language)
        found.append(_INHABITANTS.pick(language).format(name=name, share=portion, **counts))
    cards = cards_of(step, packet)
    if cards:
        named = sum(code in card.municipalities for card in ours)
        found.append(_MEASURES.pick(language).format(all=len(cards), ours=len(ours), named=named))
    amount = share_of(ours, code, people)
    if amount:
        found.append(_SHARE.pick(language).format(name=name, amount=money(amount, language)))
    return tuple(found)


def share_of(cards: Iterable[MeasureCard], code: str, people: Mapping[str, int]) -> int:
    """Return the crowns that fall to a municipality when municipal money is divided by inhabitants.

    `people` maps the codes of the area's municipalities to their inhabitants; a card that names no municipality
    concerns all of them. Rounded to thousands.
    """
    crowns = 0
    for card in cards:
        sharing = card.municipalities or tuple(people)
        whole = sum(people.get(item, 0) for item in sharing)
        municipal = total(cost for cost in card.costs if cost.source == "municipality")
        crowns += municipal * people.get(code, 0) // whole if whole else 0
    return (crowns + _ROUNDED_TO // 2) // _ROUNDED_TO * _ROUNDED_TO


def duties(step: RecordedStep, packet: Packet, ours: tuple[MeasureCard, ...]) -> tuple[str, ...]:
    """Return what is asked of the municipality: the resolution, and the measures that name it."""
    language, code = step.language, packet.municipality.code if packet.municipality else ""
    due_at = step.process.due_at
    until = _UNTIL.pick(language).format(day=day(prague_day(due_at), language)) if due_at else ""
    named = [card for card in ours if code in card.municipalities]
    paid = [card.number for card in ours if any(cost.source == "municipality" for cost in card.costs)]
    found = [_DECIDE.pick(language).format(until=until), _REPORT.pick(language)]
    found += [take_part(card, language) for card in named]
    if paid:
        found.append(_BUDGET.pick(language).format(numbers=", ".join(paid)))
    return tuple(found)


def take_part(card: MeasureCard, language: str) -> str:
    """Return what a measure that names the municipality asks of it: when, and who carries it out or answers for it."""
    facts = []
    if card.year_from and card.year_to:
        facts.append(years(card.year_from, card.year_to))
    if card.implementer:
        facts.append(_IMPLEMENTER.pick(language).format(name=card.implementer))
    elif card.owner:
        facts.append(_OWNER.pick(language).format(name=card.owner))
    more = f" ({'; '.join(facts)})" if facts else ""
    return _TAKE_PART.pick(language).format(number=card.number, title=card.title, more=more)


def _inhabitants(step: RecordedStep) -> dict[str, int]:
    """Return the inhabitants of the municipalities that plan in the area on the day of the step, by code."""
    today = prague_day(step.at)
    rows = step.tx.session.execute(
        select(Municipality.code, Municipality.inhabitants)
        .join(AreaMunicipality, AreaMunicipality.municipality_id == Municipality.id)
        .where(AreaMunicipality.area_id == step.process.area_id, AreaMunicipality.valid_from <= today)
        .where(or_(AreaMunicipality.valid_to.is_(None), AreaMunicipality.valid_to >= today))
    )
    return {code: inhabitants for code, inhabitants in rows}
