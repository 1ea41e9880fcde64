"""Cases of titles."""

import pytest

from workflows.common.declension import dative, genitive


@pytest.mark.parametrize(
    ("title", "second", "third"),
    [
        ("Střednědobý plán rozvoje", "Střednědobého plánu rozvoje", "Střednědobému plánu rozvoje"),
        (
            "2. komunitní plán města Písku",
            "2. komunitního plánu města Písku",
            "2. komunitnímu plánu města Písku",
        ),
        ("Plán rozvoje 2027–2030", "Plánu rozvoje 2027–2030", "Plánu rozvoje 2027–2030"),
        ("Strategie péče", "dokumentu „Strategie péče“", "dokumentu „Strategie péče“"),
        ("KPSS Hlučín – plán", "dokumentu „KPSS Hlučín – plán“", "dokumentu „KPSS Hlučín – plán“"),
        ("Plánování služeb", "dokumentu „Plánování služeb“", "dokumentu „Plánování služeb“"),
    ],
)
def test_cases(title: str, second: str, third: str) -> None:
    assert (genitive(title), dative(title)) == (second, third)
