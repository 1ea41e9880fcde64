"""Every notice that a definition names has its words in both languages, and both speak of the same things."""

import pytest
from jinja2 import Environment, meta

from tests.architecture.source import ROOT
from workflow_app.usecases.tell_of_groups import NAMES
from workflows.catalogue import load_definitions

WORKFLOWS = ROOT / "workflows"
OF_NO_PROCESS = ROOT / "workflow_app" / "notifications" / "texts"
LANGUAGES = ("cs", "en")
JINJA = Environment(autoescape=True)  # only parses
JINJA.filters["upper_first"] = str.capitalize
NAMED = sorted(
    {
        (law.process, name)
        for law in load_definitions()
        for names in (law.start_notices, *(item.notices for item in law.transitions))
        for name in names
    }
)


def _text(process: str, name: str, language: str) -> str:
    """The words of a notice: the process's own, else the common ones."""
    for folder in (process, "common"):
        path = WORKFLOWS / folder / "texts" / f"{name}.{language}.txt"
        if path.exists():
            return path.read_text(encoding="utf-8")
    raise AssertionError(f"there is no workflows/{process}/texts/{name}.{language}.txt")


@pytest.mark.parametrize(("process", "name"), NAMED)
def test_a_notice_has_words_in_both_languages_about_the_same_things(process: str, name: str) -> None:
    used = []
    for language in LANGUAGES:
        text = _text(process, name, language)
        assert text.startswith("Subject: ")
        assert f'{{% include "_signature.{language}.txt" %}}' in text
        assert "{{ link }}" in text, "a notice leads to the page to act on"
        used.append(meta.find_undeclared_variables(JINJA.parse(text)))
    czech, english = used
    cases = {"nominative", "genitive", "dative", "accusative", "locative", "instrumental"}
    assert czech - cases == english - cases
    assert bool(czech & cases) == bool(english & cases)


@pytest.mark.parametrize("name", sorted(NAMES.values()))
def test_news_of_groups_says_the_same_in_both_languages(name: str) -> None:
    czech, english = (
        meta.find_undeclared_variables(
            JINJA.parse((OF_NO_PROCESS / f"{name}.{language}.txt").read_text("utf-8"))
        )
        for language in LANGUAGES
    )
    assert czech == english
