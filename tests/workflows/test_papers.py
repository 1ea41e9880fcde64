"""Every Word template in both languages: right names, nothing lost, valid, readable by all."""

import dataclasses
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflow_app.documents.word_file import W, faults, lines, part, text
from tests.workflows.sample_papers import SAMPLES, TEMPLATES
from workflow_app.documents import placeholders
from workflow_app.documents.render import render
from workflow_app.kernel.languages import LANGUAGES
from workflows.papers import PAPERS

EVERY = [(name, language) for name in PAPERS for language in LANGUAGES]
HOSTILE = "& < > \" ' „ů“ ĚŠČŘŽÝÁÍÉÚŮĎŤŇÓ ěščřžýáíéúůďťňó ]]> &amp; {{ x }} {% y %}"
NOT_TEXT = {"kind", "asks_to_note"}  # codes that choose a sentence
NOT_PRINTED = {  # fields of shared rows and heads that this very document has no place for
    "plan/plan": r"letterhead\.(body|address|reference|handled|phone|email|place)|decisions\[\]\.hash"
    r"|by_source\[\]\.year|by_year\[\]\.source|overview\[\]\.territory|costs\[\]\.share",
    "plan/adoption_certificate": r"letterhead\.(body|address|reference|handled|phone|email)",
    "intent/intent": r"letterhead\.(body|address|reference|handled|phone|email|place|date)"
    r"|decisions\[\]\.(session|version|hash)",
    "measure/measure_card": r"letterhead\.(body|address|reference|handled|phone|email|place|date)|costs\[\]\.share",
    "monitoring_report/monitoring_report": r"letterhead\.(body|address|reference|handled|phone|email|place)"
    r"|decisions\[\]\.hash",
    "action_plan/action_plan": r"letterhead\.(body|address|reference|handled|phone|email|place)|decisions\[\]\.hash"
    r"|by_source\[\]\.year",
    "council_resolution/cover_letter": r"letterhead\.place",
    "council_resolution/explanatory_memorandum": r"letterhead\.(body|address|reference|handled|phone|email)|plan_title",
    "council_resolution/draft_resolution": r"letterhead\.(body|address|reference|handled|phone|email|place|date)",
    "council_resolution/comparison": r"letterhead\.(body|address|reference|handled|phone|email|place|date)",
    "council_resolution/annex_list": r"letterhead\.(body|address|reference|handled|phone|email|place|date)",
    "council_resolution/resolution_extract": r"letterhead\.(body|address|reference|handled|phone|email|place|date)",
}


def context(paper: object) -> dict[str, object]:
    """A paper as the renderer takes it."""
    return {field.name: getattr(paper, field.name) for field in dataclasses.fields(paper)}  # type: ignore[arg-type]


def document(name: str, language: str, paper: object) -> bytes:
    """The filled document."""
    return render(TEMPLATES / f"{name}.{language}.docx", context(paper), language)


def hostile(value: object, path: str, counter: Iterator[int], marks: dict[str, str]) -> object:
    """The same paper with every text replaced by a marked one that breaks careless XML."""
    if isinstance(value, tuple):
        return tuple(hostile(item, f"{path}[]", counter, marks) for item in value)
    if isinstance(value, str):
        mark = f"#{next(counter)}#"
        marks[mark] = path
        return f"{mark}\x0b\x07 {HOSTILE} \x00{mark}end"
    changes = {
        field.name: hostile(getattr(value, field.name), f"{path}.{field.name}", counter, marks)
        for field in dataclasses.fields(value)  # type: ignore[arg-type]
        if field.name not in NOT_TEXT
    }
    return dataclasses.replace(value, **changes)  # type: ignore[type-var]


def test_every_paper_has_a_sample() -> None:
    assert set(SAMPLES) == set(PAPERS)
    assert all(isinstance(SAMPLES[name]("cs"), paper) for name, paper in PAPERS.items())


def test_templates_use_exactly_the_fields_of_their_papers() -> None:
    assert placeholders.check_templates(TEMPLATES, PAPERS) == []
    for name, language in EVERY:
        used = placeholders.placeholders(TEMPLATES / f"{name}.{language}.docx")
        assert used == {field.name for field in dataclasses.fields(PAPERS[name])}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_nothing_is_lost(name: str, language: str, tmp_path: Path) -> None:
    marks: dict[str, str] = {}
    paper = hostile(SAMPLES[name](language), "", itertools.count(), marks)
    made = document(name, language, paper)
    read = re.sub(r"\s+", " ", text(made))
    whole = {mark for mark in marks if f"{mark} {HOSTILE} {mark}end" in read}
    lost = {
        path for mark, path in marks.items() if mark not in whole and not re.search(NOT_PRINTED[name], path)
    }
    assert lost == set()
    assert faults(made, tmp_path) == []


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_emptiest_paper_is_valid_and_prints_no_empty_table(
    name: str, language: str, tmp_path: Path
) -> None:
    made = document(name, language, placeholders._sample(PAPERS[name], full=False))
    assert faults(made, tmp_path) == []
    rows = [line for line in lines(made) if " | " in line]
    assert [row for row in rows if not row.replace("|", "").strip()] == []


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_form_of_the_document(name: str, language: str, tmp_path: Path) -> None:
    made = document(name, language, SAMPLES[name](language))
    assert faults(made, tmp_path) == []
    body = part(made, "word/document.xml")
    styles = part(made, "word/styles.xml")
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == {"cs": "cs-CZ", "en": "en-GB"}[language]
    levels = [style.get(f"{W}styleId") for style in styles if style.find(f"{W}pPr/{W}outlineLvl") is not None]
    used = [node.get(f"{W}val") for node in body.iter(f"{W}pStyle")]
    assert set(used) & {*levels, "Title"}
    assert "TemplateTag" not in used
    tables = list(body.iter(f"{W}tbl"))
    assert all(table.find(f"{W}tblPr/{W}tblCaption") is not None for table in tables)
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in body.iter(f"{W}tr"))
    listed = [t for t in tables if t.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "PlanTable"]
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in listed)
    page = body.find(f".//{W}sectPr")
    assert {page.find(f"{W}pgSz").get(f"{W}{side}") for side in "wh"} == {"11906", "16838"}
    assert {page.find(f"{W}pgMar").get(f"{W}{side}") for side in ("left", "right", "top", "bottom")} == {
        "1418"
    }
    fields = "".join(part(made, "word/footer1.xml").itertext())
    assert "NUMPAGES" in fields
    assert "3f7a9c0b52d8" in fields


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["plan/plan", "monitoring_report/monitoring_report"])
def test_contents_is_filled(name: str, language: str) -> None:
    made = document(name, language, SAMPLES[name](language))
    body = part(made, "word/document.xml")
    assert any(node.text.split()[0] == "TOC" for node in body.iter(f"{W}instrText"))
    entries = [
        node
        for node in body.iter(f"{W}p")
        if (node.find(f"{W}pPr/{W}pStyle") is not None)
        and re.fullmatch(r"TOC\d", node.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))
    ]
    pages = [int("".join(entry.itertext()).rsplit("\\h ", 1)[1]) for entry in entries]
    assert len(entries) > 10
    assert pages == sorted(pages)
    assert pages[0] > 1


def test_empty_fields_are_not_printed_as_rows() -> None:
    read = lines(document("plan/plan", "cs", SAMPLES["plan/plan"]("cs")))
    transport = next(place for place, line in enumerate(read) if line.startswith("Opatření 2.1.1"))
    labels = [
        line.split(" | ")[0]
        for line in itertools.takewhile(lambda line: " | " in line, read[transport + 1 :])
    ]
    assert "Popis" in labels
    assert not {"Rizika", "Kapacita", "Zdůvodnění potřeby"} & set(labels)
    assert not any("SWOT" in line for line in read)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_golden_text(name: str, language: str) -> None:
    """The whole text, hard spaces as ~. UPDATE_GOLDEN=1 writes it anew: read the difference first."""
    process, paper = name.split("/")
    golden = Path(__file__).parent / process / "golden" / f"{paper}.{language}.txt"
    made = "\n".join(lines(document(name, language, SAMPLES[name](language)))).replace("\u00a0", "~") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")
