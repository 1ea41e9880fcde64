"""What a document of a process is printed from, with the papers of other processes that are enclosed."""

from dataclasses import dataclass, replace

from workflow_app.db.uow import Transaction
from workflow_app.documents.paper import Enclosure, Paper, PaperSet, Shared
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import RecordedStep, read_step


@dataclass(frozen=True, slots=True)
class PaperToday:
    """What one file of a set would be made from today; `is_shared` when the whole round has it alike."""

    made_from: str
    is_shared: bool


def papers_today(
    tx: Transaction,
    catalogue: Catalogue,
    process_id: int,
    name: str,
    language: str,
    base_url: str,
    known: dict[Enclosure, PaperToday] | None = None,
) -> dict[str, PaperToday]:
    """Return the papers of a set as its process stands now, by their names; the list of the files is not one.

    `known` remembers enclosures from one body of a round to the next, since all of them enclose the same.
    Raises NotFound for an unknown process.
    """
    step = read_step(tx, catalogue, process_id, read(tx, process_id).seq, language, base_url)
    made: PaperSet = catalogue.parts[step.process.process].documents[name](step)
    known = {} if known is None else known
    found: dict[str, PaperToday] = {}
    for item in made.papers:
        if isinstance(item, Enclosure):
            if item not in known:
                known[item] = _today(_enclosed(catalogue, step, item), language)
            found[item.name] = known[item]
        else:
            found[item.name] = _today(item, language)
    return found


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
