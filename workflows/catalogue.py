"""Which processes exist; brings their definitions and their Python parts together."""

from functools import cache
from pathlib import Path

from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.engine.lint import lint
from workflow_app.engine.loader import DefinitionError, load_definition
from workflow_app.engine.registry import Parts, parts_of
from workflows.action_plan import documents as action_plan_documents
from workflows.action_plan import effects as action_plan_effects
from workflows.action_plan import guards as action_plan_guards
from workflows.action_plan import notices as action_plan_notices
from workflows.action_plan import payloads as action_plan_payloads
from workflows.common import effects as common_effects
from workflows.common import guards as common_guards
from workflows.common import notices as common_notices
from workflows.common import payloads as common_payloads
from workflows.council_resolution import documents as resolution_documents
from workflows.council_resolution import effects as resolution_effects
from workflows.council_resolution import guards as resolution_guards
from workflows.council_resolution import notices as resolution_notices
from workflows.council_resolution import payloads as resolution_payloads
from workflows.intent import documents as intent_documents
from workflows.intent import effects as intent_effects
from workflows.intent import guards as intent_guards
from workflows.intent import notices as intent_notices
from workflows.intent import payloads as intent_payloads
from workflows.measure import documents as measure_documents
from workflows.measure import effects as measure_effects
from workflows.measure import guards as measure_guards
from workflows.measure import notices as measure_notices
from workflows.measure import payloads as measure_payloads
from workflows.monitoring_report import documents as report_documents
from workflows.monitoring_report import effects as report_effects
from workflows.monitoring_report import guards as report_guards
from workflows.monitoring_report import notices as report_notices
from workflows.monitoring_report import payloads as report_payloads
from workflows.plan import documents as plan_documents
from workflows.plan import effects as plan_effects
from workflows.plan import guards as plan_guards
from workflows.plan import notices as plan_notices
from workflows.plan import payloads as plan_payloads

FOLDER = Path(__file__).parent

COMMON = {
    "guards": common_guards,
    "effects": common_effects,
    "notices": common_notices,
    "payloads": common_payloads,
}
OWN = {
    "intent": {
        "guards": intent_guards,
        "effects": intent_effects,
        "documents": intent_documents,
        "notices": intent_notices,
        "payloads": intent_payloads,
    },
    "plan": {
        "guards": plan_guards,
        "effects": plan_effects,
        "documents": plan_documents,
        "notices": plan_notices,
        "payloads": plan_payloads,
    },
    "measure": {
        "guards": measure_guards,
        "effects": measure_effects,
        "documents": measure_documents,
        "notices": measure_notices,
        "payloads": measure_payloads,
    },
    "monitoring_report": {
        "guards": report_guards,
        "effects": report_effects,
        "documents": report_documents,
        "notices": report_notices,
        "payloads": report_payloads,
    },
    "action_plan": {
        "guards": action_plan_guards,
        "effects": action_plan_effects,
        "documents": action_plan_documents,
        "notices": action_plan_notices,
        "payloads": action_plan_payloads,
    },
    "council_resolution": {
        "guards": resolution_guards,
        "effects": resolution_effects,
        "documents": resolution_documents,
        "notices": resolution_notices,
        "payloads": resolution_payloads,
    },
}


def common_parts() -> Parts:
    """Return the parts that every process may name."""
    return parts_of(COMMON, {})


def process_parts() -> dict[str, Parts]:
    """Return the Python parts of every process, the common ones included."""
    return {process: parts_of(modules, COMMON) for process, modules in OWN.items()}


def load_definitions() -> list[Definition]:
    """Read every version of every process. Raises DefinitionError."""
    return [
        load_definition(path)
        for process in OWN
        for path in sorted((FOLDER / process).glob("definition.v*.yaml"))
    ]


@cache
def load_catalogue() -> Catalogue:
    """Read, check and compile all processes, once in a program's life. Raises DefinitionError with every fault."""
    definitions, parts = load_definitions(), process_parts()
    faults = [fault for item in definitions for fault in lint(item, parts, set(OWN))]
    if faults:
        raise DefinitionError("\n".join(faults))
    return Catalogue.build(definitions, parts)
