import pytest
from sqlalchemy import text

from tests.browser_of_pages import PageClient
from tests.conftest import acting
from tests.factories.changed_text import MEETING, FrozenText, class_it, submit_change
from tests.factories.people import coordinator
from tests.factories.published import change_of, end_of_period
from tests.workflow_app.web.public.conftest import Register
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fire import fire
from workflows.common.payloads import ChangeRestarts, Reason


def url(register: Register, area: str = "hlucin") -> str:
    return f"/areas/{area}/plans/{register.published.plan.plan_id}"


@pytest.mark.row("H-08")
def test_shows_which_version_is_in_force_and_who_has_approved_it(
    visitor: PageClient, register: Register
) -> None:
    page = visitor.get(url(register)).text
    ((sha256,),) = register.rows("SELECT sha256 FROM version WHERE subject_kind = 'plan'")
    assert sha256 in page
    assert page.count(f"version 1 ({sha256[:8]})") == 16  # in the head, and beside each municipality
    assert "7/2026" in page
    table = page[page.index('id="decisions-table"') :]
    order = [
        table.index(f">{name}<") for name in ("Hlučín", "Bělá", "Hať", "Kozmice", "Šilheřovice", "Závada")
    ]
    assert order == sorted(order)


def test_shows_measures_with_their_state_and_how_many_are_in_which(
    visitor: PageClient, register: Register
) -> None:
    page = visitor.get(url(register)).text
    assert "Opatření ps-seniori &amp; &lt;spol.&gt;" in page
    chart = page[page.index('class="bars"') :]
    assert "not started" in chart[: chart.index("</table>")]


def test_tells_of_reports_and_of_changes_that_councils_have_accepted(
    guest: PageClient, changing: Register, catalogue: object
) -> None:
    with changing.work() as tx:
        change_of(tx, catalogue, changing.published.plan, title="Delší služba", state="accepted")  # type: ignore[arg-type]
    page = guest.get(url(changing)).text
    assert "Report for 2027" in page
    assert "Considered" in page
    assert "Delší služba" in page
    assert "Accepted into the plan" in page


def test_a_plan_on_its_way_shows_only_where_it_stands(visitor: PageClient, register: Register) -> None:
    draft = register.published.draft.plan_id
    page = visitor.get(f"/areas/hlucin/plans/{draft}").text
    assert "Being written" in page
    assert "once the councils have approved it" in page
    assert 'id="measures-table"' not in page


@pytest.mark.row("H-30")
def test_what_is_behind_the_text_in_force_stays_while_a_change_is_decided_and_when_it_is_given_up(
    guest: PageClient, changing: Register, catalogue: Catalogue
) -> None:
    plan = changing.published.plan
    chapter = FrozenText("plan", plan.process_id, plan.area_id, "chapters.0", "chapters.0.text")
    with changing.work() as tx:
        tx.connection.execute(text("UPDATE process_instance SET ended_at = now() WHERE process = 'measure'"))
        submit_change(tx, catalogue, chapter)
        class_it(tx, catalogue, chapter, "class_substantive", ChangeRestarts("Věcná změna.", MEETING, 1))
    page = guest.get(url(changing)).text
    decided, _, change = page.partition('id="change"')
    assert decided.count("7/2026") == 14  # of all the members
    assert "The municipalities are deciding about a change" in change
    assert "Hlučín" in change
    assert "more bodies will decide after these" not in page
    with changing.work() as tx:
        staff = acting(tx, coordinator(tx))
        fire(staff, catalogue, plan.process_id, "give_up_change", Reason("Není třeba."))
    page = guest.get(url(changing)).text
    assert page.count("7/2026") == 14  # of all the members
    assert 'id="change"' not in page


def test_warns_when_the_period_has_ended(guest: PageClient, changing: Register) -> None:
    with changing.work() as tx:
        end_of_period(tx, changing.published.plan, 2025)
    assert "The period of this plan has ended" in guest.get(url(changing)).text


def test_another_areas_plan_is_not_found(visitor: PageClient, register: Register) -> None:
    assert visitor.get(url(register, "albrechtice")).status_code == 404
    assert visitor.get("/areas/hlucin/plans/999999").status_code == 404
    assert visitor.get("/areas/hlucin/plans/first").status_code == 404
