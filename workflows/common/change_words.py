"""Why resolutions on a former version stand after a change of the text: a sentence for each change, for print."""

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from workflow_app.engine.recorded_step import RecordedStep
from workflow_app.kernel.languages import Text
from workflow_app.models.text_change import TAKEN_STATES, TextChange
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.models.version import Version
from workflows.common.figures import day

_SENTENCES = {
    "editorial": Text(
        "Verze {number} se od verze {before} liší jen redakčně. Rozhodla o tom řídicí skupina {day}: {reason} "
        "Usnesení k předchozímu znění platí dál.",
        "Version {number} differs from version {before} only editorially, as the steering group decided on {day}: "
        "{reason} Resolutions on the former text stand.",
    ),
    "substantive": Text(
        "Verze {number} je věcnou změnou verze {before}. Rozhodla o tom řídicí skupina {day}: {reason} "
        "Znovu rozhodly orgány, které tu mají uvedenou novou verzi; usnesení, která změně předcházejí a jsou tu "
        "uvedena, platí dál.",
        "Version {number} is a substantive change of version {before}, as the steering group decided on {day}: "
        "{reason} Bodies listed here with the new version have decided again; earlier resolutions that are listed "
        "here stand.",
    ),
}


def changes_between(step: RecordedStep, first: int, last: int) -> tuple[str, ...]:
    """Return what the steering group said of each change of the document's text from version `first` to `last`."""
    made, before = aliased(Version), aliased(Version)
    classed = and_(
        TransitionRecord.process_id == TextChange.process_id,
        TransitionRecord.at == TextChange.decided_at,
        TransitionRecord.trigger == "class_" + TextChange.state,
    )
    statement = (
        select(TextChange, made.number, before.number, TransitionRecord.payload["meeting_on"].astext)
        .join(made, made.id == TextChange.version_id)
        .join(before, before.id == TextChange.from_version_id)
        .join(TransitionRecord, classed)
        .where(
            TextChange.process_id == step.process.id,
            TextChange.state.in_(TAKEN_STATES),
            made.number > first,
            made.number <= last,
        )
        .order_by(made.number)
    )
    return tuple(_sentence(step.language, *row) for row in step.tx.session.execute(statement))


def _sentence(language: str, change: TextChange, number: int, before: int, meeting_on: str) -> str:
    return (
        _SENTENCES[change.state]
        .pick(language)
        .format(
            number=number,
            before=before,
            day=day(date.fromisoformat(meeting_on), language),
            reason=_ended(change.decision_reason),
        )
    )


def _ended(reason: str) -> str:
    """Return what somebody typed as a sentence."""
    said = reason.strip()
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
