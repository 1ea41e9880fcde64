"""One filled context for every Word template, in both languages."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tests.workflows.action_plan.sample import action_plan_paper
from tests.workflows.intent.sample import intent_paper
from tests.workflows.sample_content import AREA, GROUPS, HOME_CARE, NAMES, PLAN, REPORT, TITLE
from tests.workflows.sample_frame import SHA256, decisions, footer, letterhead
from workflow_app.documents.paper import Listed
from workflow_app.models.content import MeasureChangeContent
from workflows.common.certificate import AdoptionCertificatePaper
from workflows.common.compare_versions import compare
from workflows.common.figures import day
from workflows.common.paper import Addressee, Fact
from workflows.council_resolution.annexes import AnnexListPaper, annex_rows
from workflows.council_resolution.comparison import ComparisonPaper, compared_sections, summary_of
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
from workflows.plan.papers import PlanPaper, measures_of, plan_text

# The plan one version earlier: other words, another sum, one measure less and one more.
EARLIER_PLAN = dataclasses.replace(
    PLAN,
    chapters=(
        dataclasses.replace(
            PLAN.chapters[0], text=PLAN.chapters[0].text.replace("a", "e", 1) + "\n\nVypuštěno."
        ),
        *PLAN.chapters[1:],
    ),
    goals=(
        dataclasses.replace(
            PLAN.goals[0],
            priorities=(
                dataclasses.replace(
                    PLAN.goals[0].priorities[0],
                    measures=(
                        dataclasses.replace(
                            PLAN.goals[0].priorities[0].measures[0],
                            capacity="Celkem 6,0 úvazku",
                            costs=PLAN.goals[0].priorities[0].measures[0].costs[1:],
                            urgency="low",
                        ),
                    ),
                ),
            ),
        ),
        *PLAN.goals[1:],
    ),
)
TEMPLATES = Path(__file__).parents[2] / "docx_templates"
FORMERS = {("goal", "1"): ("2",), ("priority", "1.1"): ("2.3",), ("measure", "1.1.1"): ("2.3.1", "4.1.2")}
BELA = OfficialBody(
    "assembly", "Zastupitelstvo obce Bělá", "Zastupitelstva obce Bělá", "Zastupitelstvu obce Bělá"
)
PLAN_MATTER = Matter("plan", TITLE, "2027–2030", has_comments=True)
EXTRACT_TASK = Task(
    "obecnímu úřadu", "zaslat výpis z tohoto usnesení koordinátorce plánu", "starosta obce", "do 15 dnů"
)


def plan_paper(language: str) -> PlanPaper:
    """The whole plan."""
    return PlanPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        title=TITLE,
        period="2027–2030",
        state="Schválený plán" if language == "cs" else "Adopted plan",
        owner="Město Hlučín, IČO 00300063" if language == "cs" else "Town of Hlučín, IČO 00300063",
        runner="Centrum komunitní práce Hlučínsko, z. ú.",
        decisions=decisions(language),
        plan=plan_text(PLAN, NAMES, language, FORMERS),
    )


def certificate_paper(language: str) -> AdoptionCertificatePaper:
    """The certificate after the last council."""
    return AdoptionCertificatePaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        document_title=TITLE,
        period="2027–2030",
        owner="Město Hlučín, IČO 00300063" if language == "cs" else "Town of Hlučín, IČO 00300063",
        version="3",
        scope=(
            "Usnesení se vztahují k verzi 3, jejíž znění určuje úplný otisk uvedený níže."
            if language == "cs"
            else "The resolutions refer to version 3, whose text is fixed by the full fingerprint below."
        ),
        changes=(),
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
    return measure_change_paper(
        content, letterhead(language), footer(TITLE), "Návrh změny", NAMES, language, ["4.1.2"]
    )


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
        standing=(
            "Bělá: 670 obyvatel, tedy 1,7 % z 40 265 obyvatel území.",
            "Opatření v dokumentu: 6; obce se týká 4, jmenovitě je uvedena u 1.",
        ),
        impact=impact_rows(ours, NAMES, language),
        impact_total=impact_total,
        impact_municipal=impact_municipal,
        duties=("Projednat dokument a přijmout usnesení do 30. 9. 2027.",),
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
        number_example="7/12/2027",
        opening=resolution.opening,
        points=resolution.points,
        enclosures=(TITLE,),
    )


def comparison_paper(language: str) -> ComparisonPaper:
    """What has changed in the plan since the version before."""
    differences = compare(EARLIER_PLAN, PLAN)
    return ComparisonPaper(
        letterhead=letterhead(language),
        footer=footer(TITLE),
        document_title=TITLE,
        before="verze 2 ze dne 4. 3. 2027",
        after="verze 3, která se předkládá",
        summary=summary_of(differences, language),
        sections=compared_sections(differences, NAMES, language),
    )


def annex_list_paper(language: str) -> AnnexListPaper:
    """What the packet of Bělá holds."""
    files = [
        Listed("cover_letter", "1 Průvodní dopis.docx", 31_800, SHA256),
        Listed("plan", "4 Příloha č. 1.docx", 1_482_000, SHA256[::-1]),
        Listed("comparison", "5 Příloha č. 2 – Srovnání s předchozím zněním.docx", 88_000, SHA256),
    ]
    return AnnexListPaper(
        letterhead(language), footer(TITLE), BELA.of(language), TITLE, annex_rows(files, language)
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
    "intent/intent": intent_paper,
    "plan/plan": plan_paper,
    "plan/adoption_certificate": certificate_paper,
    "action_plan/action_plan": action_plan_paper,
    "measure/measure_card": measure_paper,
    "monitoring_report/monitoring_report": report_paper,
    "council_resolution/cover_letter": cover_letter_paper,
    "council_resolution/explanatory_memorandum": memorandum_paper,
    "council_resolution/draft_resolution": draft_paper,
    "council_resolution/comparison": comparison_paper,
    "council_resolution/annex_list": annex_list_paper,
    "council_resolution/resolution_extract": extract_paper,
}
