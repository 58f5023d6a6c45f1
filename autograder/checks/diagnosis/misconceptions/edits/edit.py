"""One step of a computation, done in another way."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

EVERY = -1  # as a layer: the step has none


@dataclass(frozen=True)
class Edit:
    """A step done in another way.

    Attributes:
        step: which, by its name in the pass.
        name: a label in kebab-case.
        hint: what the student reads; it names the mistake and never the formula.
        change: the step as it is done; its arguments are those of the step.
        layers: of which layers, counted from 0; none for all that have the step.
        traced: whether the numbers alone give it away. Then it counts only beside one that is not.
        of_network: whether its words need more than one layer, or the notion of an error term.
    """

    step: str
    name: str
    hint: str
    change: Callable[..., Any]
    layers: frozenset[int] = frozenset()
    traced: bool = False
    of_network: bool = False

    def excludes(self, other: "Edit") -> bool:
        """Return whether both are about the same step, so that only one of them can be done."""
        same = not self.layers or not other.layers or bool(self.layers & other.layers)
        return self.step == other.step and same


def ways(
    step: str, name: str, hint: str, *changes: Callable[..., Any], **more: Any
) -> tuple[Edit, ...]:
    """Return edits that are one mistake, made in one way or another."""
    return tuple(Edit(step, name, hint, change, **more) for change in changes)


@dataclass(frozen=True)
class Noted:
    """Edits of a computation that notes what each of its steps makes.

    Attributes:
        edits: what is done otherwise.
        made: the values of all steps so far, in order.
    """

    edits: tuple[Edit, ...] = ()
    made: list[Any] = field(default_factory=list)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.edits)


def changes_of(edits: Iterable[Edit]) -> Callable[[str, int, Callable[..., Any]], Any]:
    """Return what finds the way in which a layer does a step: an edit's, or the right one."""
    chosen: dict[str, list[Edit]] = {}
    for edit in edits:
        chosen.setdefault(edit.step, []).append(edit)
    noted = edits.made if isinstance(edits, Noted) else None

    def find(step: str, layer: int, right: Callable[..., Any]) -> Callable[..., Any]:
        way = right
        if step in chosen:  # few are, and a search asks for every step of thousands of passes
            fitting = (e.change for e in chosen[step] if layer in (e.layers or (layer,)))
            way = next(fitting, right)
        return way if noted is None else _noting(way, noted)

    return find


def _noting(way: Callable[..., Any], made: list[Any]) -> Callable[..., Any]:
    def step(*given: Any) -> Any:
        value = way(*given)
        if isinstance(value, np.ndarray | float):  # and not which function a layer has, say
            made.append(value)
        return value

    return step
