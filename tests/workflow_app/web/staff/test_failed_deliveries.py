"""What did not get through, kept letters, trying again; and the people of the area."""

from tests.browser_of_pages import PageClient
from tests.workflow_app.web.staff.conftest import Office

URL = "/staff/hlucin/deliveries"


def _letter(office: Office, state: str, area: str = "hlucin") -> int:
    office.do(
        "INSERT INTO notification (dedupe_key, area_id, email, language, name, subject, body, link, state, attempts,"
        " last_error, created_at) SELECT :state, id, 'obec@example.org', 'cs', 'n', :state, 'Dobrý den & <b>', '/',"
        " :state, 2, '550 no such box', now() FROM area WHERE key = :area",
        state=state,
        area=area,
    )
    return int(office.value("SELECT max(id) FROM notification"))


def test_a_failed_letter_is_readable_and_tried_again_once(desk: PageClient, office: Office) -> None:
    failed = _letter(office, "failed")
    page = desk.get(URL).text
    assert "550 no such box" in page
    assert "Dobrý den &amp; &lt;b&gt;" in page
    for _again in range(2):
        desk.post_form(f"{URL}/letter/{failed}", {}, page=URL)
    assert office.value("SELECT state FROM notification WHERE id = :id", id=failed) == "pending"
    assert office.value("SELECT count(*) FROM outbox_message WHERE topic = 'send_notice'") == 1


def test_without_a_mail_server_letters_are_kept_and_said_so(desk: PageClient, office: Office) -> None:
    _letter(office, "kept")
    page = desk.get(URL).text
    assert "No mail server is set up" in page
    assert "Everything got through." in page
    assert "kept here, not sent" in desk.get(f"{URL}?state=kept&q=obec").text


def test_a_document_given_up_is_tried_again(desk: PageClient, office: Office) -> None:
    office.do(
        "INSERT INTO outbox_message (topic, payload, dedupe_key, area_id, request_id, created_at, available_at,"
        " failed_at, attempts, last_error) SELECT 'produce_document',"
        ' \'{"process_id": 1, "seq": 1, "name": "plan", "language": "cs"}\', \'d\', id, \'r\', now(), now(),'
        " now(), 12, 'disk is full' FROM area"
    )
    assert "disk is full" in desk.get(URL).text
    message = office.value("SELECT id FROM outbox_message")
    desk.post_form(f"{URL}/message/{message}", {}, page=URL)
    assert office.value("SELECT failed_at FROM outbox_message") is None


def test_another_areas_letters_are_neither_shown_nor_sent(desk: PageClient, office: Office) -> None:
    office.do(
        "INSERT INTO area (key, name, name_locative, lead_municipality_id, coordinator, contacts, publicity)"
        " SELECT 'other', '{\"cs\": \"J\", \"en\": \"O\"}', 'v', lead_municipality_id, '{}', '[]', '{}' FROM area"
    )
    foreign = _letter(office, "failed", "other")
    assert "550 no such box" not in desk.get(URL).text
    assert desk.post_form(f"{URL}/letter/{foreign}", {}, page=URL).status_code == 404


def test_members_are_shown_by_body_and_invited_once_a_day(desk: PageClient, office: Office) -> None:
    page = desk.get("/staff/hlucin/members").text
    assert "Zastupitelstvo obce Bělá" in page
    assert "zuzana.konecna@bela.example.cz" in page
    first = desk.post_form(
        "/staff/hlucin/members/invite", {"user_id": ""}, page="/staff/hlucin/members", follow_redirects=True
    )
    assert "invitations are on their way" in first.text
    again = desk.post_form(
        "/staff/hlucin/members/invite", {"user_id": ""}, page="/staff/hlucin/members", follow_redirects=True
    )
    assert "Nobody was invited" in again.text


def test_a_stranger_cannot_be_invited(desk: PageClient, office: Office) -> None:
    office.do(
        'INSERT INTO "user" (email, name, language, phone, active, fs_uniquifier)'
        " VALUES ('cizi@example.org', 'Cizí', 'cs', '', true, 'u')"
    )
    stranger = office.value("SELECT id FROM \"user\" WHERE email = 'cizi@example.org'")
    desk.post_form("/staff/hlucin/members/invite", {"user_id": str(stranger)}, page="/staff/hlucin/members")
    assert office.value("SELECT count(*) FROM notification WHERE email = 'cizi@example.org'") == 0
