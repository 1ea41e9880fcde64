"""Titles of plans in the grammatical cases that a resolution needs."""

import re

_ENDINGS = {"genitive": {"ý": "ého", "í": "ího"}, "dative": {"ý": "ému", "í": "ímu"}}
_HEADED_BY_PLAN = re.compile(r"^(?P<before>(?:\S+ ){0,4})(?P<plan>[Pp]lán)(?P<rest>\b.*)$", re.DOTALL)


def _adjective(word: str, endings: dict[str, str]) -> str:
    """Decline one word before "plán"; ordinals such as "2." and words of other endings stay."""
    return word[:-1] + endings[word[-1]] if word[-1] in endings else word


def _declined(title: str, case: str) -> str:
    found = _HEADED_BY_PLAN.match(title)
    words = found["before"].split() if found else []
    if found is None or any(not re.search(r"(ý|í|\d\.)$", word) for word in words):
        return f"dokumentu „{title}“"
    return " ".join(
        [*(_adjective(word, _ENDINGS[case]) for word in words), f"{found['plan']}u{found['rest']}"]
    )


def genitive(title: str) -> str:
    """Return "Střednědobého plánu rozvoje…"; a title that no plan heads becomes "dokumentu „…“"."""
    return _declined(title, "genitive")


def dative(title: str) -> str:
    """Return "Střednědobému plánu rozvoje…"; a title that no plan heads becomes "dokumentu „…“"."""
    return _declined(title, "dative")
