"""What a document of a process is printed from, with the papers of other processes that are enclosed."""

from dataclasses import dataclass, replace

from workflow_app.documents.paper import Enclosure, Paper, PaperSet, Shared
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import RecordedStep, read_step


@dataclass(frozen=True, slots=True)
class PaperToday:
    """What one file of a set would be made from today; `is_shared` when the whole round has it alike."""

    made_from: str
    is_shared: bool


def papers_today(catalogue: Catalogue, step: RecordedStep, name: str) -> dict[str, PaperToday]:
    """Return the papers of a set as the process of its newest step stands now, by their names; the list is not one.

    What all bodies enclose or hold alike is found once for the steps that are together.
    """
    made: PaperSet = catalogue.parts[step.process.process].documents[name](step)
    return {item.name: _of_set(catalogue, step, item) for item in made.papers}


def _of_set(catalogue: Catalogue, step: RecordedStep, item: Paper | Enclosure | Shared) -> PaperToday:
    once, language = step.together.once, step.language
    if isinstance(item, Enclosure):
        return once(("enclosed", item), lambda: _today(_enclosed(catalogue, step, item), language))
    if isinstance(item, Shared):  # the very same paper, kept below so that its id stays its own
        return once(("shared", id(item.paper)), lambda: (item, _today(item, language)))[1]
    return _today(item, language)


def _today(item: Paper | Shared, language: str) -> PaperToday:
    paper = item.paper if isinstance(item, Shared) else item
    return PaperToday(paper.made_from(language), isinstance(item, Shared))


def papers_of(catalogue: Catalogue, step: RecordedStep, name: str) -> Paper | PaperSet:
    """Return what the document `name` of the step's process is printed from; enclosures have become shared papers.

    Raises KeyError for a document that the process has not.
    """
    made: Paper | PaperSet = catalogue.parts[step.process.process].documents[name](step)
    if isinstance(made, Paper):
        return made
    papers = tuple(
        _enclosed(catalogue, step, item) if isinstance(item, Enclosure) else item for item in made.papers
    )
    return replace(made, papers=papers)


def _enclosed(catalogue: Catalogue, step: RecordedStep, wanted: Enclosure) -> Shared:
    """Return the paper that the other process makes of its latest step."""
    seq = read(step.tx, wanted.process_id).seq
    other = read_step(step.tx, catalogue, wanted.process_id, seq, step.language, step.base_url)
    made: Paper = catalogue.parts[other.process.process].documents[wanted.name](
        replace(other, part=wanted.part)
    )
    return Shared(wanted.process_id, replace(made, file_name=wanted.file_name))
