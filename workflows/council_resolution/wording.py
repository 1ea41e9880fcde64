"""The exact wording of resolutions: who decides, with which verb, about what (domain § 4.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workflows.common.declension import dative, genitive

BodyKind = Literal["assembly", "board"]
MatterKind = Literal["plan", "monitoring_report", "measure"]
MeasureAct = Literal["new", "change", "close"]

_NUMERALS = ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.")
_PAST = {  # code of a verdict -> past tense after "zastupitelstvo" (neuter) and "rada" (feminine)
    "approved": ("schválilo", "schválila"),
    "approved_with_changes": ("schválilo se změnami", "schválila se změnami"),
    "rejected": ("neschválilo", "neschválila"),
    "noted": ("vzalo na vědomí", "vzala na vědomí"),
    "postponed": ("odložilo", "odložila"),
    "recommended": ("doporučilo", "doporučila"),
}
_PAST_ENGLISH = {
    "approved": "approved",
    "approved_with_changes": "approved with changes",
    "rejected": "rejected",
    "noted": "took note of",
    "postponed": "postponed",
    "recommended": "recommended",
}


@dataclass(frozen=True, slots=True)
class OfficialBody:
    """A deciding body by its official name; declension is local habit, so each case is given."""

    kind: BodyKind
    name: str  # "Zastupitelstvo obce Bělá"
    genitive: str  # "Zastupitelstva obce Bělá"
    dative: str  # "Zastupitelstvu obce Bělá"

    def of(self, language: str) -> str:
        """Return the body as the one whose session it is: the genitive in Czech, the name in English."""
        return self.name if language == "en" else self.genitive


@dataclass(frozen=True, slots=True)
class Matter:
    """What is decided about. `title` is the plan's; the report and the measure refer to the plan by it."""

    kind: MatterKind
    title: str
    period: str  # "2027–2030"
    year: int | None = None  # of a monitoring report
    takes_note: bool = False  # the route asks only to take note of a report
    has_comments: bool = False  # a settlement of public comments is enclosed
    measure_act: MeasureAct = "change"
    measure_number: str = ""
    measure_title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that a resolution imposes: "ukládá {to_whom} {what}", who answers for it (Z), until when (T)."""

    to_whom: str  # "obecnímu úřadu"
    what: str  # "zaslat výpis z tohoto usnesení koordinátorovi plánu"
    responsible: str
    due: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a resolution: numeral (empty if there is only one) and text."""

    numeral: str
    text: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A drafted resolution: the opening sentence and its points."""

    opening: str
    points: tuple[Point, ...]

    def as_text(self) -> str:
        """Return the draft as plain text, one point a line, to prefill a form."""
        return "\n".join([self.opening, *(f"{point.numeral} {point.text}".strip() for point in self.points)])


def past_verb(verdict: str, kind: BodyKind, language: str = "cs") -> str:
    """Return what the body did, in its gender: "schválilo" (assembly), "schválila" (board).

    Raises KeyError for a verdict that is no decision (for example not_adopted).
    """
    if language == "en":
        return _PAST_ENGLISH[verdict]
    return _PAST[verdict][0 if kind == "assembly" else 1]


def _for_period(matter: Matter, phrase: str) -> str:
    """The period is said once: many titles already end with it."""
    return matter.title if matter.period in matter.title else f"{matter.title} {phrase} {matter.period}"


def _main_point_cs(matter: Matter) -> str:
    if matter.kind == "plan":
        return f"schvaluje {_for_period(matter, 'na období')} dle přílohy č. 1 tohoto usnesení"
    if matter.kind == "monitoring_report":
        verb = "bere na vědomí" if matter.takes_note else "schvaluje"
        report = f"Monitorovací zprávu o plnění {genitive(matter.title)} za rok {matter.year}"
        return f"{verb} {report} dle přílohy č. 1"
    measure = f"č. {matter.measure_number} „{matter.measure_title}“"
    if matter.measure_act == "new":
        return f"schvaluje zařazení nového opatření {measure} do {genitive(matter.title)} dle přílohy č. 1"
    if matter.measure_act == "close":
        return f"schvaluje vyřazení opatření {measure} z {genitive(matter.title)} z důvodu: {matter.reason}"
    return f"schvaluje změnu opatření {measure} {genitive(matter.title)} dle přílohy č. 1"


def _main_point_en(matter: Matter) -> str:
    title = f"“{matter.title}”"
    if matter.kind == "plan":
        period = "" if matter.period in matter.title else f" for {matter.period}"
        return f"approves {title}{period} as in annex 1 to this resolution"
    if matter.kind == "monitoring_report":
        verb = "takes note of" if matter.takes_note else "approves"
        return f"{verb} the monitoring report on {title} for {matter.year} as in annex 1"
    measure = f"measure {matter.measure_number} “{matter.measure_title}”"
    if matter.measure_act == "new":
        return f"approves adding the new {measure} to {title} as in annex 1"
    if matter.measure_act == "close":
        return f"approves removing {measure} from {title} because: {matter.reason}"
    return f"approves the change of {measure} of {title} as in annex 1"


def _noted_point(matter: Matter, language: str) -> str:
    if language == "en":
        settlement = " and the settlement of comments" if matter.has_comments else ""
        return f"takes note of the explanatory memorandum{settlement} on “{matter.title}”"
    settlement = " a vypořádání připomínek" if matter.has_comments else ""
    return f"bere na vědomí důvodovou zprávu{settlement} k {dative(matter.title)}"


def _task_point(task: Task, language: str) -> str:
    if language == "en":
        return f"instructs {task.to_whom} {task.what}. Responsible: {task.responsible}. Due: {task.due}"
    return f"ukládá {task.to_whom} {task.what}.\nZ: {task.responsible}   T: {task.due}"


def _numbered(texts: Sequence[str]) -> tuple[Point, ...]:
    """Points end with a comma, the last one with a full stop; a single point has no numeral."""
    if len(texts) == 1:
        return (Point("", f"{texts[0]}."),)
    ends = [","] * (len(texts) - 1) + ["."]
    return tuple(
        Point(numeral, f"{text}{'' if text.endswith('.') else end}")
        for numeral, text, end in zip(_NUMERALS, texts, ends, strict=False)
    )


def draft_resolution(
    body: OfficialBody, matter: Matter, language: str, tasks: Sequence[Task] = ()
) -> Resolution:
    """Return the draft resolution of `body` on `matter`; names of bodies stay Czech in English, too.

    A plan and a measure come with the explanatory memorandum as point I, a report only with its own point.
    """
    main = _main_point_en(matter) if language == "en" else _main_point_cs(matter)
    noted = [] if matter.kind == "monitoring_report" else [_noted_point(matter, language)]
    points = _numbered([*noted, main, *(_task_point(task, language) for task in tasks)])
    opening = (
        f"{body.name}, having considered the matter," if language == "en" else f"{body.name} po projednání"
    )
    return Resolution(opening if len(points) > 1 else body.name, points)


def draft_recommendation(body: OfficialBody, to: OfficialBody, matter: Matter, language: str) -> Resolution:
    """Return the draft by which a board recommends a plan to the assembly of the same municipality."""
    if language == "en":
        text = f"recommends that {to.name} approve “{matter.title}” as submitted"
    else:
        text = f"doporučuje {to.dative} schválit {_for_period(matter, 'na období')} dle předloženého návrhu"
    return Resolution(body.name, _numbered([text]))


def document_name(matter: Matter, language: str) -> str:
    """Return what the submitted document is called: the plan, its yearly report, or the card of a measure."""
    if matter.kind == "plan":
        return matter.title
    if matter.kind == "monitoring_report":
        if language == "en":
            return f"Monitoring report on “{matter.title}” for {matter.year}"
        return f"Monitorovací zpráva o plnění {genitive(matter.title)} za rok {matter.year}"
    if language == "en":
        return f"Measure {matter.measure_number} “{matter.measure_title}”"
    return f"Opatření č. {matter.measure_number} „{matter.measure_title}“"


def _takes_ze(ordinal: int) -> bool:
    """Whether the spoken ordinal begins with s-, š- or a cluster that "z" cannot precede (ze 4., ze 7.)."""
    lead = ordinal if ordinal < 20 else ordinal // 10 * 10 if ordinal < 100 else 100
    return lead in {3, 4, 6, 7, 14, 16, 17, 30, 40, 60, 70, 100}


def from_session(ordinal: str, body: OfficialBody) -> str:
    """Return "z 12. zasedání Zastupitelstva obce Bělá", "ze 4. schůze Rady města Hlučína".

    `ordinal` is the number of the session as people wrote it; what is no whole number is printed as given.
    """
    noun = "zasedání" if body.kind == "assembly" else "schůze"
    number = ordinal.strip().rstrip(".")
    if not number:
        return f"ze {noun} {body.genitive}"
    if not number.isdecimal():
        return f"ze {noun} č. {ordinal.strip()} {body.genitive}"
    return f"{'ze' if _takes_ze(int(number)) else 'z'} {number}. {noun} {body.genitive}"
