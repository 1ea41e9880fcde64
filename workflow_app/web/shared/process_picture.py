"""A process as the picture macro wants it: boxes in a grid, arrows with labels, the present place marked."""

from typing import Any

from workflow_app.engine.definition import Definition
from workflow_app.engine.draw import BOX_HEIGHT, BOX_WIDTH, GAP_X, GAP_Y, diagram
from workflow_app.web.shared.wording import in_words, language


def process_picture(law: Definition, current: str | None) -> dict[str, Any]:
    """Return `nodes`, `edges` and `title` for macros/diagram.html; ways that stay in a state are left out."""
    drawn = diagram(law, language(), current)
    nodes = [
        {
            "key": box.state,
            "label": box.label,
            "x": box.x // (BOX_WIDTH + GAP_X),
            "y": box.y // (BOX_HEIGHT + GAP_Y),
            "current": box.current,
            "tone": box.tone,
        }
        for box in drawn.boxes
    ]
    arrows = [arrow for arrow in drawn.arrows if arrow.source != arrow.target]
    rows = {box.state: box.y for box in drawn.boxes}
    longest: dict[tuple[str, tuple[str, ...]], int] = {}
    for arrow in arrows:
        length = abs(rows[arrow.source] - rows[arrow.target])
        longest[arrow.target, arrow.labels] = max(length, longest.get((arrow.target, arrow.labels), 0))
    edges = []
    for arrow in arrows:
        # Several ways to one place under one name: the name stands once, at the longest way.
        named = abs(rows[arrow.source] - rows[arrow.target]) == longest.get((arrow.target, arrow.labels))
        label = " / ".join(arrow.labels) if named else ""
        edges.append({"source": arrow.source, "target": arrow.target, "label": label})
    return {"nodes": nodes, "edges": edges, "title": in_words(law.label)}
