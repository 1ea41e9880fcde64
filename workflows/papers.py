"""Which Word documents exist: the template of each and the dataclass that fills it."""

from collections.abc import Mapping

from workflows.action_plan.papers import ActionPlanPaper
from workflows.common.certificate import AdoptionCertificatePaper
from workflows.council_resolution.annexes import AnnexListPaper
from workflows.council_resolution.comparison import ComparisonPaper
from workflows.council_resolution.papers import (
    CoverLetterPaper,
    DraftResolutionPaper,
    ExplanatoryMemorandumPaper,
    ResolutionExtractPaper,
)
from workflows.intent.papers import IntentPaper
from workflows.measure.papers import MeasureCardPaper
from workflows.monitoring_report.papers import MonitoringReportPaper
from workflows.plan.papers import PlanPaper

PAPERS: Mapping[str, type] = {
    "intent/intent": IntentPaper,
    "plan/plan": PlanPaper,
    "plan/adoption_certificate": AdoptionCertificatePaper,
    "action_plan/action_plan": ActionPlanPaper,
    "measure/measure_card": MeasureCardPaper,
    "monitoring_report/monitoring_report": MonitoringReportPaper,
    "council_resolution/cover_letter": CoverLetterPaper,
    "council_resolution/explanatory_memorandum": ExplanatoryMemorandumPaper,
    "council_resolution/draft_resolution": DraftResolutionPaper,
    "council_resolution/comparison": ComparisonPaper,
    "council_resolution/annex_list": AnnexListPaper,
    "council_resolution/resolution_extract": ResolutionExtractPaper,
}
