"""Writing a chapter through the pages."""

from tests.factories.people import member
from workflow_app.models.plan import Chapter


def test_a_member_saves_and_finishes(member_client, written, row_of):
    url = written.url(f"/chapter/{written.chapter}")
    answer = member_client.post_form(url, {"text": "Nový <text> & víc", "do": "save"})
    assert (answer.status_code, answer.location) == (303, url)
    assert "Nový &lt;text&gt; &amp; víc" in member_client.get(url).text
    answer = member_client.post_form(url, {"text": "Hotový text", "do": "done"})
    assert answer.location == written.url("/write")
    chapter = row_of(Chapter, written.chapter)
    assert (chapter.text, chapter.done, chapter.seq) == ("Hotový text", True, 2)


def test_an_outdated_tab_shows_both_texts_and_then_saves(member_client, written, row_of):
    url = written.url(f"/chapter/{written.chapter}")
    first = member_client.hidden(url)
    member_client.post(url, data={**first, "text": "Text z prvního okna", "do": "save"})
    answer = member_client.post(url, data={**first, "text": "Text z druhého okna", "do": "save"})
    assert answer.status_code == 409
    assert answer.text.count("Text z druhého okna") == 2  # beside the other text, and in the form
    assert "Text z prvního okna" in answer.text
    assert row_of(Chapter, written.chapter).text == "Text z prvního okna"
    assert 'name="seen" value="1"' in answer.text
    answer = member_client.post(url, data={**first, "seen": "1", "text": "Spojený text", "do": "save"})
    assert answer.status_code == 303
    assert row_of(Chapter, written.chapter).text == "Spojený text"


def test_too_long_a_text_comes_back_whole(member_client, written, row_of):
    url = written.url(f"/chapter/{written.chapter}")
    answer = member_client.post_form(url, {"text": "slovo " * 5000, "do": "save"})
    assert answer.status_code == 422
    assert answer.text.count("slovo ") >= 4999
    assert 'href="#text"' in answer.text
    assert row_of(Chapter, written.chapter).text == "Starý text."


def test_an_empty_chapter_is_not_finished(member_client, written, row_of):
    url = written.url(f"/chapter/{written.chapter}")
    answer = member_client.post_form(url, {"text": "  ", "do": "done"})
    assert answer.status_code == 422
    assert "nemá žádný text" in answer.text
    assert not row_of(Chapter, written.chapter).done


def test_other_groups_read_only(client, written, row_of, change):
    client.sign_in(change(lambda tx: member(tx, "ps-rodina")))
    own = written.url("").replace("ps-seniori", "ps-rodina") + f"/chapter/{written.chapter}"
    page = client.get(own)
    assert "Starý text." in page.text
    assert "<textarea" not in page.text
    answer = client.post_form(own, {"text": "Cizí text", "do": "save", "seen": "0"})
    assert answer.status_code == 422
    assert "Pracovní skupina pro seniory" in answer.text
    assert row_of(Chapter, written.chapter).text == "Starý text."
    assert client.get(written.url(f"/chapter/{written.chapter}")).status_code == 403


def test_unknown_chapters_and_other_areas_are_not_found(member_client, written):
    assert member_client.get(written.url("/chapter/9999")).status_code == 404
    assert (
        member_client.get(f"/working-group/hlucin/ps-seniori/plan/999/chapter/{written.chapter}").status_code
        == 404
    )
    assert member_client.get("/working-group/pisek/ps-seniori/").status_code == 404
