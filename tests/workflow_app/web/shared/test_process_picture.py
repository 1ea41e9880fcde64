"""The picture of every process: no word lies over another one, over a foreign box or under a line."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from flask import Flask, session

from workflow_app.documents.text_width import text_width
from workflow_app.web.shared.picture_layers import Way
from workflow_app.web.shared.picture_layout import Node, picture
from workflow_app.web.shared.process_picture import process_picture
from workflows.catalogue import load_catalogue

LAWS = load_catalogue()
PROCESSES = sorted(LAWS.definitions)  # every version: documents begun under an older one are still shown


@dataclass(frozen=True)
class Area:
    """What one text or one box covers."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Area") -> bool:
        return self.left <= other.left and other.right <= self.right and self.top <= other.top

    def has(self, x: float, y: float) -> bool:
        return self.left + 1 < x < self.right - 1 and self.top + 3 < y < self.bottom - 3


def _svg(app: Flask, process: tuple[str, int], language: str) -> ET.Element:
    law = LAWS.definitions[process]
    with app.test_request_context():
        session["language"] = language
        macros = app.jinja_env.get_template("shared/macros/diagram.html").module
        page = str(macros.diagram(process_picture(law, list(law.states)[-2]), process[0]))
    return ET.fromstring(re.search(r"<svg.*?</svg>", page, re.DOTALL)[0])  # noqa: S314 (our own page)


def _words(text: ET.Element, size: float) -> list[Area]:
    lines = [(float(line.get("x")), float(line.get("y")), line.text) for line in text.iter("tspan")]
    return [
        Area(words, x - text_width(words, size) / 2, y - size, x + text_width(words, size) / 2, y + 4)
        for x, y, words in lines
    ]


def _box(group: ET.Element) -> Area:
    rect = group.find("rect")
    x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return Area("".join(group.itertext()), x, y, x + width, y + height)


def _points(path: str) -> list[tuple[float, float]]:
    """Points along one piece of line: a cubic curve, or a straight piece down."""
    numbers = [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", path)]
    steps = [step / 20 for step in range(21)]
    if "v" in path:
        x, y, down = numbers
        return [(x, y + step * down) for step in steps]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    shares = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in steps]
    return [
        (
            sum(s * x for s, (x, _) in zip(share, pairs, strict=True)),
            sum(s * y for s, (_, y) in zip(share, pairs, strict=True)),
        )
        for share in shares
    ]


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("process", PROCESSES, ids=lambda item: f"{item[0]}-v{item[1]}")
def test_no_word_of_a_picture_lies_over_anything_else(
    app: Flask, process: tuple[str, int], language: str
) -> None:
    svg = _svg(app, process, language)
    groups = svg.findall("g")
    boxes = [_box(group) for group in groups]
    inside = [_words(group.find("text"), 15) for group in groups]
    labels = [_words(text, 13) for text in svg.findall("text")]
    assert len(boxes) == len(LAWS.definitions[process].states)
    assert labels
    for box, words in zip(boxes, inside, strict=True):
        assert all(box.holds(line) for line in words), box.what
    apart = [*boxes, *(line for label in labels for line in label)]
    own = {frozenset(pair) for label in labels for pair in combinations(label, 2)}
    over = [
        (one.what, other.what)
        for one, other in combinations(apart, 2)
        if one.meets(other) and frozenset((one, other)) not in own
    ]
    assert not over
    crossed = [
        (line.what, path.get("d"))
        for path in svg.findall("path")
        for line in apart
        if any(line.has(x, y) for x, y in _points(path.get("d")))
    ]
    assert not crossed


def test_every_way_has_its_words_and_an_arrow(app: Flask) -> None:
    svg = _svg(app, ("plan", 2), "en")
    words = [" ".join(text.itertext()) for text in svg.findall("text")]
    assert sorted(words) == [
        "Approve and submit to the councils",
        "End the round and return for more work",
        "Every council has decided and the change holds / Give up the change",
        "Every council has decided and the plan is in force",
        "Every group has recommended it",
        "Open the review in the groups",
        "Return for more work",
        "Supersede by the new plan",
        "The change is substantive",
        "Withdraw the plan",
    ]
    arrows = [path for path in svg.findall("path") if path.get("marker-end")]
    assert len(arrows) == len(words)


def test_a_box_without_a_name_yet_is_drawn_empty() -> None:
    drawn = picture(
        [Node("stage-0", "", "waits"), Node("end", "Approved", "done")], [Way(("stage-0",), "end", "")]
    )
    assert drawn.boxes[0].words.rows == ()
    assert drawn.labels == ()
    assert sum(arrow for _, arrow in drawn.lines) == 1
