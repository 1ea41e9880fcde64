"""Documents of an intent: its text, and once the municipalities have decided, who joined."""

from datetime import date

from sqlalchemy import select

from workflow_app.documents.paper import Paper
from workflow_app.engine.join import standing_stages
from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.content import IntentContent, intent_from_json
from workflow_app.models.municipality import Municipality
from workflows.common.contexts import context_of
from workflows.common.figures import day, money
from workflows.common.office import decisions_of, footer_of, frozen_text, letterhead_of, office_of
from workflows.common.paper import Fact, filled_facts
from workflows.intent.answers import answers_of
from workflows.intent.papers import IntentPaper

_FILE = Text(
    "Záměr společného plánování – verze {number}.docx", "Intent to plan together – version {number}.docx"
)
_SUBMITTED = Text("Návrh k projednání", "Draft for consideration")
_RESULT = Text(
    "Výsledek: přistoupilo {joined} z {asked} oslovených obcí", "Result: {joined} of {asked} joined"
)
_TERRITORY = Text("Území", "Territory")
_JOIN_ON = Text("Obec přistupuje dnem", "A municipality joins on")
_COST_SHARE = Text("Podíl na nákladech", "Share of the costs")
_A_HEAD = Text("{money} na obyvatele a rok", "{money} per inhabitant and year")


def intent(step: RecordedStep) -> Paper:
    """The text of the intent; with the table of decisions once the municipalities have decided."""
    text = frozen_text(step)
    content, language = intent_from_json(text.content), step.language
    is_concluded = step.to_state == "concluded"
    paper = IntentPaper(
        letterhead=letterhead_of(step, office_of(step)),
        footer=footer_of(content.title, text),
        title=content.title,
        state=_result(step) if is_concluded else _SUBMITTED.pick(language),
        facts=_facts(content, language),
        text=content.text,
        municipalities=_names(step, content),
        decisions=decisions_of(step, standing_stages(step.tx, step.process.id)) if is_concluded else (),
    )
    return Paper("intent/intent", context_of(paper), _FILE.pick(language).format(number=text.number))


def _result(step: RecordedStep) -> str:
    """Return how many of those asked joined."""
    answers = answers_of(step.tx, step.process.id, step.process.subject_id)
    joined = sum(answer.has_agreed for answer in answers)
    return _RESULT.pick(step.language).format(joined=joined, asked=len(answers))


def _facts(content: IntentContent, language: str) -> tuple[Fact, ...]:
    share = content.cost_share_czk
    cost = _A_HEAD.pick(language).format(money=money(share, language)) if share is not None else ""
    return filled_facts(
        [
            (_TERRITORY.pick(language), content.territory),
            (_JOIN_ON.pick(language), day(date.fromisoformat(content.join_on), language)),
            (_COST_SHARE.pick(language), cost),
        ]
    )


def _names(step: RecordedStep, content: IntentContent) -> tuple[str, ...]:
    statement = (
        select(Municipality.name)
        .where(Municipality.code.in_(content.municipalities))
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return tuple(step.tx.session.scalars(statement))
