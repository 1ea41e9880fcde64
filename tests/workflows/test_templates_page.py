"""The page about templates names every field that a template may use."""

import dataclasses
from pathlib import Path

from workflows.papers import PAPERS

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")


def test_every_field_of_every_document_is_described() -> None:
    for name, paper in PAPERS.items():
        section = PAGE.split(f"### {name}\n", 1)[1].split("\n### ", 1)[0]
        described = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
        assert described == {field.name for field in dataclasses.fields(paper)}, name
