"""What the packet proposes to resolve: the verb, the part and the body that the route says."""

import pytest
from sqlalchemy import select

from tests.factories.council_round import open_round, write_route
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.models.body import Body
from workflow_app.queries.draft_resolution import draft_text


def proposed(tx: Transaction, catalogue: Catalogue, kind: str = "plan", **stage: object) -> str:
    """The draft for the first body of a round by a route of this one stage."""
    write_route(tx, "hlucin", kind, {"counts": ["approved"], **stage})
    found = open_round(tx, catalogue, "hlucin", kind)
    (process, _body), *_others = found.bodies(1)
    return draft_text(tx, catalogue, process.id, "cs")


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (["approved", "noted"], "schvaluje Plán 2027–2030 dle"),
        (["noted", "approved"], "bere na vědomí Plán 2027–2030 dle"),
        (["consented"], "souhlasí s předloženým dokumentem „Plán 2027–2030“."),
    ],
)
def test_the_first_outcome_that_counts_is_the_verb(
    tx: Transaction, catalogue: Catalogue, counts: list[str], sentence: str
) -> None:
    assert sentence in proposed(tx, catalogue, bodies="lead_assembly", counts=counts)


def test_a_board_recommends_to_the_assembly_of_its_town(tx: Transaction, catalogue: Catalogue) -> None:
    assert proposed(tx, catalogue, bodies="lead_board", counts=["recommended"]) == (
        "Rada města Hlučína\n"
        "doporučuje Zastupitelstvu města Hlučína schválit Plán 2027–2030 dle předloženého návrhu."
    )


def test_only_the_part_of_the_stage_is_proposed(tx: Transaction, catalogue: Catalogue) -> None:
    text = proposed(tx, catalogue, bodies="lead_assembly", part="goals_and_measures")
    assert "schvaluje Cíle a opatření Plánu 2027–2030 dle" in text


def test_the_mayor_decides_in_a_village_without_a_board(tx: Transaction, catalogue: Catalogue) -> None:
    bela = tx.session.scalars(select(Body.name).where(Body.name == "Zastupitelstvo obce Bělá")).one()
    text = proposed(tx, catalogue, bodies="named", body_key="512974/board", without_board="mayor")
    assert text.startswith("Starosta/starostka obce Bělá (místo rady, která se v obci nevolí, § 102 odst. 4")
    assert bela not in text
