"""Where the nodes of a tape lie: in layers from left to right, with few arrows that cross.

A node lies one layer behind the last of what it is made of; what is given lies just before its
first use. An arrow over several layers keeps a free place in each of them, so that it runs through
no node. Many layers are cut into bands, one below the other, as words are into lines. Equal tapes
get equal places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from blackboard.figures.tape_graph.tape import Entry, Tape

MOST_ACROSS = 11  # layers side by side: what leaves room for the words in a node
SWEEPS = 12  # through all layers; the order has long been the same by then
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
    found: dict[str, int] = {}
    for entry in tape.entries:
        # What is given takes part in no more than the layer before.
        found[entry.output] = 1 + max(found.get(name, 0) for name in entry.inputs)
    for name in tape.values:
        if name not in tape.made_by:
            found[name] = min(found[e.output] for e in tape.entries if name in e.inputs) - 1
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
    """Return how far down each spot lies, as level as can be with its neighbours."""
    down = {spot: place for row in rows for spot, place in zip(row, _stacked(row), strict=True)}
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wishes = [
                _mean([down[s] for s in (*before.get(spot, ()), *after.get(spot, ()))], down[spot])
                for spot in row
            ]
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


def _apart(wishes: Sequence[float], stacked: Sequence[float]) -> list[float]:
    """Return the places nearest to the wishes at which no two spots overlap.

    Less what the stack takes, the places must not decrease: neighbours that would are pooled at the
    mean of their wishes.
    """
    pools: list[list[float]] = []
    for wish, place in zip(wishes, stacked, strict=True):
        pools.append([wish - place])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    level = [_mean(pool) for pool in pools for _ in pool]
    return [lift + place for lift, place in zip(level, stacked, strict=True)]


def _mean(values: Sequence[float], otherwise: float = 0.0) -> float:
    return sum(values) / len(values) if values else otherwise
