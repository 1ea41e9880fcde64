"""One filled context for every Word template, in both languages."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tests.workflows.sample_content import AREA, GROUPS, HOME_CARE, NAMES, PLAN, REPORT, TITLE
from workflow_app.models.content import MeasureChangeContent
from workflows.common.figures import day
from workflows.common.labels import VERDICTS, label
from workflows.common.paper import Addressee, DecisionRow, Fact, Footer, Letterhead
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
from workflows.council_resolution.wording import Matter, OfficialBody, Task, document_name, draft_resolution
from workflows.measure.papers import measure_change_paper
from workflows.monitoring_report.papers import MonitoringReportPaper, report_summary, result_sheets
from workflows.plan.papers import AdoptionCertificatePaper, PlanPaper, measures_of, plan_text

TEMPLATES = Path(__file__).parents[2] / "docx_templates"
SHA256 = "3f7a9c0b52d84e61a7f0c9d3b1e58a64207b9fd3c6e14a8850bd92f7e1c3a6d4"
BELA = OfficialBody(
    "assembly", "Zastupitelstvo obce Bělá", "Zastupitelstva obce Bělá", "Zastupitelstvu obce Bělá"
)
PLAN_MATTER = Matter("plan", TITLE, "2027–2030", has_comments=True)
EXTRACT_TASK = Task(
    "obecnímu úřadu", "zaslat výpis z tohoto usnesení koordinátorce plánu", "starosta obce", "do 15 dnů"
)


def letterhead(language: str) -> Letterhead:
    """The lead town's head of a letter."""
    return Letterhead(
        area=AREA,
        sender="Město Hlučín",
        body="Odbor sociálních věcí",
        address=("Mírové náměstí 24/23", "748 01 Hlučín"),
        reference_number="HLUC/12345/2027/OSV",
        handled_by="Mgr. Jana Koordinátorová",
        phone="595 020 200",
        email="jana.koordinatorova@example.cz",
        place="Hlučín",
        date=day(date(2027, 6, 8), language),
    )


def footer(document: str) -> Footer:
    """Foot of version 3."""
    return Footer(document, "3", SHA256[:12])


def decisions(language: str) -> tuple[DecisionRow, ...]:
    """All fifteen bodies; the last one has not decided yet."""
    kinds = {"Hlučín": "města Hlučína", "Dolní Benešov": "města Dolní Benešov"}
    return tuple(
        DecisionRow(
            name,
            f"Zastupitelstvo {kinds.get(name, f'obce {name}')}",
            f"{place % 9 + 3}.",
            day(date(2027, 6, place + 8), language),
            f"{place + 4}/{place % 9 + 3}/2027",
            label(VERDICTS, "noted" if place == 7 else "approved", language),
            "3",
            SHA256[:12],
        )
        for place, name in enumerate(NAMES.values())
    )


def plan_paper(language: str) -> PlanPaper:
    """The whole plan."""
    return PlanPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        title=TITLE,
        period="2027–2030",
        state="Schválený plán" if language == "cs" else "Adopted plan",
        runner="Centrum komunitní práce Hlučínsko, z. ú.",
        decisions=decisions(language),
        plan=plan_text(PLAN, NAMES, language),
    )


def certificate_paper(language: str) -> AdoptionCertificatePaper:
    """The certificate after the last council."""
    return AdoptionCertificatePaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        document_title=TITLE,
        period="2027–2030",
        version="3",
        hash_sha256=SHA256,
        in_force_from=day(date(2027, 7, 1), language),
        rule="Plán platí, když jej schválí nebo vezmou na vědomí všechny zapojené obce.",
        summary="14 z 15 obcí schválilo, 1 vzala na vědomí.",
        decisions=decisions(language),
        signatory_name="Ing. Petr Starostný",
        signatory_office="předseda řídicí skupiny",
    )


def measure_paper(language: str) -> object:
    """A change of one measure."""
    after = dataclasses.replace(
        HOME_CARE, capacity="Od roku 2029 celkem 10,0 úvazku", urgency="medium", risks=""
    )
    content = MeasureChangeContent(
        TITLE, 2027, 2030, AREA, "Kraj od roku 2029 navyšuje podporu terénních služeb.", HOME_CARE, after
    )
    return measure_change_paper(content, letterhead(language), footer(TITLE), "Návrh změny", NAMES, language)


def report_paper(language: str) -> MonitoringReportPaper:
    """The report on 2027."""
    return MonitoringReportPaper(
        letterhead=letterhead(language),
        footer=footer(
            document_name(dataclasses.replace(PLAN_MATTER, kind="monitoring_report", year=2027), language)
        ),
        plan_title=TITLE,
        period="2027–2030",
        year="2027",
        state="Návrh k projednání" if language == "cs" else "Draft to be considered",
        introduction=REPORT.introduction,
        conclusion=REPORT.conclusion,
        summary=report_summary(REPORT, GROUPS, language),
        results=result_sheets(REPORT, language),
        decisions=decisions(language)[:2],
    )


def cover_letter_paper(language: str) -> CoverLetterPaper:
    """The letter to Bělá."""
    return CoverLetterPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        addressee=Addressee(("Obec Bělá", "Mgr. Karel Bělský, starosta", "Hlavní 1", "747 23 Bělá")),
        kind="plan",
        subject=f"Žádost o projednání dokumentu „{TITLE}“",
        salutation="Vážený pane starosto," if language == "cs" else "Dear Mr Mayor,",
        body_of=BELA.of(language),
        document_title=TITLE,
        asks_to_note="",
        earlier_decision=(
            f"Zastupitelstvo města Hlučína plán schválilo dne {day(date(2027, 6, 15), 'cs')} "
            "usnesením č. 11/3/2027."
        ),
        deadline=day(date(2027, 9, 30), language),
        link="https://plan.example.cz/council/512974",
        enclosures=(TITLE, "Důvodová zpráva", "Návrh usnesení"),
        signatory_name="Mgr. Jana Koordinátorová",
        signatory_office="koordinátorka komunitního plánování",
    )


def memorandum_paper(language: str) -> ExplanatoryMemorandumPaper:
    """What the plan means for Bělá."""
    ours = measures_for(measures_of(PLAN), "512974")
    impact_total, impact_municipal = impact_sums(ours, language)
    return ExplanatoryMemorandumPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        kind="plan",
        municipality="Bělá",
        body_name=BELA.name,
        body_of=BELA.of(language),
        document_title=TITLE,
        plan_title=TITLE,
        period="2027–2030",
        head=(
            Fact("Předkladatel", "Mgr. Karel Bělský, starosta"),
            Fact("Zpracovatel", "Mgr. Jana Koordinátorová, koordinátorka"),
            Fact("Projednáno", "řídicí skupina dne 3. 6. 2027"),
        ),
        preparation="Plán vznikl na 21 jednáních tří skupin.\n\nVeřejnost podala 14 připomínek.",
        priorities=tuple(f"Cíl {goal.number} – {goal.title}" for goal in PLAN.goals),
        reason="",
        asks_to_note="",
        impact=impact_rows(ours, NAMES, language),
        impact_total=impact_total,
        impact_municipal=impact_municipal,
        opinions=(
            "Řídicí skupina plán dne 3. 6. 2027 odsouhlasila a doporučuje jej ke schválení orgánům obcí.",
        ),
        enclosures=(TITLE, "Návrh usnesení"),
    )


def draft_paper(language: str) -> DraftResolutionPaper:
    """The wording for Bělá."""
    resolution = draft_resolution(BELA, PLAN_MATTER, language, [EXTRACT_TASK])
    return DraftResolutionPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        body_name=BELA.name,
        body_of=BELA.of(language),
        document_title=TITLE,
        session="12",
        session_date=day(date(2027, 9, 14), language),
        opening=resolution.opening,
        points=resolution.points,
        enclosures=(TITLE,),
    )


def extract_paper(language: str) -> ResolutionExtractPaper:
    """What Bělá decided."""
    return ResolutionExtractPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        body_name=BELA.name,
        number="7/12/2027",
        origin=extract_origin("12", BELA, day(date(2027, 9, 14), language), language),
        document_title=TITLE,
        version="3",
        hash_sha256=SHA256,
        text=draft_resolution(BELA, PLAN_MATTER, language).as_text().replace("\n", "\n\n"),
        votes=votes_text(7, 0, 0, language),
        outcome=outcome_text(True, language),
        verified_by="Mgr. Karel Bělský",
        verified_office="starosta obce",
        verified_on=day(date(2027, 9, 20), language),
    )


SAMPLES: Mapping[str, Callable[[str], object]] = {
    "plan/plan": plan_paper,
    "plan/adoption_certificate": certificate_paper,
    "measure/measure_card": measure_paper,
    "monitoring_report/monitoring_report": report_paper,
    "council_resolution/cover_letter": cover_letter_paper,
    "council_resolution/explanatory_memorandum": memorandum_paper,
    "council_resolution/draft_resolution": draft_paper,
    "council_resolution/resolution_extract": extract_paper,
}
