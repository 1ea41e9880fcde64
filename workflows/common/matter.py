"""What a notice is about: the document in the cases that sentences need, its version, its deadline, who signs."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflow_app.models.action_plan import ActionPlan
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.intent import Intent
from workflow_app.models.measure import MeasureChange
from workflow_app.models.monitoring_report import MonitoringReport
from workflow_app.models.plan import Plan
from workflow_app.models.user import User
from workflow_app.models.version import Version
from workflows.common.declension import dative, genitive
from workflows.common.figures import day
from workflows.common.labels import NAMINGS
from workflows.common.yearly_plan import full_name, state_in_year

Context = Mapping[str, Text | str | int]


@dataclass(frozen=True, slots=True)
class Matter:
    """A document: its full name, and its short name in the nominative, genitive, accusative and as "k(e) …"."""

    document: Text
    nominative: Text
    genitive: Text
    dative: Text  # with its preposition: "ke komunitnímu plánu", "on the community plan"
    accusative: Text


def matter_of(step: RecordedStep) -> Matter:
    """Return what the process (or the round it belongs to) is about."""
    kinds = {
        "intent": _intent,
        "plan": _plan,
        "action_plan": _action_plan,
        "measure": _measure,
        "monitoring_report": _report,
    }
    return kinds[step.process.subject_kind](step)


def _plan(step: RecordedStep) -> Matter:
    title = step.tx.session.get_one(Plan, step.process.subject_id).title
    english = "the community plan"
    return Matter(
        document=Text(title, title),
        nominative=Text("komunitní plán", english),
        genitive=Text("komunitního plánu", english),
        dative=Text("ke komunitnímu plánu", f"on {english}"),
        accusative=Text("komunitní plán", english),
    )


def _report(step: RecordedStep) -> Matter:
    report = step.tx.session.get_one(MonitoringReport, step.process.subject_id)
    title = step.tx.session.get_one(Plan, report.plan_id).title
    end, english = f"za rok {report.year}", f"the monitoring report for {report.year}"
    return Matter(
        document=Text(
            f"Monitorovací zpráva o plnění {genitive(title)} {end}",
            f"Monitoring report on “{title}” for {report.year}",
        ),
        nominative=Text(f"monitorovací zpráva {end}", english),
        genitive=Text(f"monitorovací zprávy {end}", english),
        dative=Text(f"k monitorovací zprávě {end}", f"on {english}"),
        accusative=Text(f"monitorovací zprávu {end}", english),
    )


def _action_plan(step: RecordedStep) -> Matter:
    row = step.tx.session.get_one(ActionPlan, step.process.subject_id)
    title = step.tx.session.get_one(Plan, row.plan_id).title
    word, end = NAMINGS[row.naming].cs.lower(), f"na rok {row.year}"
    english = f"the {NAMINGS[row.naming].en.lower()} for {row.year}"
    return Matter(
        document=full_name(row.naming, title, row.year),
        nominative=Text(f"{word} {end}", english),
        genitive=Text(f"{genitive(word)} {end}", english),
        dative=Text(f"k {dative(word)} {end}", f"on {english}"),
        accusative=Text(f"{word} {end}", english),
    )


def _measure(step: RecordedStep) -> Matter:
    change = step.tx.session.get_one(MeasureChange, step.process.subject_id)
    numbered = f"č. {change.number} " if change.number else ""
    number = f"{change.number} " if change.number else ""
    name, name_en = f"{numbered}„{change.title}“", f"{number}“{change.title}”"
    document = Text(f"Opatření {name}", f"Measure {name_en}")
    if _is_new(step, change):
        english = f"the new measure {name_en}"
        return Matter(
            document=document,
            nominative=Text(f"nové opatření {name}", english),
            genitive=Text(f"nového opatření {name}", english),
            dative=Text(f"k novému opatření {name}", f"on {english}"),
            accusative=Text(f"nové opatření {name}", english),
        )
    english = f"the change of measure {name_en}"
    return Matter(
        document=document,
        nominative=Text(f"změna opatření {name}", english),
        genitive=Text(f"změny opatření {name}", english),
        dative=Text(f"ke změně opatření {name}", f"on {english}"),
        accusative=Text(f"změnu opatření {name}", english),
    )


def _intent(step: RecordedStep) -> Matter:
    intent = step.tx.session.get_one(Intent, step.process.subject_id)
    english = "the intent to plan together"
    return Matter(
        document=Text(intent.title, intent.title),
        nominative=Text("záměr společného plánování", english),
        genitive=Text("záměru společného plánování", english),
        dative=Text("k záměru společného plánování", f"on {english}"),
        accusative=Text("záměr společného plánování", english),
    )


def _is_new(step: RecordedStep, change: MeasureChange) -> bool:
    """A measure that was accepted is in the plan, but it was new when the councils had it before them."""
    if step.process.version_id is None:
        return change.measure_id is None
    before = select(Version.content["before"].astext).where(Version.id == step.process.version_id)
    return step.tx.session.execute(before).scalar_one() is None


def about(step: RecordedStep) -> dict[str, Text | str | int]:
    """Return what every text may say: document, where it stands, until when, who acted and why, who signs.

    `by` and `in_time` are the deadline as it ends a subject (" – do 15. 12. 2026") and a sentence
    (", nejpozději do 15. 12. 2026"); both are empty when nobody is waited for, or when the deadline has passed.
    """
    matter, area = matter_of(step), step.tx.session.get_one(Area, step.process.area_id)
    until = _until(step)
    late = step.process.due_at is not None and step.process.due_at < step.tx.now
    return {
        "document": matter.document,
        "nominative": matter.nominative,
        "genitive": matter.genitive,
        "dative": matter.dative,
        "accusative": matter.accusative,
        "head": _head(step, Text.of(area.name)),
        "by": _around(until, Text(" – do ", " – by ")) if not late else "",
        "in_time": _around(until, Text(", nejpozději do ", ", by ")) if not late else "",
        "late": "yes" if late else "",
        "actor": _actor_name(step),
        "body": _body_name(step, step.body_id),
        "reason": str(step.payload.get("reason") or step.payload.get("comment") or "").strip(),
        "coordinator": str(area.coordinator.get("name", "")),
        "coordinator_role": str(area.coordinator.get("role", "")),
        "coordinator_phone": str(area.coordinator.get("phone", "")),
    }


def _until(step: RecordedStep) -> Text | None:
    if step.process.due_at is None or not step.is_current:
        return None
    due = prague_day(step.process.due_at)
    return Text(day(due, "cs"), day(due, "en"))


def _around(until: Text | None, before: Text) -> Text | str:
    return Text(before.cs + until.cs, before.en + until.en) if until else ""


def _head(step: RecordedStep, area: Text) -> Text:
    """The line below the document's name, as on the page and in print: area, state, version."""
    state, version = _state(step), _version_number(step)
    czech, english = [area.cs, state.cs], [area.en, state.en]
    if version:
        czech, english = [*czech, f"verze {version}"], [*english, f"version {version}"]
    return Text(" · ".join(czech), " · ".join(english))


def _state(step: RecordedStep) -> Text:
    """Return where the step led; an action plan that is approved before its year says from when it holds."""
    mine = (ActionPlan.id == step.process.subject_id) & (step.process.subject_kind == "action_plan")
    year = step.tx.session.execute(select(ActionPlan.year).where(mine)).scalar()
    return state_in_year(step.definition.states[step.to_state], year, prague_day(step.at))[0]


def _version_number(step: RecordedStep) -> str:
    number = select(Version.number).where(Version.id == step.process.version_id)
    return str(step.tx.session.execute(number).scalar() or "")


def _actor_name(step: RecordedStep) -> str:
    name = select(User.name).where(User.id == step.actor_id)
    return step.tx.session.execute(name).scalar() or ""


def _body_name(step: RecordedStep, body_id: int | None) -> Text | str:
    row = step.tx.session.execute(select(Body.name, Body.name_en).where(Body.id == body_id)).first()
    return Text(row.name, row.name_en) if row else ""
