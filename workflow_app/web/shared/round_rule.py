"""The rule of a round's stage as sentences: who must agree, what counts, what a refusal means."""

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import StageCount
from workflow_app.web.shared.wording import in_words


def rule_sentences(catalogue: Catalogue, stage: StageCount) -> list[str]:
    """Return the rule of one stage of a round, one sentence a line."""
    return [_enough(stage), _what_counts(catalogue, stage), _refusal(stage), _deadline(stage)]


def _enough(stage: StageCount) -> str:
    rule = stage.rule
    value = rule.join_value or 0
    if rule.join == "at_least":
        return str(
            ngettext(
                "It is enough when %(num)s municipality agrees.",
                "It is enough when %(num)s municipalities agree.",
                value,
            )
        )
    if rule.join == "share_of_bodies":
        return _("It is enough when at least %(share)s %% of the municipalities agree.", share=value)
    if rule.join == "share_of_inhabitants":
        return _(
            "It is enough when municipalities with at least %(share)s %% of the inhabitants agree.",
            share=value,
        )
    if stage.total == 1 or rule.bodies.startswith("lead_"):
        return _("This body must agree.")
    return _("Every municipality must agree.")


def _what_counts(catalogue: Catalogue, stage: StageCount) -> str:
    states = catalogue.latest("council_resolution").states
    names = [in_words(states[name].label).lower() for name in stage.rule.counts]
    return _("What counts as consent: %(outcomes)s.", outcomes=_(" or ").join(names))


def _refusal(stage: StageCount) -> str:
    return {
        "stop": _("When a body rejects it, the round cannot succeed: the coordinator returns the document."),
        "ask": _("When a body rejects it, the coordinator decides how to go on."),
        "go_on": _("A body that rejects it is left out; the others go on."),
    }[stage.rule.refusal]


def _deadline(stage: StageCount) -> str:
    return str(
        ngettext(
            "Each body has %(num)s day from the opening of the stage.",
            "Each body has %(num)s days from the opening of the stage.",
            stage.rule.deadline_days,
        )
    )
