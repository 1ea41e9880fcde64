"""What did not get through, kept letters, trying again; and the people of the area."""

from sqlalchemy import select

from tests.browser_of_pages import PageClient
from tests.factories.people import coordinator as coordinator_email
from tests.workflow_app.web.staff.conftest import Office
from workflow_app.kernel.errors import Permanent
from workflow_app.models.notification import Notification
from workflow_app.outbox.topics import SendNotice
from workflow_app.settings import Settings
from workflow_app.usecases import send_notice
from workflow_app.usecases.create_administrator import create_administrator
from workflow_app.usecases.request_sign_in_link import request_sign_in_link

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
    assert "Nothing has failed." in page
    assert "Try again" not in page  # there is no server to try
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


MAYOR = "zuzana.konecna@bela.example.cz"


def _sign_in_letter(office: Office, settings: Settings, email: str) -> str:
    """A person asks for a link, the mail server refuses the letter; return the path of the link."""
    with office.work() as tx:
        request_sign_in_link(tx, settings, email)
        number, path = tx.session.execute(
            select(Notification.id, Notification.link).order_by(Notification.id.desc()).limit(1)
        ).one()
        refused = Permanent(f"550 no such box, text was http://localhost:8000{path} in it")
        send_notice.give_back(tx, SendNotice(number), refused, final=True)
    return str(path)


def test_of_a_sign_in_letter_that_failed_only_the_fact_is_told(
    desk: PageClient, office: Office, settings: Settings
) -> None:
    path = _sign_in_letter(office, settings, MAYOR)
    token = path.rpartition("/")[2]
    assert len(token) > 20
    page = desk.get(URL).text
    assert "People who did not get a letter about their access" in page
    assert "Zuzana Konečná" in page
    assert MAYOR in page
    assert "Link for signing in" in page
    assert "550 no such box" in page
    assert "Everything got through." not in page
    assert "1 message did not get through" in desk.get("/staff/hlucin").text
    body = office.value("SELECT body FROM notification ORDER BY id DESC LIMIT 1")
    sentence = next(line for line in body.splitlines() if len(line) > 30 and "://" not in line)
    answers = [desk.get(f"{URL}{query}") for query in ("", "?state=failed", f"?q={MAYOR}")]
    answers += [desk.get(URL, headers={"Accept": "application/json"}), desk.get("/staff/hlucin/matrix.json")]
    answers += [desk.get("/staff/hlucin/members"), desk.get("/staff/hlucin")]
    for answer in answers:
        assert token not in answer.text
        assert "/account/link/" not in answer.text
        assert sentence not in answer.text
    assert desk.post_form(f"{URL}/letter/{_newest(office)}", {}, page=URL).status_code == 404


def _newest(office: Office) -> int:
    return int(office.value("SELECT max(id) FROM notification"))


def test_who_has_signed_in_since_needs_no_help(desk: PageClient, office: Office, settings: Settings) -> None:
    _sign_in_letter(office, settings, MAYOR)
    assert MAYOR in desk.get(URL).text
    office.do("UPDATE \"user\" SET last_sign_in_at = '2026-12-01 09:30+00' WHERE email = :email", email=MAYOR)
    assert MAYOR not in desk.get(URL).text


def test_a_letter_of_somebody_elsewhere_is_told_to_whoever_runs_the_installation_only(
    client: PageClient, office: Office, settings: Settings
) -> None:
    with office.work() as tx:
        create_administrator(tx, settings, "sprava@urad.example.org", "Alois Správný")
        coordinator = coordinator_email(tx)
    office.do(
        'INSERT INTO "user" (email, name, language, phone, active, fs_uniquifier)'
        " VALUES ('cizi@example.org', 'Cizí Člověk', 'cs', '', true, 'u')"
    )
    path = _sign_in_letter(office, settings, "cizi@example.org")
    client.sign_in(coordinator)
    assert "cizi@example.org" not in client.get(URL).text
    client.sign_in("sprava@urad.example.org")
    page = client.get("/staff/areas").text
    assert "cizi@example.org" in page
    assert path.rpartition("/")[2] not in page


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


def test_a_search_for_what_no_text_can_hold_finds_nothing_and_breaks_nothing(desk: PageClient) -> None:
    assert desk.get(f"{URL}?q=%00").status_code == 200
