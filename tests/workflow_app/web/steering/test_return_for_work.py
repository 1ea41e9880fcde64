"""The steering group returns a plan to chosen groups, always with a reason."""

import pytest

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.steering.conftest import SteeringPlan


@pytest.mark.row("K-14", page="/steering/<area>/return/<process_id>")
def test_the_chosen_groups_get_the_reason(matter: SteeringPlan, presiding: PageClient) -> None:
    group = matter.plan.groups["ps-seniori"]
    answer = presiding.post_form(matter.back, {"reason": "Chybí náklady.", "body_ids": str(group)})
    assert answer.status_code == 303
    assert matter.state() == "drafting"
    page = presiding.get(answer.location).text
    assert "Chybí náklady." in page
    assert "Pracovní skupina pro seniory" in page
    assert "Pracovní skupina pro děti" not in page


def test_without_a_reason_or_a_group_nothing_is_returned(matter: SteeringPlan, presiding: PageClient) -> None:
    group = str(matter.plan.groups["ps-seniori"])
    for data in ({"reason": " ", "body_ids": group}, {"reason": "Chybí náklady."}):
        answer = presiding.post_form(matter.back, data)
        assert answer.status_code == 422, data
    assert "Chybí náklady." in answer.text
    assert matter.state() == "steering_approval"


def test_a_group_that_was_not_offered_does_not_count(matter: SteeringPlan, presiding: PageClient) -> None:
    answer = presiding.post_form(matter.back, {"reason": "Chybí náklady.", "body_ids": "1"})
    assert answer.status_code == 422
    assert matter.state() == "steering_approval"
