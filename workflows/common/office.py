"""Facts that every printed document needs: the office that writes, names in print order, decisions of councils."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from workflow_app.engine.join import StageCount
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.clock import prague_day
from workflow_app.models.area import Area, AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.municipality import Municipality
from workflow_app.models.municipality_names import names_with_successors
from workflow_app.models.onboarding import Onboarding
from workflow_app.models.plan_owner import legal_name
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflows.common.figures import day
from workflows.common.labels import VERDICTS, label
from workflows.common.paper import DecisionRow, Footer, Letterhead

HASH_PREFIX = 12  # hexadecimal digits of the fingerprint that paper shows


@dataclass(frozen=True, slots=True)
class FrozenText:
    """The version that a document prints: its number, when it was frozen, fingerprint and content as plain JSON."""

    number: int
    at: datetime
    sha256: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes and where. `names` maps codes to names of municipalities, `groups` keys to names of groups."""

    area: Area
    sender: str
    names: Mapping[str, str]
    groups: Mapping[str, str]

    @property
    def coordinator(self) -> Mapping[str, Any]:
        """The coordinator as the area file gives it; a missing field is an empty text."""
        keys = ("name", "role", "department", "place", "phone", "email")
        return {**dict.fromkeys(keys, ""), "address": [], **self.area.coordinator}


def office_of(step: RecordedStep) -> Office:
    """Return the office of the step's area; municipalities stand in Czech order."""
    return step.together.once(("office", step.process.area_id), lambda: _office(step))


def _office(step: RecordedStep) -> Office:
    session, area_id = step.tx.session, step.process.area_id
    area = session.get_one(Area, area_id)
    lead = session.get_one(Municipality, area.lead_municipality_id)
    planned = select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == area_id)
    followed = select(Onboarding.municipality_id).where(Onboarding.area_id == area_id)
    named = or_(Municipality.id.in_(planned), Municipality.id.in_(followed))
    groups = session.execute(
        select(Body.key, Body.name)
        .where(Body.area_id == area_id, Body.kind == "working_group")
        .order_by(Body.sort_key)
    )
    return Office(
        area=area,
        sender=legal_name(lead).cs,
        names=names_with_successors(session, named),
        groups={key: name for key, name in groups},
    )


def letterhead_of(step: RecordedStep, office: Office) -> Letterhead:
    """Return the head of a letter of the coordinator's office, dated by the step that asks for the paper."""
    who, czech = office.coordinator, step.language == "cs"
    return Letterhead(
        area=office.area.name[step.language],
        sender=office.sender,
        body=_capital(who["department"]),
        address=tuple(line for line in who["address"] if line.casefold() != who["department"].casefold()),
        handled_by=who["name"],
        phone=who["phone"],
        email=who["email"],
        place=f"{who['place']} dne" if czech and who["place"] else who["place"],
        date=day(prague_day(step.at), step.language),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def frozen_text(step: RecordedStep, version_id: int | None = None) -> FrozenText:
    """Return the version that the step's process is about, or the given one. Raises LookupError when none is frozen."""
    wanted = version_id or step.process.version_id
    if wanted is None:
        raise LookupError(f"process {step.process.id} has no frozen version")
    return step.together.once(("text", wanted), lambda: _frozen(step, wanted))


def _frozen(step: RecordedStep, version_id: int) -> FrozenText:
    version = step.tx.session.get_one(Version, version_id)
    return FrozenText(version.number, version.created_at, version.sha256, version.content)


def footer_of(document: str, text: FrozenText) -> Footer:
    """Return the foot of a page: which document, which version, by which fingerprint."""
    return Footer(document, str(text.number), text.sha256[:HASH_PREFIX])


# Changes that staff judged to be editorial only: the record says how the body decided, the state that it counts.
_TAKEN_AS_EDITORIAL = and_(
    ProcessInstance.state == "approved", CouncilResolution.verdict == "approved_with_changes"
)


def decisions_of(step: RecordedStep, stages: Sequence[StageCount]) -> tuple[DecisionRow, ...]:
    """Return the decisions in these stages of the document: by stage, then in Czech order.

    Each says the version that the body had before it; an editorial change leaves an approval of the former version
    standing, and so does a substantive one with the stages before the chosen one. A corrected resolution is shown
    as corrected; one that was reopened and not recorded anew is not shown.
    """
    corrected = select(CouncilResolution.corrects_id).where(CouncilResolution.corrects_id.is_not(None))
    statement = (
        select(CouncilResolution, Body, Municipality.name, Version.number)
        .join(ProcessInstance, ProcessInstance.id == CouncilResolution.process_id)
        .join(Body, Body.id == CouncilResolution.body_id)
        .join(Version, Version.id == CouncilResolution.version_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(
            ProcessInstance.parent_id == step.process.id,
            ProcessInstance.stage.in_([stage.position for stage in stages]),
            or_(ProcessInstance.state == CouncilResolution.verdict, _TAKEN_AS_EDITORIAL),
            CouncilResolution.id.not_in(corrected),
        )
        .ext(distinct_on(ProcessInstance.stage, Body.sort_key, ProcessInstance.id))
        .order_by(ProcessInstance.stage, Body.sort_key, ProcessInstance.id, CouncilResolution.id.desc())
    )
    rows = step.tx.session.execute(statement)
    return tuple(_decision(step.language, *row) for row in rows)


def _decision(
    language: str, resolution: CouncilResolution, body: Body, municipality: str | None, number: int
) -> DecisionRow:
    return DecisionRow(
        municipality=municipality or "–",
        body=body.name,
        session=resolution.session_number or "–",
        date=day(resolution.session_on, language),
        number=" ".join(part for part in (resolution.number, resolution.point) if part) or "–",
        verdict=label(VERDICTS, resolution.verdict, language),
        version=str(number),
        hash_prefix=resolution.version_sha256[:HASH_PREFIX],
    )
