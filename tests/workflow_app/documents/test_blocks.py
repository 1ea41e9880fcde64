"""Prose into paragraphs."""

from workflow_app.documents.blocks import Block, blocks


def test_empty_line_separates_and_dash_begins_an_item() -> None:
    text = "První odstavec\nna dvou řádcích.\n\nZásady:\n- jedna\n- dvě\n  pokračování\n\nKonec."
    assert blocks(text) == [
        Block("První odstavec\nna dvou řádcích."),
        Block("Zásady:"),
        Block("jedna", True),
        Block("dvě\npokračování", True),
        Block("Konec."),
    ]


def test_lines_from_windows_and_empty_lines_with_spaces() -> None:
    assert blocks("a\r\n \r\nb\n\n\n\nc") == [Block("a"), Block("b"), Block("c")]


def test_nothing_of_nothing() -> None:
    assert blocks(" \n\n ") == []


def test_dash_inside_a_word_or_alone_is_no_item() -> None:
    assert blocks("-5 °C\n-\nx") == [Block("-5 °C\n-\nx")]
