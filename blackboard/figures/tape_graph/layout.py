"""Where the nodes of a tape lie: in layers from left to right, with few arrows that cross.

A node lies just before the first line that uses it, however long the way to the output is from
there. An arrow over several layers keeps a free place in each of them, so that it runs through no
node. Many layers are cut into bands, one below the other, as words are into lines. Equal tapes
get equal places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from blackboard.figures.tape_graph.tape import Entry, Tape

MOST_ACROSS = 11  # layers side by side: what leaves room for the words in a node
SWEEPS = 12  # through all layers; the order has long been the same by then
LIGHT = 1e-9  # the weight of what is given where two spots want the same place
THIN = 0.3  # the height of a free place, where that of a node is 1

Point = tuple[float, float]
Spot = str | tuple[str, str, int]  # a node, or the free place of the arrow (from, to) in a layer


@dataclass(frozen=True)
class Route:
    """The way of an arrow: the spots that it passes, from one node to another."""

    spots: tuple[Spot, ...]

    @property
    def start(self) -> str:
        """The node that it leaves."""
        return str(self.spots[0])

    @property
    def end(self) -> str:
        """The node that it comes to."""
        return str(self.spots[-1])


@dataclass(frozen=True, eq=False)
class Layout:
    """The places of a tape's nodes.

    Attributes:
        layers: the spots of each layer, from top to bottom.
        routes: the arrows, in the order of the tape.
        down: how far down each spot lies, in heights of a node.
    """

    layers: Sequence[Sequence[Spot]]
    routes: Sequence[Route]
    down: Mapping[Spot, float]

    @cached_property
    def bands(self) -> Sequence[range]:
        """The layers of each band, which are about equally many."""
        count = len(self.layers)
        bands = -(-count // MOST_ACROSS)
        edges = [round(band * count / bands) for band in range(bands + 1)]
        return [range(*ends) for ends in pairwise(edges)]

    @cached_property
    def layer_of(self) -> Mapping[Spot, int]:
        """The layer of each spot."""
        return {spot: k for k, spots in enumerate(self.layers) for spot in spots}


def lay_out(tape: Tape) -> Layout:
    """Return the places of all nodes of a tape."""
    layer_of = layers(tape)
    routes = []
    rows: list[list[Spot]] = [[] for _ in range(max(layer_of.values()) + 1)]
    for name in tape.values:
        rows[layer_of[name]].append(name)
    for start, end in arrows(tape.entries):
        free: list[Spot] = [
            (start, end, layer) for layer in range(layer_of[start] + 1, layer_of[end])
        ]
        for layer, spot in enumerate(free, layer_of[start] + 1):
            rows[layer].append(spot)
        routes.append(Route((start, *free, end)))
    links = [pair for route in routes for pair in pairwise(route.spots)]
    before, after = _linked((b, a) for a, b in links), _linked(links)
    _sort(rows, before, after)
    return Layout(rows, routes, _places(rows, before, after))


def layers(tape: Tape) -> Mapping[str, int]:
    """Return the layer of every node, from 0."""
    ahead = {tape.output: 0}  # of each node, how many lines follow on the longest way to the output
    for entry in tape.way_back:
        for name in entry.inputs:
            ahead[name] = max(ahead.get(name, 0), ahead[entry.output] + 1)
    last = max(ahead.values())
    found = {name: last - steps for name, steps in ahead.items()}
    for entry in tape.entries:  # what leads nowhere follows what it is made of
        if entry.output not in found:
            found[entry.output] = 1 + max(found.get(name, 0) for name in entry.inputs)
            for name in entry.inputs:
                found.setdefault(name, found[entry.output] - 1)
    return found


def arrows(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return (from, to) of every arrow; a node that is used twice by a line has one to it."""
    return list(dict.fromkeys((name, e.output) for e in entries for name in e.inputs))


def _linked(links: Iterable[tuple[Spot, Spot]]) -> dict[Spot, list[Spot]]:
    found: dict[Spot, list[Spot]] = {}
    for start, end in links:
        found.setdefault(start, []).append(end)
    return found


def _sort(
    rows: list[list[Spot]], before: Mapping[Spot, list[Spot]], after: Mapping[Spot, list[Spot]]
) -> None:
    """Sort each layer by the mean place of what its spots are linked with, back and forth."""
    for sweep in range(SWEEPS):
        onward = sweep % 2 == 0
        links = before if onward else after
        order = range(1, len(rows)) if onward else range(len(rows) - 2, -1, -1)
        for k in order:
            beside = rows[k - 1] if onward else rows[k + 1]
            place = {spot: (i + 0.5) / len(beside) for i, spot in enumerate(beside)}
            own = {spot: (i + 0.5) / len(rows[k]) for i, spot in enumerate(rows[k])}
            rows[k].sort(key=lambda spot: _mean([place[s] for s in links.get(spot, ())], own[spot]))


def _places(
    rows: Sequence[Sequence[Spot]],
    before: Mapping[Spot, list[Spot]],
    after: Mapping[Spot, list[Spot]],
) -> dict[Spot, float]:
    """Return how far down each spot lies, as level as can be with its neighbours.

    What is computed does not make way for what is given: so a chain runs straight on.
    """
    given = {spot for row in rows for spot in row if spot not in before}
    down = {spot: place for row in rows for spot, place in zip(row, _stacked(row), strict=True)}
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wishes = []
            for spot in row:
                beside = (*before.get(spot, ()), *after.get(spot, ()))
                computed = [down[other] for other in beside if other not in given]
                weight = LIGHT if spot in given else 1.0
                wishes.append((_mean(computed, down[spot]), weight))
            down.update(zip(row, _apart(wishes, _stacked(row)), strict=True))
    top = min(down.values())
    return {spot: place - top for spot, place in down.items()}


def _stacked(row: Sequence[Spot]) -> list[float]:
    """Return the places of spots that lie as close below each other as can be, around 0."""
    heights = [1.0 if isinstance(spot, str) else THIN for spot in row]
    places, edge = [], -sum(heights) / 2
    for height in heights:
        places.append(edge + height / 2)
        edge += height
    return places


def _apart(wishes: Sequence[tuple[float, float]], stacked: Sequence[float]) -> list[float]:
    """Return the places nearest to the wishes, each with its weight, at which no spots overlap.

    Less what the stack takes, the places must not decrease: neighbours that would are pooled at the
    mean of their wishes.
    """
    pools: list[tuple[float, float, int]] = []  # the mean, its weight, and how many spots
    for (wish, weight), place in zip(wishes, stacked, strict=True):
        pools.append((wish - place, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (high, heavy, many), (low, light, few) = pools[-2:]
            mean = (high * heavy + low * light) / (heavy + light)
            pools[-2:] = [(mean, heavy + light, many + few)]
    level = [mean for mean, _, count in pools for _ in range(count)]
    return [lift + place for lift, place in zip(level, stacked, strict=True)]


def _mean(values: Sequence[float], otherwise: float = 0.0) -> float:
    return sum(values) / len(values) if values else otherwise
