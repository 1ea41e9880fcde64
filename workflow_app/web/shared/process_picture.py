"""A process as a picture: boxes and named ways between them, the present place marked."""

from workflow_app.engine.definition import Definition
from workflow_app.engine.draw import arrows
from workflow_app.web.shared.picture_layers import Way
from workflow_app.web.shared.picture_layout import Node, Picture, picture
from workflow_app.web.shared.wording import language


def process_picture(law: Definition, current: str | None) -> Picture:
    """Return what macros/diagram.html draws of a process; ways that stay in a state are left out."""
    nodes = [
        Node(name, state.label.pick(language()), state.tone, name == current)
        for name, state in law.states.items()
    ]
    sources: dict[tuple[str, str], list[str]] = {}
    for arrow in arrows(law, language()):
        if arrow.source != arrow.target:
            sources.setdefault((arrow.target, " / ".join(arrow.labels)), []).append(arrow.source)
    ways = [Way(tuple(names), target, label) for (target, label), names in sources.items()]
    return picture(nodes, ways)
