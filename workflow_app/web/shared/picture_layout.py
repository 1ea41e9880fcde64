"""A picture of boxes and ways with every place in pixels: nothing lies over anything else, whatever the words say."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow_app.documents.text_width import text_width
from workflow_app.web.shared.picture_layers import Layers, Link, Spot, Way, layers, least_crossings

BOX_WIDTH, BOX_PADDING, LINE_HEIGHT = 176, 12, 17
BOX_SIZE, WORDS_SIZE = 15, 13  # of the letters, as document.css has them
WORDS_WIDTH, APART, BETWEEN, MARGIN = 140, 26, 30, 14
ROOM_FOR_HERE = 18  # "now here" stands above a box

Strips = list[tuple[float, float]]  # of each layer: where it begins, and how high it is


@dataclass(frozen=True, slots=True)
class Node:
    """One box: what it is called, its colour, and whether the process is there now."""

    key: str
    label: str
    tone: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Words broken into lines: the middle of each line, and the height of its letters' foot."""

    x: float
    rows: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the picture: its upper left corner, its height, its words."""

    node: Node
    x: float
    y: float
    height: float
    words: Lines


@dataclass(frozen=True, slots=True)
class Picture:
    """What macros/diagram.html draws; `ways` are the same in words, box by box."""

    boxes: tuple[Box, ...]
    labels: tuple[Lines, ...]
    lines: tuple[tuple[str, bool], ...]  # path, and whether it ends in an arrow
    ways: tuple[tuple[Node, tuple[tuple[str, str], ...]], ...]
    width: float
    height: float
    box_width: int = BOX_WIDTH


def picture(nodes: Sequence[Node], ways: Sequence[Way]) -> Picture:
    """Lay out the boxes that can be reached from the first one, and the ways between them."""
    found = layers({node.key: node.label for node in nodes}, ways)
    least_crossings(found)
    broken = {id(spot): _broken(spot) for layer in found.spots for spot in layer}
    _spread(found, {id(spot): _width(spot, broken[id(spot)]) for layer in found.spots for spot in layer})
    at = _strips(found, broken)
    by_key = {node.key: node for node in nodes}
    spots = [spot for layer in found.spots for spot in layer]
    words = {id(spot): _lines(spot, broken[id(spot)], *at[spot.layer]) for spot in spots}
    return Picture(
        tuple(
            Box(by_key[spot.key], spot.x - BOX_WIDTH / 2, *at[spot.layer], words[id(spot)])
            for spot in found.boxes.values()
        ),
        tuple(words[id(spot)] for spot in spots if spot.kind == "words" and spot.words),
        _paths(found, broken, at),
        tuple((node, _ways_from(node, ways, by_key)) for node in nodes),
        max(spot.x + _width(spot, broken[id(spot)]) / 2 for spot in spots) + MARGIN,
        sum(at[-1]) + MARGIN,
    )


def _ways_from(node: Node, ways: Sequence[Way], by_key: dict[str, Node]) -> tuple[tuple[str, str], ...]:
    return tuple((way.label, by_key[way.target].label) for way in ways if node.key in way.sources)


def _broken(spot: Spot) -> tuple[str, ...]:
    """The words in lines that fit."""
    size, room = (BOX_SIZE, BOX_WIDTH - 2 * BOX_PADDING) if spot.kind == "box" else (WORDS_SIZE, WORDS_WIDTH)
    lines: list[str] = []
    for word in spot.words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _width(spot: Spot, lines: tuple[str, ...]) -> float:
    if spot.kind == "box":
        return BOX_WIDTH
    return max((text_width(line, WORDS_SIZE) for line in lines), default=0)


def _strips(found: Layers, broken: dict[int, tuple[str, ...]]) -> Strips:
    """Where each layer begins, and how high it is."""
    strips, y = [], float(MARGIN + ROOM_FOR_HERE)
    for layer in found.spots:
        lines = max(len(broken[id(spot)]) for spot in layer)
        padding = 2 * BOX_PADDING if layer[0].layer % 2 == 0 else 0
        strips.append((y, float(lines * LINE_HEIGHT + padding)))
        y += strips[-1][1] + BETWEEN
    return strips


def _lines(spot: Spot, lines: tuple[str, ...], top: float, height: float) -> Lines:
    first = top + (height - len(lines) * LINE_HEIGHT) / 2 + LINE_HEIGHT - 4
    return Lines(spot.x, tuple((first + at * LINE_HEIGHT, line) for at, line in enumerate(lines)))


def _spread(found: Layers, widths: dict[int, float], rounds: int = 40) -> None:
    """Give each spot its x: as near to its neighbours as the others of its layer let it."""
    for layer in found.spots:
        _place(layer, [0.0] * len(layer), widths)
    for turn in range(rounds):
        for layer in found.spots if turn % 2 else reversed(found.spots):
            _place(layer, [_wish(spot) for spot in layer], widths)
    left = min(spot.x - widths[id(spot)] / 2 for layer in found.spots for spot in layer)
    for layer in found.spots:
        for spot in layer:
            spot.x = round(spot.x - left + MARGIN, 1)


def _wish(spot: Spot) -> float:
    """Straight above and below its neighbours; a line that passes through keeps straight before all."""
    neighbours = [*spot.above, *spot.below]
    weights = [
        4.0 if "bend" in (spot.kind, other.kind) and spot.kind != "box" else 1.0 for other in neighbours
    ]
    if not neighbours:
        return spot.x
    return sum(w * other.x for w, other in zip(weights, neighbours, strict=True)) / sum(weights)


def _place(layer: list[Spot], wishes: list[float], widths: dict[int, float]) -> None:
    """Put the spots where they wish, moved apart as little as needed, in their order."""
    offsets, at = [], 0.0
    for before, spot in zip([None, *layer], layer, strict=False):
        at += (widths[id(before)] + widths[id(spot)]) / 2 + APART if before else 0
        offsets.append(at)
    blocks: list[tuple[float, int]] = []  # wishes without offsets must rise: mean and size of equal runs
    for wish, offset in zip(wishes, offsets, strict=True):
        blocks.append((wish - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, n), (other, m) = blocks[-2:]
            blocks[-2:] = [((one * n + other * m) / (n + m), n + m)]
    means = [mean for mean, size in blocks for _ in range(size)]
    for spot, mean, offset in zip(layer, means, offsets, strict=True):
        spot.x = mean + offset


def _paths(found: Layers, broken: dict[int, tuple[str, ...]], at: Strips) -> tuple[tuple[str, bool], ...]:
    """Each piece of line as a path, with or without an arrow, and what of it stands in a layer itself."""
    ports = _ports(found)
    paths = []
    for link in found.links:
        upper = (ports[id(link), "upper"], at[link.upper.layer][0] + at[link.upper.layer][1])
        lower = (ports[id(link), "lower"], at[link.lower.layer][0])
        start, end = (lower, upper) if link.arrow == "upper" else (upper, lower)
        paths.append((_curve(start, end, arrow=bool(link.arrow)), bool(link.arrow)))
    for spot in (spot for layer in found.spots for spot in layer if spot.kind != "box"):
        top, height = at[spot.layer]
        left_free = (height - len(broken[id(spot)]) * LINE_HEIGHT) / 2  # above and below its own words
        begins = [top] * bool(spot.above) + [top + height - left_free] * bool(spot.below)
        paths += [(f"M{spot.x:g} {begin:g} v{left_free:g}", False) for begin in begins if left_free > 1]
    return tuple(paths)


def _curve(start: tuple[float, float], end: tuple[float, float], *, arrow: bool) -> str:
    (x1, y1), (x2, y2) = start, end
    y2 += (3 if y2 < y1 else -3) if arrow else 0
    half = (y1 + y2) / 2
    return f"M{x1:g} {y1:g} C{x1:g} {half:g} {x2:g} {half:g} {x2:g} {y2:g}"


def _ports(found: Layers) -> dict[tuple[int, str], float]:
    """Where each piece of line leaves a box: side by side, in the order in which the lines go on."""
    sides: dict[tuple[int, str], list[Link]] = {}
    for link in found.links:
        sides.setdefault((id(link.upper), "upper"), []).append(link)
        sides.setdefault((id(link.lower), "lower"), []).append(link)
    ports = {}
    for (_, end), links in sides.items():
        spot = getattr(links[0], end)
        other = "lower" if end == "upper" else "upper"
        step = min(26.0, (BOX_WIDTH - 24) / len(links)) if spot.kind == "box" else 0
        for at, link in enumerate(sorted(links, key=lambda item: getattr(item, other).x)):
            ports[id(link), end] = round(spot.x + (at - (len(links) - 1) / 2) * step, 1)
    return ports
