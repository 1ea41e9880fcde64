"""Rebuilds the frozen text of any document from the plain data that a version or a change of a text keeps."""

from collections.abc import Callable, Mapping
from typing import Any

from workflow_app.models.action_plan_content import ActionPlanContent, action_plan_from_json
from workflow_app.models.content import (
    IntentContent,
    MeasureChangeContent,
    PlanContent,
    ReportContent,
    intent_from_json,
    measure_change_from_json,
    plan_from_json,
    report_from_json,
)

Content = PlanContent | MeasureChangeContent | ReportContent | IntentContent | ActionPlanContent
_READ: Mapping[str, Callable[[dict[str, Any]], Content]] = {
    "plan": plan_from_json,
    "measure": measure_change_from_json,
    "monitoring_report": report_from_json,
    "intent": intent_from_json,
    "action_plan": action_plan_from_json,
}


def read_content(kind: str, data: dict[str, Any]) -> Content:
    """Return the content of a document of this kind. Raises KeyError for an unknown kind."""
    return _READ[kind](data)
