"""What a body resolved, in words: its own text, its points, or the standard sentence of its outcome (domain § 4.8)."""

from collections.abc import Sequence

from workflow_app.kernel.languages import Text
from workflow_app.models.council_resolution import CouncilResolution
from workflows.common.figures import day
from workflows.council_resolution.payloads import COMES_AGAIN
from workflows.council_resolution.points import VERBS, ResolutionPoint
from workflows.council_resolution.wording import Matter, OfficialBody, document_name, draft_resolution

# The verb of an outcome, before what is decided about; the draft says one of the first two.
_DRAFTED = Text("schvaluje", "approves"), Text("bere na vědomí", "takes note of")
_VERBS = {
    "approved": Text("schvaluje", "approves"),
    "approved_with_changes": Text("schvaluje se změnami", "approves with changes"),
    "recommended": Text("doporučuje schválit", "recommends approving"),
    "noted": Text("bere na vědomí", "takes note of"),
    "rejected": Text("neschvaluje", "does not approve"),
    "postponed": Text("odkládá", "postpones"),
    "withdrawn_from_agenda": Text("stahuje z programu jednání", "withdraws from its agenda"),
    "returned": Text("vrací k dopracování", "returns for more work"),
}
_CONSENTS = Text(  # "souhlasí" wants the instrumental, so what it is about is named in quotation marks
    "souhlasí s předloženým dokumentem „{document}“", "consents to the submitted document “{document}”"
)
_REVOKES = Text(
    "{body} revokuje své usnesení{number} ze dne {day}.", "{body} revokes its resolution{number} of {day}."
)
_NUMBER = Text(" č. {number}", " no. {number}")
_TASK = Text("Z: {person}   T: {due}", "Responsible: {person}   Due: {due}")


def with_verb(body: OfficialBody, matter: Matter, verdict: str, language: str) -> str:
    """Return the standard text of an outcome: the draft with its verb in the main point.

    A matter that was put off is only that sentence; "" where nothing was resolved.
    """
    drafted = draft_resolution(body, matter, language)
    main = next(point.text for point in reversed(drafted.points) if _lead(point.text, language))
    said = _said(matter, main, verdict, language)
    if said and verdict in COMES_AGAIN:
        return f"{body.name} {said.rstrip(',.')}."
    return drafted.as_text().replace(main, said) if said else ""


def consent(matter: Matter, language: str) -> str:
    """Return the main point of a resolution that consents to the document."""
    return _CONSENTS.pick(language).format(document=document_name(matter, language))


def _said(matter: Matter, main: str, verdict: str, language: str) -> str:
    """Return the main point with the verb of the outcome; what it is about stands in the accusative."""
    if verdict == "consented":
        return consent(matter, language) + main[-1]
    verb = _VERBS.get(verdict)
    return verb.pick(language) + main.removeprefix(_lead(main, language)) if verb else ""


def _lead(text: str, language: str) -> str:
    """Return the verb of the draft that a point begins with; "" for another point."""
    verbs = (verb.pick(language) for verb in _DRAFTED)
    return next((verb for verb in verbs if text.startswith(verb)), "")


def revocation(body: OfficialBody, annulled: CouncilResolution, language: str) -> str:
    """Return "Zastupitelstvo obce Bělá revokuje své usnesení č. 12/3/2026 ze dne 8. 12. 2026."."""
    number = _NUMBER.pick(language).format(number=annulled.number) if annulled.number else ""
    return _REVOKES.pick(language).format(
        body=body.name, number=number, day=day(annulled.session_on, language)
    )


def points_text(points: Sequence[ResolutionPoint], language: str) -> str:
    """Return the further points of a resolution, a paragraph each, each task with who does it and until when."""
    return "\n\n".join(_point(point, language) for point in points)


def _point(point: ResolutionPoint, language: str) -> str:
    verb = VERBS[point.verb].pick(language)
    line = " ".join(part for part in (point.numeral, verb, point.text) if part)
    if not point.is_task:
        return line
    due = day(point.due, language) if point.due else "–"
    return f"{line}\n{_TASK.pick(language).format(person=point.person, due=due)}"
