import pytest

from tests.browser_of_pages import PageClient
from tests.factories.published import PUBLIC_COMMENT
from tests.workflow_app.web.public.conftest import Register


@pytest.mark.row("H-11", page="/areas/<area>/plans/<plan_id>/measures/<measure_id>")
def test_shows_the_card_and_the_years_that_were_considered(visitor: PageClient, register: Register) -> None:
    plan = register.published.plan.plan_id
    page = visitor.get(f"/areas/hlucin/plans/{plan}/measures/{register.measure_id()}").text
    assert "Město Hlučín" in page
    assert f'<a href="/areas/hlucin/plans/{plan}">Plan 2027–2030</a>' in page
    assert PUBLIC_COMMENT in page
    year = page[page.index('id="years"') :]
    assert "CZK\xa01,000" in year  # planned
    assert "CZK\xa0900" in year  # spent
    assert "2028" not in page[page.index('id="years"') :]


def test_a_measure_of_a_draft_of_another_plan_or_area_is_not_found(
    visitor: PageClient, register: Register
) -> None:
    plan, draft = register.published.plan.plan_id, register.published.draft.plan_id
    ((drafted,),) = register.rows(f"SELECT min(id) FROM measure WHERE plan_id = {draft}")
    mine = register.measure_id()
    for url in (
        f"/areas/hlucin/plans/{draft}/measures/{drafted}",
        f"/areas/hlucin/plans/{plan}/measures/{drafted}",
        f"/areas/albrechtice/plans/{plan}/measures/{mine}",
        f"/areas/hlucin/plans/{plan}/measures/999999",
    ):
        assert visitor.get(url).status_code == 404, url
