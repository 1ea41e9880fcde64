"""The certificate that every council has decided on one version: what it is made of, and how it is filled."""

from dataclasses import dataclass

from workflow_app.engine.join import StageCount, agreed_stages
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflows.common.change_words import changes_between
from workflows.common.join_rule import rule_in_words
from workflows.common.office import decisions_of, footer_of, frozen_text, letterhead_of, office_of
from workflows.common.paper import DecisionRow, Footer, Letterhead
from workflows.common.plan_owner import plan_owner_of

_SUMMARY = Text("{agreed} z {total} orgánů obcí rozhodlo souhlasně.", "{agreed} of {total} bodies agreed.")
_SCOPE = Text(
    "Usnesení se vztahují k verzi {version}, jejíž znění určuje úplný otisk uvedený níže.",
    "The resolutions refer to version {version}, whose text is fixed by the full fingerprint below.",
)
_SCOPE_OF_SEVERAL = Text(
    "U každého usnesení je verze, kterou měl orgán před sebou. Schváleno je znění verze {version}, "
    "které určuje úplný otisk uvedený níže.",
    "Beside each resolution stands the version that the body had before it. What is approved is the text of version "
    "{version}, which is fixed by the full fingerprint below.",
)
_CERTIFIED_BY = Text("koordinace komunitního plánování", "coordination of community planning")


@dataclass(frozen=True, slots=True)
class AdoptionCertificatePaper:
    """Context of docx_templates/plan/adoption_certificate: every body's resolution on one version."""

    letterhead: Letterhead
    footer: Footer
    document_title: str
    period: str
    owner: str  # whose the plan is, with the IČO
    version: str
    scope: str  # which versions the resolutions are about
    changes: tuple[str, ...]  # why resolutions on former versions stand, one sentence a change of the text
    hash_sha256: str
    in_force_from: str  # a date, "" while it is not in force
    rule: str  # the rule of joining in words
    summary: str  # "15 z 15 obcí schválilo."
    decisions: tuple[DecisionRow, ...]
    signatory_name: str
    signatory_office: str


def certificate_of(
    step: RecordedStep, *, document_title: str, period: str, in_force_from: str
) -> AdoptionCertificatePaper:
    """Return the certificate with the table of all resolutions on the version that the step's process is about."""
    text, office = frozen_text(step), office_of(step)
    stages, owner = agreed_stages(step.tx, step.process.id), plan_owner_of(step)
    decisions = decisions_of(step, stages)
    former = [number for row in decisions if (number := int(row.version)) != text.number]
    return AdoptionCertificatePaper(
        letterhead=letterhead_of(step, office),
        footer=footer_of(document_title, text),
        document_title=document_title,
        period=period,
        owner=owner.text(step.language) if owner else "",
        version=str(text.number),
        scope=(_SCOPE_OF_SEVERAL if former else _SCOPE).pick(step.language).format(version=text.number),
        changes=changes_between(step, min(former), text.number) if former else (),
        hash_sha256=text.sha256,
        in_force_from=in_force_from,
        rule=_rules(stages, step.language),
        summary=_summary(stages, step.language),
        decisions=decisions,
        signatory_name=office.coordinator["name"],
        signatory_office=office.coordinator["role"] or _CERTIFIED_BY.pick(step.language),
    )


def _rules(stages: list[StageCount], language: str) -> str:
    """Return the rules of the stages as the route has them: bodies that decided one after another are one stage."""
    bodies: dict[str, int] = {}
    for stage in stages:
        bodies[stage.rule.whole.key] = bodies.get(stage.rule.whole.key, 0) + stage.total
    rules = {stage.rule.whole.key: stage.rule.whole for stage in stages}
    return " ".join(rule_in_words(rule, bodies[key], language) for key, rule in rules.items())


def _summary(stages: list[StageCount], language: str) -> str:
    agreed, total = sum(stage.counted for stage in stages), sum(stage.total for stage in stages)
    return _SUMMARY.pick(language).format(agreed=agreed, total=total)
