import pytest

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.public.conftest import FILE, Register


def test_sends_the_plan_that_the_councils_have_approved(visitor: PageClient, register: Register) -> None:
    answer = visitor.get(f"/areas/hlucin/documents/{register.published.documents['plan']}")
    assert answer.data == FILE
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["draft of the plan", "packet", "extract"])
def test_keeps_what_is_not_public(visitor: PageClient, register: Register, name: str) -> None:
    assert visitor.get(f"/areas/hlucin/documents/{register.published.documents[name]}").status_code == 404


def test_another_areas_document_is_not_found(visitor: PageClient, register: Register) -> None:
    number = register.published.documents["plan"]
    assert visitor.get(f"/areas/albrechtice/documents/{number}").status_code == 404
