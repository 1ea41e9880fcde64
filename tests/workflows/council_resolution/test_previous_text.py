"""What each kind of document is compared with in a packet, and how the file reads."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import acting
from tests.factories import intent as asking
from tests.factories.action_plan import (
    ACTIVITIES,
    COSTS,
    RunningActionPlan,
    entry_of,
    make_action_plan,
    to_councils,
    to_force,
    to_steering,
)
from tests.factories.changed_text import (
    BEFORE_COUNCILS,
    MEETING,
    FrozenText,
    bodies_of,
    class_it,
    submit_change,
)
from tests.factories.people import chair, coordinator
from tests.factories.plan_in_force import make_plan_in_force
from tests.workflow_app.documents.word_file import lines
from workflow_app.db.uow import Transaction
from workflow_app.documents.paper import PaperSet
from workflow_app.documents.render import render
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.lock import read
from workflow_app.engine.papers import papers_of
from workflow_app.engine.recorded_step import read_step
from workflow_app.models.intent import Intent
from workflow_app.models.process_instance import ProcessInstance
from workflows.common.payloads import ChangeClassified, ChangeRestarts, Reason, SteeringDecision

GOLDEN = Path(__file__).parent / "golden"
EDITORIAL = ChangeClassified("Jen překlep.", MEETING)


def packet_of(
    tx: Transaction, catalogue: Catalogue, body: ProcessInstance, language: str = "cs"
) -> dict[str, list[str]]:
    """Every file of the body's packet as it is today, as lines of text, hard spaces as ~."""
    step = read_step(tx, catalogue, body.id, read(tx, body.id).seq, language, "http://localhost")
    made = papers_of(catalogue, step, "council_packet")
    assert isinstance(made, PaperSet)
    papers = [getattr(item, "paper", item) for item in made.papers]
    return {
        paper.name: [
            line.replace("\u00a0", "~")
            for line in lines(render(paper.template_file(language), paper.context, language))
        ]
        for paper in papers
    }


def compared(tx: Transaction, catalogue: Catalogue, body: ProcessInstance, language: str = "cs") -> str:
    """The file that compares; "" when the packet has none."""
    return "\n".join(packet_of(tx, catalogue, body, language).get("comparison", []))


def is_as_written(name: str, made: str) -> bool:
    """Compare with the golden file; UPDATE_GOLDEN=1 writes it anew: read the difference first."""
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(made + "\n", encoding="utf-8")
    return made + "\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["monitoring_report", "action_plan", "intent"])
def test_a_first_text_has_nothing_to_be_compared_with(
    tx: Transaction, catalogue: Catalogue, kind: str
) -> None:
    body = bodies_of(tx, BEFORE_COUNCILS[kind](tx, catalogue).process_id)[0]
    packet = packet_of(tx, catalogue, body)
    assert "comparison" not in packet
    assert not any("Srovnání" in line for file in packet.values() for line in file)


@pytest.mark.parametrize("language", ["cs", "en"])
def test_a_corrected_report_is_compared_with_the_wording_that_the_body_had(
    tx: Transaction, catalogue: Catalogue, language: str
) -> None:
    text = BEFORE_COUNCILS["monitoring_report"](tx, catalogue)
    submit_change(tx, catalogue, text, "Služba běží od března.")
    fire(acting(tx, chair(tx)), catalogue, text.process_id, "class_editorial", EDITORIAL)
    (board,) = bodies_of(tx, text.process_id)
    assert is_as_written(f"comparison_of_a_report.{language}", compared(tx, catalogue, board, language))
    enclosed = packet_of(tx, catalogue, board)["cover_letter"]
    assert any("Srovnání s~předchozím zněním" in line for line in enclosed)


def of_two_years(tx: Transaction, catalogue: Catalogue) -> tuple[Transaction, RunningActionPlan]:
    """The action plan for 2027 is in force, that for 2028 is put together."""
    first = make_action_plan(tx, catalogue, make_plan_in_force(tx, catalogue))
    to_force(tx, catalogue, first)
    later = replace(tx, now=tx.now.replace(year=2027))
    second = make_action_plan(later, catalogue, first.plan, 2028)
    entry = entry_of(later, second, "ps-seniori")
    entry.card = {
        **entry.card,
        "description": "Popis s novou službou",
        "activities": [{**ACTIVITIES[1], "number": "1"}],
        "costs": COSTS[2:],
    }
    later.session.flush()
    return later, second


@pytest.mark.row("K-23")
@pytest.mark.parametrize("language", ["cs", "en"])
def test_an_action_plan_is_compared_with_the_one_adopted_for_the_year_before(
    tx: Transaction, catalogue: Catalogue, language: str
) -> None:
    later, second = of_two_years(tx, catalogue)
    assembly = to_councils(later, catalogue, second)
    made = compared(later, catalogue, assembly, language)
    assert is_as_written(f"comparison_of_an_action_plan.{language}", made)


def test_while_a_change_of_the_earlier_action_plan_is_decided_about_its_text_in_force_is_compared(
    tx: Transaction, catalogue: Catalogue
) -> None:
    later, second = of_two_years(tx, catalogue)
    first = tx.session.scalars(
        select(ProcessInstance)
        .where(ProcessInstance.state == "in_force")
        .where(ProcessInstance.process == "action_plan")
    ).one()
    section = "goals.0.priorities.0.measures.0"
    text = FrozenText("action_plan", first.id, second.plan.area_id, section, f"{section}.description")
    submit_change(tx, catalogue, text, "Teprve navrženo.")
    class_it(tx, catalogue, text, "class_substantive", ChangeRestarts("Věcná.", MEETING, 1))
    made = compared(later, catalogue, to_councils(later, catalogue, second), "en")
    assert "Action plan for 2027 (as adopted, version 1)" in made
    assert "Teprve navrženo." not in made


def test_an_action_plan_that_was_returned_is_compared_with_what_the_assembly_had(
    tx: Transaction, catalogue: Catalogue
) -> None:
    later, second = of_two_years(tx, catalogue)
    to_councils(later, catalogue, second)
    back = Reason("Chybí peníze kraje.")
    fire(acting(later, coordinator(later)), catalogue, second.process_id, "return_after_refusal", back)
    entry = entry_of(later, second, "ps-seniori")
    entry.card = {**entry.card, "description": "Popis s penězi kraje"}
    later.session.flush()
    to_steering(later, catalogue, second)
    approved = SteeringDecision(MEETING, 9)
    fire(acting(later, chair(later)), catalogue, second.process_id, "steering_approve", approved)
    made = compared(later, catalogue, bodies_of(later, second.process_id)[-1])
    assert "verze 1 ze dne" in made
    assert "penězi kraje+]" in made


def test_the_card_of_a_measure_is_compared_with_the_one_in_force(
    tx: Transaction, catalogue: Catalogue
) -> None:
    text = BEFORE_COUNCILS["measure"](tx, catalogue)
    made = compared(tx, catalogue, bodies_of(tx, text.process_id)[0])
    assert "karta opatření v~platném plánu" in made
    assert "Popis [+služby+]" in made


def test_an_intent_that_was_returned_is_compared_with_what_the_municipality_had(
    tx: Transaction, catalogue: Catalogue
) -> None:
    text = BEFORE_COUNCILS["intent"](tx, catalogue)
    staff, process_id = acting(tx, coordinator(tx)), text.process_id
    fire(staff, catalogue, process_id, "return_after_refusal", Reason("Podíl je vysoký."))
    intent = tx.session.get_one(Intent, read(tx, process_id).subject_id)
    intent.text, intent.cost_share_czk = "Obec se zapojí do plánování.", 15
    intent.join_on = asking.JOIN_ON.replace(month=7)
    tx.session.flush()
    fire(staff, catalogue, process_id, "submit_to_steering")
    fire(acting(tx, chair(tx)), catalogue, process_id, "steering_approve", SteeringDecision(MEETING, 9))
    made = compared(tx, catalogue, bodies_of(tx, process_id)[-1])
    assert is_as_written("comparison_of_an_intent.cs", made)
