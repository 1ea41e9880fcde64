"""Staff's pages of municipalities: candidates, steps, joining, leaving, overlaps, exclusions, mergers."""

from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from sqlalchemy import select, text

from tests.conftest import acting
from tests.databases import AREAS
from tests.factories import intent as scene
from tests.factories.people import coordinator
from workflow_app.audit.verify import verify
from workflow_app.db.uow import unit_of_work
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import Refused
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.union_municipality import UnionMunicipality
from workflow_app.queries.area_names import names_in_texts
from workflow_app.queries.followed_municipalities import followed_municipalities
from workflow_app.usecases.add_candidate import Candidate, add_candidate
from workflow_app.usecases.change_municipality import ChangeInput, change_municipality
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.usecases.record_onboarding import OnboardingInput, record_onboarding

LIST = "/staff/hlucin/municipalities"
NEW = {
    "code": "999001",
    "ico": "00300063",
    "kind": "municipality",
    "name": "Lhota",
    "genitive": "Lhoty",
    "locative": "ve Lhotě",
    "inhabitants": "300",
    "assembly": "7",
    "board": "",
    "contact_name": "Eva Trnková",
    "contact_email": "obec@lhota.example.cz",
    "contact_phone": "",
}

LETTERS = """
    SELECT contact_email FROM area_municipality am JOIN municipality m ON m.id = am.municipality_id
    WHERE m.code = '512974'
"""


@pytest.fixture
def staff(client, database, clock):
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        client.sign_in(coordinator(tx))
    return client


def step(client, code, **data):
    url = f"{LIST}/{code}"
    return client.post_form(url, {"on": "1. 12. 2026", **data}, follow_redirects=True)


@pytest.mark.row("A-10", page="/staff/hlucin/municipalities")
@pytest.mark.row("H-21", page="/staff/hlucin/municipalities")
def test_a_candidate_goes_from_not_contacted_to_joined_and_left(staff):
    page = staff.get(LIST)
    assert "Zapojeno: 15 z 15 obcí" in page.text
    page = staff.post_form("/staff/hlucin/new-municipality", NEW, follow_redirects=True)
    assert page.status_code == 200
    assert "Lhota" in page.text
    assert "neoslovena" in page.text
    assert "Zapojeno: 15 z 16 obcí" in staff.get(LIST).text
    assert "oslovena" in step(staff, "999001", state="contacted", note="dopis", next_step="zavolat").text
    page = step(staff, "999001", state="in_talks", note="schůzka se starosty")
    assert "v jednání" in page.text
    assert "schůzka se starosty" in page.text
    assert "dopis" in page.text
    assert "od 1.\u00a01.\u00a02027" in step(staff, "999001", state="joined", on="1. 1. 2027").text
    assert "Zapojeno: 16 z 16 obcí" in staff.get(LIST).text
    again = step(staff, "999001", state="joined", on="1. 2. 2027")
    assert again.status_code == 422
    assert "už v té době v území plánuje" in again.text
    page = step(staff, "999001", state="left", on="31. 12. 2027")
    assert "do 31.\u00a012.\u00a02027" in page.text
    shown = staff.get(f"{LIST}?state=joined&q=lhota")
    assert "Lhota" in shown.text
    assert "Píšť" not in shown.text.split("<tbody>")[1]


def test_what_cannot_be_is_said_and_what_was_typed_stays(staff):
    page = staff.post_form("/staff/hlucin/new-municipality", {**NEW, "ico": "00300064", "assembly": "3"})
    assert page.status_code == 422
    assert "platnou kontrolní číslici" in page.text
    assert "5 až 55" in page.text
    assert 'value="ve Lhotě"' in page.text
    page = step(staff, "507016", state="left")
    assert page.status_code == 422
    assert "Vedoucí obec nemůže odejít" in page.text
    page = step(staff, "512974", state="declined")
    assert page.status_code == 422
    assert "jen to, že odchází" in page.text
    page = staff.post(
        f"{LIST}/512974",
        data={**staff.hidden(f"{LIST}/512974"), "seen": "7", "state": "left", "on": "1. 12. 2026"},
    )
    assert page.status_code == 409
    assert staff.get(f"{LIST}/553425").status_code == 404


def test_only_steps_that_are_possible_are_offered(staff):
    def offered(code: str) -> set[str]:
        return set(html.fromstring(staff.get(f"{LIST}/{code}").text).xpath('//input[@name="state"]/@value'))

    assert offered("507016") == set()  # the lead municipality stays
    assert offered("512974") == {"left"}
    staff.post_form("/staff/hlucin/new-municipality", NEW)
    assert offered("999001") == {"not_contacted", "contacted", "in_talks", "joined", "declined"}


def test_the_contact_of_a_member_is_where_letters_go(staff, database, clock):
    url = f"{LIST}/512974/contact"
    data = {"name": "Eva Trnková", "email": "nova@bela.example.cz", "phone": ""}
    page = staff.post_form(url, data, page=f"{LIST}/512974", follow_redirects=True)
    assert "Kontakt je uložen" in page.text
    assert "nova@bela.example.cz" in page.text
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        email = tx.session.execute(text(LETTERS))
        assert email.scalar_one() == "nova@bela.example.cz"


@pytest.mark.row("D-05", page="/staff/domazlice/municipalities")
def test_an_excluded_set_and_an_overlap_are_shown(client, database, clock):
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        import_area(tx, read_area_file((AREAS / "domazlice.yaml").read_bytes()))
        email = coordinator(tx, "domazlice")
    client.sign_in(email)
    page = client.get("/staff/domazlice/municipalities")
    assert "Svazek Kdyňsko komunitně plánuje samostatně" in page.text
    assert "15 obcí" in page.text
    assert "Kdyně (553786)" in page.text
    assert "Zapojeno: 43 z 43 obcí" in page.text
    client.post_form("/staff/domazlice/new-municipality", {"code": "512974"})
    page = client.get("/staff/domazlice/municipalities/512974")
    assert "plánuje také v území Hlučínsko" in page.text
    url = "/staff/domazlice/municipalities/512974"
    page = client.post_form(url, {"state": "joined", "on": "1. 1. 2027"}, follow_redirects=True)
    assert page.status_code == 200
    assert "plánuje také v území Hlučínsko" in page.text
    assert "plánuje také v území Hlučínsko" in client.get("/staff/domazlice/municipalities").text


@pytest.mark.row("H-18", page="/staff/hlucin/municipalities/512974/change")
@pytest.mark.row("H-23", page="/staff/hlucin/municipalities/512974/change")
def test_a_merger_ends_the_old_councils_and_keeps_their_history(staff, database, clock):
    url = f"{LIST}/512974/change"
    data = {"kind": "merged", "successor_code": "507016", "on": "1. 1. 2027", "note": "rozhodnutí MV"}
    page = staff.post_form(url, data, follow_redirects=True)
    assert page.status_code == 200, page.text
    assert "Na místo obce Bělá nastoupila od 1.\u00a01.\u00a02027 obec Hlučín" in page.text
    assert "do 31.\u00a012.\u00a02026" in page.text
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        bodies = tx.session.scalars(
            select(Body).join(Municipality).where(Municipality.code == "512974")
        ).all()
        assert {body.valid_to for body in bodies} == {date(2026, 12, 31)}
        assert names_in_texts(tx, scene.area_id(tx))["512974"] == "Bělá → Hlučín (1. 1. 2027)"
        row = next(r for r in followed_municipalities(tx, scene.area_id(tx)) if r.code == "512974")
        assert row.until == date(2026, 12, 31)
        in_union = select(UnionMunicipality.valid_to).join(Municipality).where(Municipality.code == "512974")
        assert tx.session.scalars(in_union).all() == [date(2026, 12, 31)]
    page = staff.post_form(url, data)
    assert page.status_code == 422
    assert "už je zapsaná" in page.text


def test_of_a_municipality_that_is_split_every_part_joins(staff, database, clock):
    other = "SELECT count(*) FROM area_municipality a JOIN municipality m ON m.id = a.municipality_id "
    other += "WHERE m.code = '999001' AND a.valid_from = '2027-01-01' AND a.valid_to IS NULL"
    staff.post_form("/staff/hlucin/new-municipality", NEW)
    for code in ("507016", "999001"):
        said = {"kind": "split", "successor_code": code, "on": "1. 1. 2027", "note": ""}
        page = staff.post_form(f"{LIST}/512974/change", said, follow_redirects=True)
        assert page.status_code == 200, page.text
    with unit_of_work(database.sessions, clock, SYSTEM, "test") as tx:
        assert tx.session.execute(text(other)).scalar_one() == 1
        ended = select(Body.valid_to).join(Municipality).where(Municipality.code == "512974")
        assert set(tx.session.scalars(ended)) == {date(2026, 12, 31)}
        assert verify(tx) == []


def test_only_the_administrator_merges_what_another_area_shares(tx):

    import_area(tx, read_area_file((AREAS / "domazlice.yaml").read_bytes()))
    town = tx.session.scalars(select(Municipality).where(Municipality.code == "553433")).one()
    acts = acting(tx, coordinator(tx))

    add_candidate(acts, scene.area_id(tx), Candidate("553433", "", "", "", "", "", None, None))
    record_onboarding(acts, scene.area_id(tx), town.id, OnboardingInput("joined", date(2026, 12, 1)), 1)
    said = ChangeInput("merged", "512974", date(2027, 1, 1))
    with pytest.raises(Refused, match="municipality_is_shared"):
        change_municipality(acts, scene.area_id(tx), town.id, said)
    seat = replace(acts.actor.seats[0], body_kind="administration")
    admin = replace(acts, actor=replace(acts.actor, seats=(*acts.actor.seats, seat)))
    change_municipality(admin, scene.area_id(tx), town.id, said)
