from tests.browser_of_pages import PageClient


def test_states_in_czech_what_the_act_asks_for(visitor: PageClient) -> None:
    with visitor.session_transaction() as cookie:
        cookie["language"] = "cs"
    page = visitor.get("/accessibility").text
    for part in (
        "99/2019",
        "částečně v&nbsp;souladu",
        "3.2.1",
        "Digitální a&nbsp;informační agentura",
        "21.\xa011.\xa02026",
    ):
        assert part in page
    assert 'lang="cs"' in page


def test_leads_to_the_contact_persons_of_every_area(visitor: PageClient) -> None:
    page = visitor.get("/accessibility").text
    assert 'href="/areas/hlucin"' in page
    assert 'href="/areas/albrechtice"' in page
