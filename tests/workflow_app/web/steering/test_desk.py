"""The steering group's desk: what waits, for whom, and who may see it."""

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.steering.conftest import MAYOR, MEMBER, SteeringPlan


def test_the_chair_sees_what_waits(matter: SteeringPlan, presiding: PageClient) -> None:
    page = presiding.get("/steering/hlucin")
    assert page.status_code == 200
    assert f'href="{matter.decide}"' in page.text
    assert "31.\u00a012.\u00a02026" in page.text  # 30 days from 1 December


def test_a_member_learns_who_decides(matter: SteeringPlan, client: PageClient) -> None:
    client.sign_in(MEMBER)
    page = client.get("/steering/hlucin").text
    assert "Anna Vrbická" in page
    assert "Kateřina Žáková" in page


def test_only_the_steering_group_of_the_area(matter: SteeringPlan, client: PageClient) -> None:
    client.sign_in(MEMBER)
    addresses = ("/steering/hlucin", "/steering/albrechtice", "/steering/nowhere")
    assert [client.get(url).status_code for url in addresses] == [200, 403, 404]
    client.sign_in(MAYOR)
    assert client.get("/steering/hlucin").status_code == 403
