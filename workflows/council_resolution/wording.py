"""The exact wording of resolutions: who decides, with which verb, about what (domain § 4.8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workflows.common.declension import dative, genitive
from workflows.common.yearly_plan import full_name

BodyKind = Literal["assembly", "board"]
MatterKind = Literal["intent", "plan", "monitoring_report", "measure", "action_plan"]
MeasureAct = Literal["new", "change", "close"]

_NUMERALS = {  # as the body is used to number the points of a resolution
    "roman": ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII."),
    "letters": ("a)", "b)", "c)", "d)", "e)", "f)", "g)", "h)"),
    "none": ("",) * 8,
}
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
    numerals: str = "roman"  # of the points of its resolutions: roman (I.) | letters (a) | none
    stands_in: str = ""  # assembly | mayor: decides here because the municipality has no board

    def of(self, language: str) -> str:
        """Return the body as the one whose session it is: the genitive in Czech, the name in English."""
        return self.name if language == "en" else self.genitive


@dataclass(frozen=True, slots=True)
class Matter:
    """What is decided about. `title` is the plan's; the report and the measure refer to the plan by it."""

    kind: MatterKind
    title: str
    period: str  # "2027–2030"
    year: int | None = None  # of a monitoring report or an action plan
    takes_note: bool = False  # the route asks only to take note of a report
    has_comments: bool = False  # a settlement of public comments is enclosed
    measure_act: MeasureAct = "change"
    measure_number: str = ""
    measure_title: str = ""
    reason: str = ""
    naming: str = ""  # of an action plan: what the area calls it
    territory: str = ""  # of an intent, as it follows "na území": "Hlučínska"
    part: str = ""  # goals_and_measures: only that part of a plan is decided about


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


def in_place_of_board(body: OfficialBody, stands_in: str | None) -> OfficialBody:
    """Return the assembly `body` as who decides where no board is elected (§ 99 of act 128/2000 Sb.).

    That is the assembly itself, or the mayor, who has the powers of the board then (§ 102 (4) of the same act).
    """
    if stands_in != "mayor":
        return replace(body, stands_in=stands_in or "")
    of_municipality = body.name.partition(" ")[2]  # "Zastupitelstvo" + "obce Bělá"
    return replace(
        body,
        name=f"Starosta/starostka {of_municipality}",
        genitive=f"starosty/starostky {of_municipality}",
        dative=f"starostovi/starostce {of_municipality}",
        stands_in="mayor",
    )


def _opening(body: OfficialBody, language: str) -> str:
    """Who resolves; that it is in place of a board is said with the law, since people will ask."""
    if not body.stands_in:
        return body.name
    if language == "en":
        law = "no board is elected, § 102 (4) of act 128/2000 Sb." if body.stands_in == "mayor" else ""
        return f"{body.name} (in place of the board{f'; {law}' if law else ', which is not elected'})"
    law = ", § 102 odst. 4 zákona č. 128/2000 Sb." if body.stands_in == "mayor" else ""
    return f"{body.name} (místo rady, která se v obci nevolí{law})"


def past_verb(verdict: str, kind: BodyKind, language: str = "cs") -> str:
    """Return what the body did, in its gender: "schválilo" (assembly), "schválila" (board).

    Raises KeyError for a verdict that is no decision (for example not_adopted).
    """
    if language == "en":
        return _PAST_ENGLISH[verdict]
    return _PAST[verdict][0 if kind == "assembly" else 1]


def _for_period(matter: Matter, phrase: str) -> str:
    """The plan or its part. The period is said once: many titles already end with it."""
    title = f"Cíle a opatření {genitive(matter.title)}" if matter.part else matter.title
    return title if matter.period in title else f"{title} {phrase} {matter.period}"


def _intent(body: OfficialBody, matter: Matter, language: str) -> str:
    """The municipality is called as in the name of its assembly: "Zastupitelstvo" + "obce Bělá"."""
    if language == "en":
        return (
            "approves that the municipality join the common planning of social services in the territory of "
            f"{matter.territory} and entrusts the mayor with signing the agreement on cooperation"
        )
    return (
        f"schvaluje zapojení {body.name.partition(' ')[2]} do společného plánování sociálních služeb na území "
        f"{matter.territory} a pověřuje starostu/starostku podpisem smlouvy o spolupráci"
    )


def _action_plan(matter: Matter, language: str) -> str:
    """The name is the same in the nominative and in the accusative."""
    return full_name(matter.naming, matter.title, matter.year or 0).pick(language)


def _main_point_cs(matter: Matter) -> str:
    if matter.kind == "plan":
        return f"schvaluje {_for_period(matter, 'na období')} dle přílohy č. 1 tohoto usnesení"
    if matter.kind == "monitoring_report":
        report = f"Monitorovací zprávu o plnění {genitive(matter.title)} za rok {matter.year}"
        return f"schvaluje {report} dle přílohy č. 1"
    if matter.kind == "action_plan":
        return f"schvaluje {_action_plan(matter, 'cs')} dle přílohy č. 1"
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
        part = "the goals and measures of " if matter.part else ""
        return f"approves {part}{title}{period} as in annex 1 to this resolution"
    if matter.kind == "monitoring_report":
        return f"approves the monitoring report on {title} for {matter.year} as in annex 1"
    if matter.kind == "action_plan":
        return f"approves the {_action_plan(matter, 'en')} as in annex 1"
    measure = f"measure {matter.measure_number} “{matter.measure_title}”"
    if matter.measure_act == "new":
        return f"approves adding the new {measure} to {title} as in annex 1"
    if matter.measure_act == "close":
        return f"approves removing {measure} from {title} because: {matter.reason}"
    return f"approves the change of {measure} of {title} as in annex 1"


def _main_point(matter: Matter, language: str) -> str:
    """What is resolved, in the accusative after "schvaluje", "bere na vědomí" alike."""
    if language == "en":
        main = _main_point_en(matter)
        return main.replace("approves", "takes note of", 1) if matter.takes_note else main
    main = _main_point_cs(matter)
    return main.replace("schvaluje", "bere na vědomí", 1) if matter.takes_note else main


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


def _numbered(texts: Sequence[str], numerals: str = "roman") -> tuple[Point, ...]:
    """Points end with a comma, the last one with a full stop; a single point has no numeral."""
    if len(texts) == 1:
        return (Point("", f"{texts[0]}."),)
    ends = [","] * (len(texts) - 1) + ["."]
    return tuple(
        Point(numeral, f"{text}{'' if text.endswith('.') else end}")
        for numeral, text, end in zip(_NUMERALS[numerals], texts, ends, strict=False)
    )


def draft_resolution(
    body: OfficialBody, matter: Matter, language: str, tasks: Sequence[Task] = ()
) -> Resolution:
    """Return the draft resolution of `body` on `matter`; names of bodies stay Czech in English, too.

    A plan and a measure come with the explanatory memorandum as point I, a report, an action plan and an intent
    only with their own point.
    """
    if matter.kind == "intent":
        return Resolution(_opening(body, language), _numbered([_intent(body, matter, language)]))
    main = _main_point(matter, language)
    noted = [] if matter.kind in ("monitoring_report", "action_plan") else [_noted_point(matter, language)]
    points = _numbered([*noted, main, *(_task_point(task, language) for task in tasks)], body.numerals)
    who = _opening(body, language)
    considered = f"{who}, having considered the matter," if language == "en" else f"{who} po projednání"
    return Resolution(considered if len(points) > 1 else who, points)


def draft_recommendation(body: OfficialBody, to: OfficialBody, matter: Matter, language: str) -> Resolution:
    """Return the draft by which a board recommends a plan to the assembly of the same municipality."""
    if language == "en":
        what = (
            f"the {_action_plan(matter, language)}" if matter.kind == "action_plan" else f"“{matter.title}”"
        )
        text = f"recommends that {to.name} approve {what} as submitted"
    else:
        what = (
            _action_plan(matter, language)
            if matter.kind == "action_plan"
            else _for_period(matter, "na období")
        )
        text = f"doporučuje {to.dative} schválit {what} dle předloženého návrhu"
    return Resolution(_opening(body, language), _numbered([text]))


def document_name(matter: Matter, language: str) -> str:
    """Return what the submitted document is called: the plan, its yearly report, or the card of a measure."""
    if matter.kind in ("plan", "intent"):
        return matter.title
    if matter.kind == "action_plan":
        return _action_plan(matter, language)
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
