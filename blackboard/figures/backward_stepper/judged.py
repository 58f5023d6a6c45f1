"""A network whose gradients are judged: those of a walk, right or mistaken, and a student's."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np

from autograder.checks.calls.call import call
from autograder.checks.comparing.compare import Comparison, compare
from autograder.checks.expected import FloatArray, Numeric, Parameters
from autograder.checks.failure import CheckFailed
from autograder.checks.finite_differences import parameter_gradients
from blackboard.figures.backward_stepper.walk import loss, walk

Verdict = tuple[Comparison, Comparison]  # of ∇W and ∇b against the numeric gradients
Verdicts = Mapping[int, Verdict]  # by layer, from 1
OWN = "backpropagation"  # the name of the function that a student writes


class Network:
    """The network of the stepper; everything expensive is computed once, when it is needed."""

    def __init__(
        self, params: Parameters, x: FloatArray, y: FloatArray, function: Callable[..., Any] | None
    ) -> None:
        self.params, self.x, self.y, self.function = params, x, y, function
        self.walk = cache(lambda mistake: walk(params, x, y, mistake))

    @property
    def whose(self) -> str:
        """What to call the student's gradients: a function to be mended is not theirs."""
        own = getattr(self.function, "__name__", OWN) == OWN
        return "yours" if own else "tested"

    @cached_property
    def numeric(self) -> list[tuple[Numeric, Numeric]]:
        """The gradient by numeric differentiation, [(dW1, db1), …]."""
        return parameter_gradients(lambda params: loss(params, self.x, self.y), self.params)

    @cached_property
    def student(self) -> Verdicts | str | None:
        """The student's gradients, judged; a message where they cannot be; None without any."""
        if self.function is None:
            return None
        try:
            gradients = call(self.function, {"params": self.params, "x": self.x, "y": self.y})
            pairs = [(np.asarray(dW, float), np.asarray(db, float)) for dW, db in gradients]
        except CheckFailed as failed:
            return str(failed)
        except (TypeError, ValueError):
            pairs = []
        name = getattr(self.function, "__name__", "the function")
        if [(W.shape, b.shape) for W, b in pairs] != [(W.shape, b.shape) for W, b in self.params]:
            return f"{name} must return a list of pairs (dW, db) with the shapes of the parameters."
        return self._judge(pairs)

    def verdicts(self, mistake: str) -> Verdicts:
        """Judge the gradients of a whole walk."""
        found = {step.key: step.value for step in self.walk(mistake)}
        layers = range(1, len(self.params) + 1)
        return self._judge([(found["dW", index], found["delta", index]) for index in layers])

    def wrong(self, mistake: str) -> list[int]:
        """List the layers where a gradient disagrees with the numeric one."""
        return disagreeing(self.verdicts(mistake))

    def _judge(self, pairs: Sequence[tuple[FloatArray, FloatArray]]) -> Verdicts:
        return {
            index: (compare(dW, numeric_W), compare(db, numeric_b))
            for index, ((dW, db), (numeric_W, numeric_b)) in enumerate(
                zip(pairs, self.numeric, strict=True), start=1
            )
        }


def disagreeing(verdicts: Verdicts) -> list[int]:
    """List the layers that hold a wrong number."""
    return [index for index, pair in verdicts.items() if any(np.any(c.wrong) for c in pair)]
