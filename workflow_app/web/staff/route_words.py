"""An approval route in words and as a picture, the same on the list, in the preview and among old versions."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.stage_bodies import RouteStage
from workflow_app.kernel.languages import Text
from workflow_app.usecases.area_changes import ROUTE_WORDS
from workflow_app.usecases.route_input import RouteDraft
from workflow_app.web.shared.picture_layers import Way
from workflow_app.web.shared.picture_layout import Node, Picture, picture
from workflow_app.web.shared.round_rule import is_of_one, route_sentences
from workflow_app.web.shared.wording import in_words, number, refusal_text

MOST_NAMES = 60  # of bodies that are listed one by one
FIRST_NAMES = 2  # of municipalities that the picture names where they decide one after another


def kind_label(kind: str) -> str:
    """Return what people call a kind of document that has a route."""
    return in_words(ROUTE_WORDS[kind])


def route_words(
    catalogue: Catalogue, draft: RouteDraft, names: Mapping[str, str], *, with_errors: bool = True
) -> dict[str, Any]:
    """Return a route as the template _route.html shows it: stages in words, picture, what was found in it.

    `names` are those of municipalities by their codes; `with_errors`: unless they stand beside their fields already.
    """
    return {
        "stages": [
            {
                "label": in_words(Text.of(rule.label)) or _("without a name"),
                "rules": route_sentences(catalogue, rule, names, bodies),
                "in_turn": rule.order == "one_by_one",
                "bodies": [in_words(body.who) for body in bodies] if 1 < len(bodies) <= MOST_NAMES else [],
            }
            for rule, bodies in zip(draft.rules, draft.bodies, strict=True)
        ],
        "picture": _picture(draft, names) if draft.rules else None,
        "errors": [_found(draft.rules, found) for found in draft.findings.errors] if with_errors else [],
        "warnings": [_found(draft.rules, found) for found in draft.findings.warnings],
    }


def old_words(
    catalogue: Catalogue, rules: Sequence[RouteStage], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the stages of a former version; whom they named then is not said."""
    return [
        {"label": in_words(Text.of(rule.label)), "rules": route_sentences(catalogue, rule, names)}
        for rule in rules
    ]


def _found(rules: Sequence[RouteStage], found: Any) -> str:
    """A finding with the stage that it is about."""
    if not found.field or not found.field.startswith("stages-"):
        return refusal_text(found)
    index = int(found.field.split("-")[1])
    label = in_words(Text.of(rules[index].label)) or _("without a name")
    return _("Stage %(number)s, %(label)s: %(text)s", number=index + 1, label=label, text=refusal_text(found))


def _picture(draft: RouteDraft, names: Mapping[str, str]) -> Picture:
    """The stages one under another down to the end; beside each what its refusal means."""
    nodes: list[Node] = []
    ways: list[Way] = []
    keys = [*(f"stage-{index}" for index in range(len(draft.rules))), "end"]
    for index, (rule, bodies) in enumerate(zip(draft.rules, draft.bodies, strict=True)):
        alone = len(bodies) == 1 or is_of_one(rule)
        label = in_words(Text.of(rule.label))
        label = label if alone or not bodies else f"{label} ({number(len(bodies))})"
        nodes.append(Node(keys[index], label, "under_way"))
        ways.append(Way((keys[index],), keys[index + 1], _arrow_label(rule, names, alone=alone)))
        if rule.refusal != "go_on":
            refused = f"refused-{index}"
            nodes.append(Node(refused, _after(rule), "refused" if rule.refusal == "stop" else "waits"))
            ways.append(Way((keys[index],), refused, _("refusal")))
    return picture([*nodes, Node("end", _("Approved"), "done")], ways)


def _after(rule: RouteStage) -> str:
    return _("The document is returned") if rule.refusal == "stop" else _("The coordinator decides")


def _arrow_label(rule: RouteStage, names: Mapping[str, str], *, alone: bool) -> str:
    value = rule.join_value or 0
    if rule.order == "one_by_one" and not alone:
        first = ", ".join(names.get(code, code) for code in rule.sequence[:FIRST_NAMES])
        return _("one after another: %(names)s …", names=first) if first else _("one after another")
    return {
        "at_least": _("at least %(num)s agree", num=value),
        "share_of_bodies": _("at least %(num)s %% agree", num=value),
        "share_of_inhabitants": _("%(num)s %% of inhabitants", num=value),
        "lead_only": _("the lead one agrees"),
    }.get(rule.join, _("agrees") if alone else _("all agree"))
