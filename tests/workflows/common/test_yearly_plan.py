from datetime import UTC, date, datetime

import pytest

from workflow_app.engine.definition import State
from workflow_app.kernel.clock import prague_day
from workflow_app.kernel.languages import Text
from workflows.common.yearly_plan import state_in_year

IN_FORCE = State("in_force", Text("Platný", "In force"), "public", "done", settled=True)
FOLLOWED = State("superseded", Text("Navázal plán", "Followed"), "public", "not_yet", settled=True)


@pytest.mark.parametrize("state", [IN_FORCE, FOLLOWED])
@pytest.mark.parametrize(
    ("today", "czech", "english", "tone"),
    [
        (
            date(2026, 12, 31),
            "Schválen, platí od 1. 1. 2027",
            "Approved, in force from 1 January 2027",
            "done",
        ),
        (date(2027, 1, 1), "Platný do 31. 12. 2027", "In force until 31 December 2027", "done"),
        (date(2027, 12, 31), "Platný do 31. 12. 2027", "In force until 31 December 2027", "done"),
        (date(2028, 1, 1), "Platil do 31. 12. 2027", "Was in force until 31 December 2027", "not_yet"),
    ],
)
def test_an_adopted_action_plan_holds_in_its_own_year_only(state, today, czech, english, tone):
    label, shown = state_in_year(state, 2027, today)
    assert (label.cs.replace("\u00a0", " "), label.en.replace("\u00a0", " ")) == (czech, english)
    assert shown == tone


def test_the_year_ends_at_midnight_in_prague():
    last_second = datetime(2027, 12, 31, 22, 59, 59, tzinfo=UTC)
    midnight = datetime(2027, 12, 31, 23, 0, tzinfo=UTC)
    labels = [state_in_year(IN_FORCE, 2027, prague_day(moment))[0].en for moment in (last_second, midnight)]
    assert [label.split(" until")[0] for label in labels] == ["In force", "Was in force"]


def test_a_document_without_a_year_and_a_plan_under_way_read_as_their_definition_says():
    assert state_in_year(IN_FORCE, None, date(2030, 1, 1)) == (IN_FORCE.label, "done")
    drafting = State("drafting", Text("Sestavuje se", "Being put together"), "staff", "not_yet")
    assert state_in_year(drafting, 2027, date(2030, 1, 1)) == (drafting.label, "not_yet")


def test_a_change_that_councils_decide_about_is_said_beside_how_long_the_plan_holds():
    amending = State("amending", Text("Mění se", "Being changed"), "council", "changed")
    label, shown = state_in_year(amending, 2027, date(2027, 5, 1))
    assert label.cs.replace("\u00a0", " ") == "Platný do 31. 12. 2027, změna se schvaluje"
    assert label.en.replace("\u00a0", " ") == "In force until 31 December 2027, a change is being approved"
    assert shown == "changed"
