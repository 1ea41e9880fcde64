"""Puts the boxes and ways of a picture into layers: each word and each bend of a line has a place of its own there."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Way:
    """A way to one box under one name, from one or more boxes."""

    sources: tuple[str, ...]
    target: str
    label: str


@dataclass(slots=True, eq=False)
class Spot:
    """One place in a layer: a box, the words on a way, or a bend of a line that passes through."""

    kind: str  # box, words, bend
    layer: int
    words: str = ""
    key: str = ""
    above: list["Spot"] = field(default_factory=list)
    below: list["Spot"] = field(default_factory=list)
    x: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a line between two neighbouring layers; `arrow` is the end that it points to."""

    upper: Spot
    lower: Spot
    arrow: str = ""  # "", upper, lower


@dataclass(slots=True)
class Layers:
    """All spots by layer, and the pieces of line between them. Boxes stand in even layers, words in odd ones."""

    spots: list[list[Spot]]
    links: list[Link]
    boxes: dict[str, Spot]

    def link(self, upper: Spot, lower: Spot, arrow: str = "") -> None:
        """Draw a piece of line between two neighbouring layers."""
        upper.below.append(lower)
        lower.above.append(upper)
        self.links.append(Link(upper, lower, arrow))

    def put(self, spot: Spot) -> Spot:
        """Give the spot a place in its layer."""
        while len(self.spots) <= spot.layer:
            self.spots.append([])
        self.spots[spot.layer].append(spot)
        return spot


def layers(labels: dict[str, str], ways: Sequence[Way]) -> Layers:
    """Return every box of `labels` (by key, the first one on top), the words of the ways, and the lines."""
    found = Layers([], [], {})
    for key, depth in sorted(_depths(labels, ways).items(), key=lambda item: item[1]):
        found.boxes[key] = found.put(Spot("box", 2 * depth, labels[key], key))
    for way in ways:
        sources = [found.boxes[key] for key in way.sources if key in found.boxes and key != way.target]
        if not sources:
            continue
        target = found.boxes[way.target]
        from_above = [box for box in sources if box.layer < target.layer]
        if from_above:
            _from_above(found, from_above, target, way.label)
        others = [box for box in sources if box.layer >= target.layer]
        if others:
            _from_below(found, others, target, way.label)
    return found


def _depths(labels: dict[str, str], ways: Sequence[Way]) -> dict[str, int]:
    """How far each box is from the first one; a box that leads nowhere stands below all that lead to it."""
    first = next(iter(labels))
    depths, waiting = {first: 0}, [first]
    while waiting:
        key = waiting.pop(0)
        for way in ways:
            if key in way.sources and way.target not in depths:
                depths[way.target] = depths[key] + 1
                waiting.append(way.target)
    leading = {key for way in ways for key in way.sources}
    for key in depths:
        if key not in leading and key != first:
            depths[key] = 1 + max(depths[s] for w in ways if w.target == key for s in w.sources)
    return depths


def _from_above(found: Layers, sources: list[Spot], target: Spot, label: str) -> None:
    """A way down: its words just above the target, its sources joined by one line that comes down to them."""
    words = found.put(Spot("words", target.layer - 1, label))
    found.link(words, target, "lower")
    rail = {words.layer: words}
    for layer in range(words.layer - 1, min(box.layer for box in sources), -1):
        rail[layer] = found.put(Spot("bend", layer))
        found.link(rail[layer], rail[layer + 1])
    for box in sources:
        found.link(box, rail[box.layer + 1])


def _from_below(found: Layers, sources: list[Spot], target: Spot, label: str) -> None:
    """A way back up, or to the side: its words just below the target."""
    words = found.put(Spot("words", target.layer + 1, label))
    found.link(target, words, "upper")
    rail = {words.layer: words}
    for layer in range(words.layer + 1, max(box.layer for box in sources)):
        rail[layer] = found.put(Spot("bend", layer))
        found.link(rail[layer - 1], rail[layer])
    for box in sources:
        if box.layer == target.layer:
            found.link(box, words)
        else:
            found.link(rail[box.layer - 1], box)


def least_crossings(found: Layers, rounds: int = 12) -> None:
    """Order each layer so that lines cross as little as can be had by looking at the neighbours."""
    best, fewest = [list(layer) for layer in found.spots], _crossings(found)
    for turn in range(rounds):
        going_down = turn % 2 == 0
        for layer in found.spots if going_down else reversed(found.spots):
            places = {id(spot): at for at, spot in enumerate(layer)}
            _number(found)
            layer.sort(key=lambda spot: _middle(spot, places[id(spot)], going_down=going_down))
        crossings = _crossings(found)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in found.spots], crossings
    found.spots = best


def _number(found: Layers) -> None:
    for layer in found.spots:
        for at, spot in enumerate(layer):
            spot.x = float(at)


def _middle(spot: Spot, own: int, *, going_down: bool) -> float:
    """Where the neighbours of the layer before stand on average; without any it stays."""
    neighbours = spot.above if going_down else spot.below
    return sum(other.x for other in neighbours) / len(neighbours) if neighbours else float(own)


def _crossings(found: Layers) -> int:
    _number(found)
    count = 0
    by_layer: dict[int, list[Link]] = {}
    for link in found.links:
        by_layer.setdefault(link.upper.layer, []).append(link)
    for links in by_layer.values():
        for at, one in enumerate(links):
            for other in links[at + 1 :]:
                count += (one.upper.x - other.upper.x) * (one.lower.x - other.lower.x) < 0
    return count
