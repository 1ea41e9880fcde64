"""The papers of a plan name its owner in both languages; an intent, which is there before any plan, names none."""

from typing import Any

import pytest
from sqlalchemy import select, update

from tests.factories import intent
from tests.factories.approval import plan_before_members, process_of
from tests.factories.plan import RunningPlan
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.papers import papers_of
from workflow_app.engine.recorded_step import read_step
from workflow_app.models.body import Body
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflows.plan.documents import adoption_certificate

UNION = {
    "cs": "Svazek obcí mikroregionu Hlučínsko, IČO\u00a012345679",
    "en": "Union of Municipalities of the Hlučín Microregion, IČO\u00a012345679",
}
TOWN = {"cs": "Město Hlučín, IČO\u00a000300063", "en": "Town of Hlučín, IČO\u00a000300063"}


def _give_to_the_union(tx: Transaction, plan: RunningPlan) -> None:
    union = select(Body.id).where(Body.kind == "union", Body.area_id == plan.area_id).scalar_subquery()
    tx.session.execute(update(Body).where(Body.id == union).values(ico="12345679"))
    tx.session.execute(
        update(Plan).where(Plan.id == plan.plan_id).values(owner_id=union, owner_municipality_id=None)
    )


def _contexts(tx: Transaction, catalogue: Catalogue, process_id: int, language: str) -> dict[str, Any]:
    """What the papers of a body's packet are filled with, by template."""
    made = papers_of(catalogue, read_step(tx, catalogue, process_id, 0, language), "council_packet")
    found = [getattr(item, "paper", item) for item in made.papers]  # type: ignore[union-attr]
    return {paper.template: paper.context for paper in found if hasattr(paper, "template")}


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("owner", [TOWN, UNION])
def test_title_page_memorandum_and_certificate_name_the_owner(
    tx: Transaction, catalogue: Catalogue, owner: dict[str, str], language: str
) -> None:
    plan = plan_before_members(tx, catalogue)
    frozen = list(tx.session.scalars(select(Version.sha256)))
    if owner is UNION:
        _give_to_the_union(tx, plan)
    found = _contexts(tx, catalogue, process_of(tx, plan, "512974"), language)
    assert found["plan/plan"]["owner"] == owner[language]
    assert found["plan/plan"]["letterhead"].sender == owner[language].partition(",")[0]
    facts = {fact.label: fact.text for fact in found["council_resolution/explanatory_memorandum"]["head"]}
    label = {"cs": "Pořizovatel plánu", "en": "Owner of the plan"}[language]
    assert facts[label] == owner[language]
    certificate = adoption_certificate(read_step(tx, catalogue, plan.process_id, 0, language))
    assert certificate.context["owner"] == owner[language]
    assert list(tx.session.scalars(select(Version.sha256))) == frozen


def test_the_memorandum_of_an_intent_names_no_owner(tx: Transaction, catalogue: Catalogue) -> None:
    process_id = intent.to_councils(tx, catalogue)
    child = tx.session.scalars(
        select(ProcessInstance.id).where(ProcessInstance.parent_id == process_id)
    ).first()
    assert child is not None
    found = _contexts(tx, catalogue, child, "cs")
    labels = [fact.label for fact in found["council_resolution/explanatory_memorandum"]["head"]]
    assert labels == ["Předkladatel", "Zpracovatel"]
