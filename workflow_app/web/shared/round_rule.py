"""A stage of an approval route as sentences: who decides, what counts, when it is enough, what a refusal means."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.join import StageCount
from workflow_app.engine.stage_bodies import RouteStage, StageBody
from workflow_app.web.shared.wording import in_words, number


def rule_sentences(catalogue: Catalogue, stage: StageCount) -> list[str]:
    """Return the rule of one stage of a round, one sentence a line."""
    return _rule(catalogue, stage.rule, alone=stage.total == 1 or is_of_one(stage.rule))


def route_sentences(
    catalogue: Catalogue,
    rule: RouteStage,
    names: Mapping[str, str],
    bodies: Sequence[StageBody] | None = None,
) -> list[str]:
    """Return the same of a stage of a route, with who decides first; `bodies` are those that it names today.

    `names` are those of municipalities by their codes.
    """
    alone = len(bodies) == 1 if bodies is not None else is_of_one(rule)
    order = [] if alone or rule.order != "one_by_one" else [in_what_order(rule, names, bodies)]
    return [*_who(rule, bodies), *order, *_rule(catalogue, rule, alone=alone)]


def in_what_order(
    rule: RouteStage, names: Mapping[str, str], bodies: Sequence[StageBody] | None = None
) -> str:
    """Return in what order a stage asks its bodies one after another."""
    if not rule.sequence:
        if rule.bodies.startswith("all_"):
            return _("The lead municipality comes first, the others follow by the alphabet.")
        return _("They are asked by the alphabet.")
    named = ", ".join(names.get(code, code) for code in rule.sequence)
    if bodies and {body.code for body in bodies} <= set(rule.sequence):
        return _("In this order: %(names)s.", names=named)
    return _("In this order: %(names)s, then the others by the alphabet.", names=named)


def is_of_one(rule: RouteStage) -> bool:
    """Tell whether a stage can only ever be of a single body."""
    return rule.bodies.startswith("lead_") or rule.bodies in ("named", "union")


def _rule(catalogue: Catalogue, rule: RouteStage, *, alone: bool) -> list[str]:
    sentences = [
        _order(rule, alone=alone),
        _part(rule),
        enough(rule, alone=alone),
        _what_counts(catalogue, rule),
        _refusal(rule, alone=alone),
        _without_board(rule),
        _deadline(rule),
        rule.note,
    ]
    return [sentence for sentence in sentences if sentence]


def set_label(bodies: str) -> str:
    """Return what people call a set of bodies that a stage can name."""
    return {
        "lead_board": _("board of the lead municipality"),
        "lead_assembly": _("assembly of the lead municipality"),
        "member_boards": _("boards of the other municipalities"),
        "member_assemblies": _("assemblies of the other municipalities"),
        "all_boards": _("boards of all municipalities"),
        "all_assemblies": _("assemblies of all municipalities"),
        "asked_assemblies": _("assemblies of the municipalities asked to join"),
        "union": _("union of municipalities"),
        "region": _("assembly of the region"),
        "named": _("one named body"),
    }.get(bodies, bodies)


def _who(rule: RouteStage, bodies: Sequence[StageBody] | None) -> list[str]:
    if bodies is None or rule.bodies == "asked_assemblies":
        return [_("Who decides: %(who)s.", who=set_label(rule.bodies))]
    if not bodies:
        return [_("Who decides: %(who)s – today there is none.", who=set_label(rule.bodies))]
    if len(bodies) == 1:
        return [_("Who decides: %(who)s.", who=in_words(bodies[0].who))]
    return [_("Who decides: %(who)s (%(count)s).", who=set_label(rule.bodies), count=number(len(bodies)))]


def _order(rule: RouteStage, *, alone: bool) -> str:
    if rule.order == "one_by_one" and not alone:
        if rule.refusal == "go_on":
            return _(
                "They decide one after another: the next one is asked once the one before it has decided."
            )
        return _("They decide one after another: the next one is asked once the one before it has agreed.")
    return ""


def _part(rule: RouteStage) -> str:
    return _("Only the part “Goals and measures” is decided about.") if rule.part else ""


def enough(rule: RouteStage, *, alone: bool) -> str:
    """Return the join rule as a sentence."""
    value = rule.join_value or 0
    if rule.join == "lead_only":
        return _("It is enough when the lead municipality agrees; the others are not waited for.")
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
    return _("This body must agree.") if alone else _("Every municipality must agree.")


def _what_counts(catalogue: Catalogue, rule: RouteStage) -> str:
    names = [outcome_label(catalogue, name).lower() for name in rule.counts]
    return _("What counts as consent: %(outcomes)s.", outcomes=_(" or ").join(names)) if names else ""


def outcome_label(catalogue: Catalogue, outcome: str) -> str:
    """Return what people call an outcome that a route can count."""
    return in_words(catalogue.latest("council_resolution").states[outcome].label)


def _refusal(rule: RouteStage, *, alone: bool) -> str:
    if rule.refusal == "go_on" and not alone:
        return _("A body that rejects it is left out; the others go on.")
    if rule.refusal == "stop":
        return _("When a body rejects it, the round cannot succeed: the coordinator returns the document.")
    return _("When a body rejects it, the coordinator decides how to go on.")


def _without_board(rule: RouteStage) -> str:
    if not rule.is_of_boards or (rule.without_board == "skip" and not rule.may_be_empty):
        return ""
    return {
        "skip": _("A municipality without a board skips this stage."),
        "assembly": _("Where a municipality has no board, its assembly decides in its place."),
        "mayor": _("Where a municipality has no board, its mayor decides (§ 102 (4) of act 128/2000 Sb.)."),
    }.get(rule.without_board, "")


def _deadline(rule: RouteStage) -> str:
    return str(
        ngettext(
            "Each body has %(num)s day from the opening of the stage.",
            "Each body has %(num)s days from the opening of the stage.",
            rule.deadline_days,
        )
    )
