"""The rule of a stage in print: of one body it is said in the singular."""

import pytest

from workflow_app.models.approval_route import RouteStage
from workflows.common.join_rule import rule_in_words

TOWN = RouteStage("lead", {"cs": "Město", "en": "Town"}, "lead_assembly", ("approved",))


@pytest.mark.parametrize(
    ("bodies", "language", "said"),
    [
        (1, "cs", "Město: tento orgán musí souhlasit; za souhlas se počítá: schváleno."),
        (14, "cs", "Město: musí souhlasit všechny orgány; za souhlas se počítá: schváleno."),
        (1, "en", "Town: this body must agree; what counts as agreement: approved."),
    ],
)
def test_the_rule_fits_the_number_of_bodies(bodies: int, language: str, said: str) -> None:
    assert rule_in_words(TOWN, bodies, language) == said
