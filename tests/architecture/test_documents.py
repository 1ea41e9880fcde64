"""Word templates: both languages of each paper, no stranger among them, placeholders that their dataclass fills."""

from tests.architecture.source import ROOT
from workflow_app.documents.placeholders import check_templates
from workflows.catalogue import OWN
from workflows.papers import PAPERS

FOLDER = ROOT / "docx_templates"


def test_placeholders_of_every_template_are_the_fields_of_its_paper() -> None:
    assert PAPERS
    assert check_templates(FOLDER, PAPERS) == []


def test_every_template_belongs_to_a_process() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert folders <= set(OWN), f"no such process: {folders - set(OWN)}"
    assert folders == {name.partition("/")[0] for name in PAPERS}
