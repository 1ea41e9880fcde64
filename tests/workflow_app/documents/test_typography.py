"""Hard spaces and dashes."""

import pytest

from workflow_app.documents.typography import printable, typeset


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("k domu s lidmi v obci", "k~domu s~lidmi v~obci"),
        ("Z obce i z kraje, a o tom u nás", "Z~obce i~z~kraje, a~o~tom u~nás"),
        ("a v domě", "a~v~domě"),
        ("(v Bělé)", "(v~Bělé)"),
        ("„O plánu“", "„O~plánu“"),
        ("sova a ves", "sova a~ves"),
        ("1 250 000 Kč", "1~250~000~Kč"),
        ("3 885 400", "3~885~400"),
        ("8. 12. 2026", "8.~12.~2026"),
        ("8. prosince 2026", "8.~prosince 2026"),
        ("12. zasedání", "12.~zasedání"),
        ("45 % a 6,5 úvazku", "45~% a~6,5~úvazku"),
        ("2 mil. Kč", "2~mil.~Kč"),
        ("usnesení č. 5/2026 dle § 94 písm. d) zákona č. 108/2006 Sb.", None),
        ("Č. j. HLUC/1", "Č.~j.~HLUC/1"),
        ("Ing. Jana Nová", "Ing.~Jana Nová"),
        ("Kompas, o. p. s., a Krůček, z. s.", "Kompas, o.~p.~s., a~Krůček, z.~s."),
        ("Domov, p. o., Stavby s. r. o.", "Domov, p.~o., Stavby s.~r.~o."),
        ("2027-2030", "2027–2030"),
        ("2027 - 2030", "2027–2030"),
        ("10-15 klientů", "10–15~klientů"),
        ("plán - návrh", "plán~– návrh"),
    ],
)
def test_czech_rules(plain: str, printed: str | None) -> None:
    expected = printed or "usnesení č.~5/2026 dle §~94 písm.~d) zákona č.~108/2006~Sb."
    assert typeset(plain, "cs").replace("\u00a0", "~") == expected


@pytest.mark.parametrize(
    "text",
    [
        "UZ-2-1/26",
        "028-20/2022/ZK",
        "1.1.2",
        "603-111-222",
        "plan-2027-2030.docx",
        "a@example.cz",
        "https://x.cz/a-b",
    ],
)
def test_numbers_of_documents_and_addresses_stay(text: str) -> None:
    assert typeset(text, "cs") == text


def test_english_has_its_own_rules() -> None:
    assert (
        typeset("a plan of 8 December 2026 for CZK 500", "en")
        == "a plan of 8\u00a0December 2026 for CZK\u00a0500"
    )


@pytest.mark.parametrize("language", ["cs", "en"])
def test_twice_is_the_same_as_once(language: str) -> None:
    text = "V obci a v kraji 1 250 000 Kč - 2027 - 2030, č. 5, § 94, 8. 12. 2026"
    assert typeset(typeset(text, language), language) == typeset(text, language)


def test_only_spaces_and_dashes_change() -> None:
    text = "V obci & v <kraji> \"ano\" 'ne' 2027-2030 - č. 5"

    def letters(value: str) -> str:
        return "".join(value.replace("–", "-").split())

    assert letters(typeset(text, "cs")) == letters(text)


def test_characters_that_xml_forbids_go_and_line_ends_are_unified() -> None:
    assert printable("a\x00b\x07c\ufffed\r\ne\rf\vg\th") == "abcd\ne\nf\ng\th"
    assert printable("ěščřžýáíéúůďťňó 😀 & <>") == "ěščřžýáíéúůďťňó 😀 & <>"
