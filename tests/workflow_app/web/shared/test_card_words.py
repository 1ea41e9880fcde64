"""Every code and field of a plan has a word on screen, in both languages."""

from dataclasses import fields

import pytest
from flask import session

from workflow_app.models.content import Chapter, Goal, MeasureCard, PlanContent, Priority
from workflows.common import labels

NOT_SHOWN = {"body", "key", "part", "chapters", "goals", "priorities", "measures"}
WORDS = {
    "source_word": labels.SOURCES,
    "intent_word": labels.INTENTS,
    "urgency_word": labels.URGENCIES,
    "part_word": labels.PARTS,
    "status_tag": labels.STATUSES,
    "next_step_word": labels.NEXT_STEPS,
}


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_code_has_a_word(app, language):
    with app.test_request_context():
        session["language"] = language
        macros = app.jinja_env.get_template("shared/macros/card_words.html").module
        for macro, codes in WORDS.items():
            for code in codes:
                assert str(getattr(macros, macro)(code)).strip(), (macro, code)
        for kind in (PlanContent, Chapter, Goal, Priority, MeasureCard):
            for name in {field.name for field in fields(kind)} - NOT_SHOWN:
                assert str(macros.field_word(name)).strip(), name
