"""One step of a computation, done in another way."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

EVERY = -1  # as a layer: all that have the step


@dataclass(frozen=True)
class Edit:
    """A step done in another way.

    Attributes:
        step: which, by its name in the pass.
        name: a label in kebab-case.
        hint: what the student reads; it names the mistake and never the formula.
        change: the step as it is done; its arguments are those of the step.
        layer: of which layer, counted from 0; ``EVERY`` for all of them.
        traced: whether the numbers alone give it away. Then it counts only beside one that is not.
    """

    step: str
    name: str
    hint: str
    change: Callable[..., Any]
    layer: int = EVERY
    traced: bool = False

    def excludes(self, other: "Edit") -> bool:
        """Return whether both are about the same step, so that only one of them can be done."""
        same = EVERY in (self.layer, other.layer) or self.layer == other.layer
        return self.step == other.step and same


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
    chosen = {(edit.step, edit.layer): edit.change for edit in edits}

    def find(step: str, layer: int, right: Callable[..., Any]) -> Callable[..., Any]:
        way = chosen.get((step, layer)) or chosen.get((step, EVERY)) or right
        return _noting(way, edits.made) if isinstance(edits, Noted) else way

    return find


def _noting(way: Callable[..., Any], made: list[Any]) -> Callable[..., Any]:
    def step(*given: Any) -> Any:
        made.append(way(*given))
        return made[-1]

    return step
