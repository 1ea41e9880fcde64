"""The sentence of a round in both languages, with the Czech plurals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from workflow_app.app import _configuration
from workflow_app.settings import Settings
from workflow_app.web.shared.round_sentence import outcome_counts, round_sentence


@dataclass(frozen=True)
class Progress:
    total: int
    by_state: Mapping[str, int] = field(default_factory=dict)
    next_session_on: date | None = None
    next_session_where: str | None = None


def _say(settings: Settings, language: str, progress: Progress | None) -> str:
    app = Flask("words")
    app.config.update(_configuration(settings))
    Babel(app)
    with app.test_request_context(), force_locale(language):
        return round_sentence(progress).replace("\u00a0", " ")


def test_the_sentence_of_the_principle(settings: Settings) -> None:
    by_state = {"approved": 9, "noted": 2, "sent": 3, "on_agenda": 1}
    progress = Progress(15, by_state, date(2026, 12, 8), "v Píšti")
    assert _say(settings, "cs", progress) == (
        "9 z 15 obcí schválilo, 2 vzaly na vědomí, 4 čekají; nejbližší zasedání 8. 12. 2026 v Píšti"
    )
    assert _say(settings, "en", progress) == (
        "9 of 15 municipalities approved, 2 took note, 4 are still to decide; the next session is on 8 December 2026"
    )


@pytest.mark.parametrize(
    ("total", "by_state", "said"),
    [
        (1, {"approved": 1}, "1 z 1 obce schválila"),
        (2, {"approved": 2}, "2 ze 2 obcí schválily"),
        (14, {"rejected": 5, "postponed": 1}, "5 ze 14 obcí neschválilo, 1 odložila, 8 čeká"),
        (58, {}, "58 z 58 obcí čeká"),
        (60, {"noted": 1}, "1 ze 60 obcí vzala na vědomí, 59 čeká"),
    ],
)
def test_czech_plurals(settings: Settings, total: int, by_state: dict[str, int], said: str) -> None:
    assert _say(settings, "cs", Progress(total, by_state)) == said


def test_no_round_says_nothing(settings: Settings) -> None:
    assert _say(settings, "en", None) == ""
    assert _say(settings, "en", Progress(0)) == ""


def test_every_body_is_counted_once() -> None:
    counts = outcome_counts({"approved": 2, "preparing": 1, "cancelled": 1, "not_required": 1}, 15)
    assert counts["not_required"] == 2
    assert counts["waiting"] == 11
    assert sum(counts.values()) == 15
