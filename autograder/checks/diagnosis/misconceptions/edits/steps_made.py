"""What the steps of an exercise make on the way to an answer: the right ones, and wrong ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, Noted
from autograder.checks.diagnosis.misconceptions.edits.exercises import STEPS
from autograder.checks.diagnosis.misconceptions.edits.search import search
from autograder.checks.diagnosis.misconceptions.edits.steps import Steps

# What these make between the inputs and the answer is right to know. But which of their lines makes
# a wrong number shows in the answer itself.
FORWARD = ("forward", "layer_forward", "network_forward", "forward_rows")
# Passes whose every step is known. In a formula of a line or two, and where no steps are written
# down, numbers that are right on the way were taken for the wrong ones in one case of three.
WHOLE = (
    "backpropagation", "two_layer_backpropagation", "batch_gradient", "backward_rows",
    "output_delta", "hidden_delta", "layer_grads",
)  # fmt: skip
SUMMED_LATER = ("backward_rows", "batch_gradient")  # a mean may be taken at any step


@dataclass(frozen=True)
class Made:
    """The numbers that steps make.

    Attributes:
        right: those of the right steps.
        passing: for each single edit that gives what was returned, and each step: what the right
            one makes and what is made so.
    """

    right: Sequence[Any] = ()
    passing: Sequence[tuple[Any, Any]] = ()


def steps_made(answered: Answered, ways: Sequence[tuple[Edit, ...]]) -> Made | None:
    """Return what the steps of an exercise make, as far as it can be used to tell right from wrong.

    Where no edit gives what was returned, numbers that are right somewhere may well be the wrong
    ones in another place. Only where its shape is wrong do they help.

    Args:
        answered: a wrong answer.
        ways: the edits, or those together, that gave it, as far as they are known.

    Returns:
        None for an exercise of which too little is known to trust a line that is found.
    """
    inputs = list(answered.inputs.values())
    if answered.exercise in FORWARD:
        return Made(_made(STEPS[answered.exercise](*inputs)))
    if answered.exercise not in WHOLE:
        return None
    begin = STEPS[answered.exercise]
    try:
        steps = begin(*inputs)
        returned = steps.arrays(answered.returned)
        if not ways:
            edits = [replace(edit, traced=False) for edit in steps.edits]
            found = search(steps.evaluate, edits, returned, paired=False)
            ways = [(edit,) for edit in found.alone]
        right, shapes = _made(steps), [np.shape(one) for one in steps.evaluate(())]
        pairs = [pair for edits in ways for pair in zip(right, _made(steps, *edits), strict=True)]
    except (ValueError, TypeError, IndexError):  # it has not the form of an answer
        return Made()
    if not pairs and shapes == [np.shape(one) for one in returned]:
        return Made()
    if answered.exercise in SUMMED_LATER:
        if any(edit.step == "scale" for edits in ways for edit in edits):
            return Made()  # which step lacks the division nobody can say
        samples = len(inputs[-1])
        right += [samples * value for value in right]
        pairs += [(samples * a, samples * b) for a, b in pairs]
    return Made(right, pairs)


def _made(steps: Steps, *edits: Edit) -> list[Any]:
    noted = Noted(edits)
    result = list(steps.evaluate(noted))
    return [*noted.made, *result]
