"""Prose on a page reads as it does in print: paragraphs and lists, also those pasted from Word."""

import re

import pytest

from workflow_app.documents.blocks import blocks

TEXTS = [
    "Úvod.\n\n- první\n- druhá\n\nZávěr.",
    "•\tterénní služby\n•\tpobytové služby",
    "– doma\n– ve službě",
    "Minus -5 stupňů a pomlčka – uvnitř věty.",
    "  * odsazená",
]


@pytest.mark.parametrize("text", TEXTS)
def test_paragraphs_and_lists_are_those_of_the_printed_text(app, text):
    with app.test_request_context():
        shown = str(app.jinja_env.get_template("shared/macros/prose.html").module.prose(text))
    found = [(words, tag == "li") for tag, words in re.findall(r"<(p|li)>([^<]*)<", shown)]
    assert found == [(block.text, block.item) for block in blocks(text)]


def test_markup_that_somebody_typed_is_only_text(app):
    with app.test_request_context():
        shown = str(app.jinja_env.get_template("shared/macros/prose.html").module.prose("- <b>tučně</b>"))
    assert "&lt;b&gt;" in shown
