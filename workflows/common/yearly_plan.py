"""What a yearly action plan is called: by the area's own word, with the plan it belongs to and its year."""

from workflow_app.kernel.languages import Text
from workflows.common.declension import genitive
from workflows.common.labels import NAMINGS


def full_name(naming: str, plan_title: str, year: int) -> Text:
    """Return "Akční plán Komunitního plánu … na rok 2027" (domain § 4.8). Raises KeyError for an unknown naming."""
    word = NAMINGS[naming]
    return Text(f"{word.cs} {genitive(plan_title)} na rok {year}", f"{word.en} of “{plan_title}” for {year}")


def short_name(naming: str, year: int) -> Text:
    """Return "Akční plán na rok 2027". Raises KeyError for an unknown naming."""
    word = NAMINGS[naming]
    return Text(f"{word.cs} na rok {year}", f"{word.en} for {year}")
