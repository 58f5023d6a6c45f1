"""A formula of a line whose edits are written out: a slope, a Jacobian, a step down."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import EVERY, Edit, changes_of
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays

Way = Callable[[SimpleNamespace], Any]  # a step, from the inputs and what the steps before it made


@dataclass(frozen=True)
class Line:
    """The right steps of an exercise that has a line or two.

    Attributes:
        inputs: their names, in the order of the exercise's arguments.
        steps: each by its name, in the order in which they are computed; the last is the result.
        edits: the ways in which they are done otherwise.
        paired: whether two of them are looked for as well. In a function of one number too many
            pairs are the same function.
    """

    inputs: tuple[str, ...]
    steps: Mapping[str, Way]
    edits: tuple[Edit, ...]
    paired: bool = False

    def asked(self, given: Iterable[Any]) -> Callable[[Iterable[Edit]], Arrays]:
        """Return what makes the answer to a question."""
        values = tuple(given)
        return lambda edits: self.evaluate(values, edits)

    def edits_for(self, given: Iterable[Any]) -> tuple[Edit, ...]:
        """Return all edits."""
        return self.edits

    def arrays(self, returned: Any) -> Arrays:
        """Return the one array of an answer."""
        return [np.asarray(returned, dtype=np.float64)]

    def evaluate(self, given: Iterable[Any], edits: Iterable[Edit]) -> Arrays:
        """Return the result, as the one array of an answer, with steps edited.

        Raises:
            ValueError: an edit cannot be made with these inputs.
        """
        way = changes_of(edits)
        values = SimpleNamespace(**dict(zip(self.inputs, given, strict=True)))
        for name, right in self.steps.items():
            setattr(values, name, way(name, EVERY, right)(values))
        return [getattr(values, name)]
