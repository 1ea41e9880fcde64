"""The check of templates that staff run after editing one."""

import dataclasses
import shutil
from pathlib import Path

from tests.workflow_app.documents.test_render import paragraph, template
from workflow_app.documents.placeholders import check_template, check_templates, placeholders


@dataclasses.dataclass(frozen=True)
class _Row:
    name: str


@dataclasses.dataclass(frozen=True)
class _Paper:
    title: str
    area: str
    rows: tuple[_Row, ...]


GOOD = (
    paragraph("{%p for row in rows %}")
    + paragraph("{{ row.name }} {{ loop.index }}")
    + paragraph("{%p endfor %}")
)


def test_names_in_all_parts(tmp_path: Path) -> None:
    assert placeholders(template(tmp_path, GOOD)) == {"title", "area", "rows"}
    assert check_template(template(tmp_path, GOOD), _Paper) == []


def test_wrong_and_unused_names(tmp_path: Path) -> None:
    body = (
        paragraph("{{ title.upper }}{{ jmeno }}")
        + paragraph("{%p for row in rows %}")
        + paragraph("{{ row.nam }}")
    )
    assert check_template(template(tmp_path, body + paragraph("{%p endfor %}")), _Paper) == [
        "{{ jmeno }} is not in the list of fields",
        "{{ row.nam }} is not in the list of fields",
    ]
    assert check_template(template(tmp_path, paragraph("x")), _Paper) == ["the field rows is not used"]


def test_wrong_tag_is_named_with_its_place(tmp_path: Path) -> None:
    [fault] = check_template(template(tmp_path, paragraph("Vážení {% if rows %} sousedé")), _Paper)
    assert "Unexpected end of template" in fault
    [fault] = check_template(template(tmp_path, paragraph("Dobrý den {{ rows | neznamy }}")), _Paper)
    assert "neznamy" in fault
    assert "Dobrý den" in fault


def test_tag_in_a_wrong_place_is_found_by_a_trial(tmp_path: Path) -> None:
    [fault] = check_template(template(tmp_path, paragraph("{{ rows }}")), _Paper)
    assert "cannot be filled" in fault
    half = GOOD.replace("{%p endfor %}", "{% endfor %}")
    assert any("cannot be filled" in fault for fault in check_template(template(tmp_path, half), _Paper))


def test_file_that_is_no_word_document(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_text("nic")
    assert check_template(file, _Paper) == ["this is not a Word document (DOCX), or the file is missing"]


def test_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "plan").mkdir(parents=True)
    made = template(tmp_path, GOOD)
    for name in ("a.cs.docx", "odd.docx", "~$a.cs.docx"):
        shutil.copy(made, folder / "plan" / name)
    assert check_templates(folder, {"plan/a": _Paper}) == [
        "plan/a.en.docx: this is not a Word document (DOCX), or the file is missing",
        "plan/odd.docx: no document is made from this file",
    ]
