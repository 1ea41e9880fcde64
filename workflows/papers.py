"""Which Word documents exist: the template of each and the dataclass that fills it."""

from collections.abc import Mapping

from workflows.council_resolution.papers import (
    CoverLetterPaper,
    DraftResolutionPaper,
    ExplanatoryMemorandumPaper,
    ResolutionExtractPaper,
)
from workflows.measure.papers import MeasureCardPaper
from workflows.monitoring_report.papers import MonitoringReportPaper
from workflows.plan.papers import AdoptionCertificatePaper, PlanPaper

PAPERS: Mapping[str, type] = {
    "plan/plan": PlanPaper,
    "plan/adoption_certificate": AdoptionCertificatePaper,
    "measure/measure_card": MeasureCardPaper,
    "monitoring_report/monitoring_report": MonitoringReportPaper,
    "council_resolution/cover_letter": CoverLetterPaper,
    "council_resolution/explanatory_memorandum": ExplanatoryMemorandumPaper,
    "council_resolution/draft_resolution": DraftResolutionPaper,
    "council_resolution/resolution_extract": ResolutionExtractPaper,
}
