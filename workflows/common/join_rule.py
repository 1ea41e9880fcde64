"""The join rule of a round's stage, in words."""

from workflow_app.kernel.languages import Text
from workflow_app.models.approval_route import RouteStage
from workflows.common.labels import VERDICTS

_RULES = {
    "all": Text("musí souhlasit všechny orgány", "all bodies must agree"),
    "at_least": Text("musí souhlasit alespoň {value} orgánů", "at least {value} bodies must agree"),
    "share_of_bodies": Text(
        "musí souhlasit alespoň {value} % orgánů", "at least {value}% of bodies must agree"
    ),
    "share_of_inhabitants": Text(
        "musí souhlasit orgány obcí s alespoň {value} % obyvatel",
        "bodies of municipalities with at least {value}% of inhabitants must agree",
    ),
    "lead_only": Text("musí souhlasit orgán vedoucí obce", "the body of the lead municipality must agree"),
}
_ALONE = Text("tento orgán musí souhlasit", "this body must agree")
_PART = Text(" (část „Cíle a opatření“)", " (the part “Goals and measures”)")
_COUNTS = Text("za souhlas se počítá: {verdicts}", "what counts as agreement: {verdicts}")


def rule_in_words(rule: RouteStage, bodies: int, language: str) -> str:
    """Return the rule of one stage as a sentence: "Zastupitelstva obcí: musí souhlasit všechny orgány; …".

    `bodies` is how many the stage has.
    """
    verdicts = ", ".join(VERDICTS[verdict].pick(language) for verdict in rule.counts)
    needed = (_ALONE if bodies == 1 else _RULES[rule.join]).pick(language).format(value=rule.join_value)
    counted = _COUNTS.pick(language).format(verdicts=verdicts)
    part = _PART.pick(language) if rule.part else ""
    return f"{rule.label[language]}{part}: {needed}; {counted}."
