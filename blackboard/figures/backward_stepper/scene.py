"""The content of the stepper's picture: how far the walk has come, and the verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checks.expected import FloatArray, Parameters
from blackboard.drawing.notation import APART, listed
from blackboard.figures.backward_stepper.judged import Verdict, Verdicts
from blackboard.figures.backward_stepper.walk import Key, Step


@dataclass(frozen=True)
class Scene:
    """One step of the walk, as the picture shows it.

    Attributes:
        params, y: the network and the right answer.
        steps: the whole walk.
        at: the present step.
        verdicts: the walk's gradients against the numeric ones, by layer; None hides them.
        student: the same of a student's gradients, None where there are none.
        whose: what the picture calls those.
        covered: whether the present step waits for the name of its lemma.
    """

    params: Parameters
    y: FloatArray
    steps: Sequence[Step]
    at: int
    verdicts: Verdicts | None
    student: Verdicts | None
    whose: str = "yours"
    covered: bool = False

    @property
    def step(self) -> Step:
        """The present step."""
        return self.steps[self.at]

    @property
    def known(self) -> dict[Key, FloatArray]:
        """Everything that is known by now."""
        known: dict[Key, FloatArray] = {("y", len(self.params)): self.y}
        for index, (W, b) in enumerate(self.params, start=1):
            known |= {("W", index): W, ("b", index): b}
        return known | {step.key: step.value for step in self.steps[: self.at + (not self.covered)]}

    @property
    def layer(self) -> int:
        """The layer whose tables hold the factors of the present step."""
        name, index = self.step.key
        return min(max(index + (name == "gx"), 1), len(self.params))

    def judged(self, index: int) -> Verdict | None:
        """The verdict on a layer, once its gradients are there and if it may be seen."""
        return self.verdicts[index] if self.verdicts and ("dW", index) in self.known else None

    @property
    def comparison(self) -> str:
        """What stands beside gradients that are right."""
        return "numeric" if self.student is None else self.whose

    def beside(self, index: int) -> tuple[str, Verdict] | None:
        """Return what stands beside a layer's gradients, its name and its verdict.

        Beside gradients that are right stand the student's, if there are any; else the numeric
        ones, which are what the verdict expects.
        """
        found = self.judged(index)
        if found is None:
            return None
        if self.student is not None and not any(np.any(c.wrong) for c in found):
            return self.whose, self.student[index]
        return "numeric", found


def verdict_line(scene: Scene, index: int) -> str:
    """Say whether a layer's gradients agree, and whether the student's do."""
    verdicts = []
    if (found := scene.judged(index)) is not None:
        verdicts.append(_verdict(found))
    if scene.student is not None:
        verdicts.append(f"{scene.whose}: {_verdict(scene.student[index])}")
    return APART.join(verdicts)


def _verdict(pair: Verdict) -> str:
    wrong = [
        f"{name} in {np.count_nonzero(c.wrong)} of {c.wrong.size}"
        for name, c in zip(("∇W", "∇b"), pair, strict=True)
        if np.any(c.wrong)
    ]
    return f"✗ wrong: {listed(wrong)}" if wrong else "✓ ∇W and ∇b agree"
