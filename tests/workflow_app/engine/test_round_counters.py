"""The counters of a round say what counting its bodies anew would say, whatever was decided and taken back."""

from dataclasses import replace
from datetime import date

from sqlalchemy import text

from tests.conftest import acting
from tests.factories.approval import ask_all_at_once, bodies, plan_before_councils, record, send_packet
from tests.factories.people import coordinator
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflow_app.engine.join import StageCount, stages_of
from workflow_app.kernel.actor import SYSTEM
from workflows.common.payloads import Reason
from workflows.council_resolution.payloads import ResolutionRecorded

ANEW = text("""
    SELECT c.state, count(*) AS bodies, sum(c.inhabitants) AS inhabitants
    FROM process_instance c
    WHERE c.parent_id = :parent GROUP BY c.state
""")
VERDICTS = ("approved", "rejected", "noted", "not_adopted", "approved_with_changes", "postponed", "approved")


def _anew(
    tx: Transaction, catalogue: Catalogue, parent: int, stage: StageCount
) -> dict[str, tuple[int, int]]:
    """Bodies and inhabitants by kind, counted from the rows of the bodies' processes."""
    found = {"total": (0, 0), "counted": (0, 0), "refused": (0, 0), "left_out": (0, 0)}
    states = catalogue.latest("council_resolution").states
    for row in tx.session.execute(ANEW, {"parent": parent}):
        state, kinds = states[row.state], ["total"]
        if state.left_out:
            kinds.append("left_out")
        elif state.settled:
            kinds.append("counted" if row.state in stage.rule.counts else "refused")
        for kind in kinds:
            found[kind] = (found[kind][0] + row.bodies, found[kind][1] + int(row.inhabitants))
    return found


def _kept(stage: StageCount) -> dict[str, tuple[int, int]]:
    return {
        "total": (stage.total, stage.inhabitants),
        "counted": (stage.counted, stage.inhabitants_counted),
        "refused": (stage.refused, stage.inhabitants_refused),
        "left_out": (stage.left_out, stage.inhabitants_left_out),
    }


def test_counters_are_those_of_a_recount_after_every_step(tx: Transaction, catalogue: Catalogue) -> None:
    ask_all_at_once(tx)
    plan = plan_before_councils(tx, catalogue)
    children = bodies(tx, plan, 1)
    assert len(children) == 15

    def compare() -> None:
        (stage,) = stages_of(tx, plan.process_id)
        assert _kept(stage) == _anew(tx, catalogue, plan.process_id, stage)

    compare()
    staff = acting(tx, coordinator(tx))
    for number, child in enumerate(children[:-1]):
        send_packet(tx, catalogue, child)
        verdict = VERDICTS[number % len(VERDICTS)]
        more = {"changes": "Doplnit kapitolu."} if verdict in ("approved_with_changes", "postponed") else {}
        record(tx, catalogue, child, verdict, **more)
        compare()
    fire(staff, catalogue, children[0], "reopen", Reason("omylem"))
    compare()
    payload = ResolutionRecorded(verdict="rejected", session_on=date(2026, 11, 30))
    fire(staff, catalogue, children[0], payload.trigger, payload)
    compare()
    fire(staff, catalogue, children[0], "excuse", Reason("obec plánuje samostatně"))
    compare()
    fire(replace(tx, actor=SYSTEM), catalogue, children[4], "deadline_passed")
    compare()
    fire(staff, catalogue, plan.process_id, "withdraw", Reason("nový zákon"))
    compare()


def test_a_running_round_keeps_the_inhabitants_it_was_opened_with(
    tx: Transaction, catalogue: Catalogue
) -> None:
    """A census in the middle: the whole stays, and so do the parts, whether they are counted in, out or again."""
    ask_all_at_once(tx)
    plan = plan_before_councils(tx, catalogue)
    (opened,) = stages_of(tx, plan.process_id)
    first, *others = bodies(tx, plan, 1)
    send_packet(tx, catalogue, first)
    record(tx, catalogue, first)
    tx.session.execute(text("UPDATE municipality SET inhabitants = inhabitants * 2"))
    fire(acting(tx, coordinator(tx)), catalogue, first, "reopen", Reason("omylem"))
    (stage,) = stages_of(tx, plan.process_id)
    assert (stage.counted, stage.inhabitants_counted) == (0, 0)
    for child in (first, *others):
        if child != first:
            send_packet(tx, catalogue, child)
        record(tx, catalogue, child)
    (stage,) = stages_of(tx, plan.process_id)
    assert stage.inhabitants == stage.inhabitants_counted == opened.inhabitants > 0
