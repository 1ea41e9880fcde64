"""Where municipalities decide one after another: who comes late is asked last, a successor once for both."""

import pytest

from tests.browser_of_pages import PageClient
from tests.factories.changed_text import decide
from tests.factories.council_round import OpenRound, open_round, write_route
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.staff.conftest import BELA, PIST, Office
from tests.workflow_app.web.staff.test_successor import LHOTA, REASON, chain_holds, join_late, merge
from workflow_app.engine.join import stages_of

ONE_BY_ONE = (
    {
        "key": "assemblies",
        "label": {"cs": "Zastupitelstva obcí", "en": "Assemblies"},
        "bodies": "member_assemblies",
        "counts": ["approved"],
        "order": "one_by_one",
        "sequence": [PIST],
    },
    {
        "key": "lead",
        "label": {"cs": "Zastupitelstvo města", "en": "The town"},
        "bodies": "lead_assembly",
        "counts": ["approved"],
    },
)


@pytest.fixture
def in_turn(office: Office) -> int:
    """A plan whose assemblies decide one after another, Píšť first, and after them the town; its process."""
    with office.work() as tx:
        write_route(tx, "hlucin", "plan", *ONE_BY_ONE)
        return open_round(tx, office.catalogue, "hlucin").process_id


def turns(office: Office, parent: int) -> list[str]:
    with office.work() as tx:
        return [item.rule.body_key.partition("/")[0] or item.rule.key for item in stages_of(tx, parent)]


@pytest.mark.row("H-18", page="/staff/hlucin/round/<id>/add-body")
def test_who_comes_late_where_municipalities_decide_one_after_another_is_asked_last(
    desk: PageClient, office: Office, in_turn: int, clock: FakeClock
) -> None:
    before = turns(office, in_turn)
    assert (before[0], before[-1], len(before)) == (PIST, "lead", 15)
    join_late(office, clock)
    page = desk.get(f"/staff/hlucin/round/{in_turn}").text
    assert "Not in the round: they came after the stage had begun" in page
    url = f"/staff/hlucin/round/{in_turn}/add-body"
    asked = desk.get(url).text
    assert "it comes last, after all that are in the round already" in asked
    assert 'name="until"' not in asked
    without = desk.post_form(url, {"body": f"1:{LHOTA}"})
    assert (without.status_code, "Write the reason" in without.text) == (422, True)
    done = desk.post_form(
        url, {"body": f"1:{LHOTA}", "reason": "Přistoupila v lednu."}, follow_redirects=True
    )
    assert "it is asked after all the others" in done.text
    assert turns(office, in_turn) == [*before[:-1], LHOTA, "lead"]
    assert "Not in the round: they came" not in done.text
    again = desk.post_form(
        url, {"body": f"1:{LHOTA}", "reason": "Znovu."}, page=f"/staff/hlucin/round/{in_turn}"
    )
    assert again.status_code == 422
    told = desk.get(f"/staff/hlucin/history/{in_turn}").text
    assert "Added to the round that runs, asked last" in told
    assert "Přistoupila v lednu." in told
    with office.work() as tx:
        found = OpenRound(tx, office.catalogue, "hlucin", in_turn)
        for position in range(1, 15):
            found.decide(position)
        ((process, body),) = found.bodies(15)
        assert body.municipality_id == office.value("SELECT id FROM municipality WHERE code = :c", c=LHOTA)
        assert found.names(16) == []
        decide(tx, office.catalogue, process)
        assert found.names(16) == ["Zastupitelstvo města Hlučína"]
    assert chain_holds(office)


def test_a_successor_whose_own_turn_is_still_to_come_decides_then_once_for_both(
    desk: PageClient, office: Office, in_turn: int, clock: FakeClock
) -> None:
    before = turns(office, in_turn)
    merge(office, clock, PIST, BELA)
    first = office.value("SELECT id FROM process_instance WHERE parent_id = :id AND stage = 1", id=in_turn)
    url = f"/staff/hlucin/body/{first}/successor"
    assert "decides once, for both" in desk.get(url).text
    desk.post_form(url, {"reason": REASON, "until": "30. 1. 2027"})
    assert turns(office, in_turn) == before
    assert office.value("SELECT count(*) FROM process_instance WHERE parent_id = :id", id=in_turn) == 2
    with office.work() as tx:
        assert OpenRound(tx, office.catalogue, "hlucin", in_turn).names(2) == ["Zastupitelstvo obce Bělá"]
