"""What recording a verdict means for the whole document, said before the click and on the receipt."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.engine.join import StageCount
from workflows.council_resolution.payloads import COMES_AGAIN, REVOKED


def meaning_of(verdict: str, stages: Sequence[StageCount], position: int) -> list[str]:
    """Return sentences on what happens once `verdict` is recorded by a body of the stage at `position`."""
    stage = next((item for item in stages if item.position == position), None)
    if stage is None:
        return []
    if verdict in COMES_AGAIN:
        return [
            _("The matter stays open for this municipality."),
            _("Record the next resolution when the body returns to it; we will remind you."),
        ]
    if verdict == REVOKED:
        return [
            _("The earlier decision stays in the history but no longer counts."),
            _(
                "The coordinator is told at once. A document that is in force already does not change by itself."
            ),
        ]
    if verdict == "approved_with_changes":
        return [
            _("The coordinator will look at the changes: editorial ones count as an approval."),
            _("Other changes go back to the groups."),
        ]
    if verdict in stage.rule.counts:
        return [_("It counts as consent."), _rest(stages, stage)]
    return [_("It does not count as consent."), _after_refusal(stage)]


def _rest(stages: Sequence[StageCount], stage: StageCount) -> str:
    left = stage.waiting - 1
    if left > 0:
        return str(
            ngettext(
                "After it, %(num)s municipality is still to decide.",
                "After it, %(num)s municipalities are still to decide.",
                left,
            )
        )
    if any(item.opened_at is None for item in stages):
        return _(
            "It is the last decision of this stage: if the rule is met, the other municipalities are asked next."
        )
    return _("It is the last decision: if the rule is met, the document takes effect at once.")


def _after_refusal(stage: StageCount) -> str:
    return {
        "stop": _("The round cannot succeed then; the coordinator will return the document to the groups."),
        "ask": _("The coordinator will decide how to go on."),
        "go_on": _("The municipality is left out; the others go on."),
    }[stage.rule.refusal]
