"""The extract of a resolution is the municipality's own: its place, and no number where it gave none."""

from tests.factories.approval import plan_before_members, process_of, record
from tests.workflow_app.documents.word_file import lines
from workflow_app.db.uow import Transaction
from workflow_app.documents.render import render
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.lock import read
from workflow_app.engine.recorded_step import read_step
from workflows.council_resolution.extract import extract_of

BELA, PIST = "512974", "509647"


def printed(tx: Transaction, catalogue: Catalogue, process_id: int, language: str) -> list[str]:
    """The lines of the extract of the newest step."""
    step = read_step(tx, catalogue, process_id, read(tx, process_id).seq, language)
    paper = extract_of(step)
    text = lines(render(paper.template_file(language), paper.context, language, step.at))
    return [line.replace("\u00a0", " ") for line in text]


def test_an_extract_is_dated_where_the_council_is(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    bela, pist = (process_of(tx, plan, code) for code in (BELA, PIST))
    record(tx, catalogue, bela, number="12/3/2026")
    record(tx, catalogue, pist)
    czech, english = printed(tx, catalogue, bela, "cs"), printed(tx, catalogue, bela, "en")
    assert "Výpis z usnesení č. 12/3/2026" in czech
    assert "V Bělé dne 1. 12. 2026" in czech
    assert "Extract of resolution no. 12/3/2026" in english
    assert "Bělá, 1 December 2026" in english
    assert "Výpis z usnesení" in printed(tx, catalogue, pist, "cs"), (
        "no number, and no „č.“ that waits for one"
    )
    assert "Extract of a resolution" in printed(tx, catalogue, pist, "en")
