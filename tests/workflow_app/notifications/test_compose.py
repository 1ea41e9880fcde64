from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from workflow_app.kernel.languages import Text
from workflow_app.notifications.compose import compose, make_html, one_line

LINK = "https://plany.example.cz/council/507016"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "asked.cs.txt").write_text(
        "Subject: Prosba – {{ what }}\n\nDobrý den,\n\n{% if more %}\n{{ more }}\n{% endif %}\n\n{{ link }}\n"
    )
    (tmp_path / "asked.en.txt").write_text("Subject: Wish – {{ what }}\n\nHello, {{ what | upper_first }}\n")
    (tmp_path / "broken.cs.txt").write_text("Dobrý den\n")
    return tmp_path


def test_takes_pairs_in_the_readers_language(folder: Path) -> None:
    context = {"what": Text("plán", "plan"), "more": "", "link": LINK}
    assert compose([folder], "asked", "cs", context).subject == "Prosba – plán"
    english = compose([folder], "asked", "en", context)
    assert (english.subject, english.body) == ("Wish – plan", "Hello, Plan\n")


def test_what_is_left_out_leaves_no_hole(folder: Path) -> None:
    body = compose([folder], "asked", "cs", {"what": "x", "more": "", "link": LINK}).body
    assert body == f"Dobrý den,\n\n{LINK}\n"


def test_subject_stays_one_line_whatever_a_title_holds(folder: Path) -> None:
    context = {"what": "plán\r\nBcc: everybody@example.org\x00", "more": "", "link": LINK}
    composed = compose([folder], "asked", "cs", context)
    assert composed.subject == "Prosba – plán Bcc: everybody@example.org"
    assert "Bcc" not in composed.body
    assert one_line("a\u2028b") == "a b"


def test_missing_name_missing_text_and_missing_subject_are_errors(folder: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        compose([folder], "asked", "cs", {"what": "x"})
    with pytest.raises(jinja2.TemplateNotFound):
        compose([folder], "other", "cs", {})
    with pytest.raises(ValueError, match="Subject:"):
        compose([folder], "broken", "cs", {})


def test_a_typed_text_is_not_a_template(folder: Path) -> None:
    context = {"what": "x", "more": "{{ link }} {% if %}", "link": LINK}
    assert "{{ link }} {% if %}" in compose([folder], "asked", "cs", context).body


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.language = ""
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found["href"] or "")
        if tag == "html":
            self.language = found["lang"] or ""

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_says_the_same_escaped_with_one_link_and_its_language() -> None:
    body = f"Dobrý den,\n\nOdůvodnění: <b>ne</b> & nic\nhttps://evil.example.org\n\n{LINK}\n"
    page = make_html("Plán & <spol.>", body, "cs", LINK)
    read = _Reader(page)
    assert (read.links, read.language) == ([LINK], "cs")
    assert "<b>" not in page
    assert "Odůvodnění: <b>ne</b> & nic" in read.text
