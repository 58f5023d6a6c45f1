"""The computational graph: values forwards, adjoints backwards, one path at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from autograder.checks.calls.call import call, name_of
from autograder.checks.failure import CheckFailed
from blackboard.drawing.notation import number
from blackboard.drawing.shapes import Drawing
from blackboard.figures.computational_graph.picture import ARROW, View, draw_graph
from blackboard.figures.computational_graph.walk import FORWARD, INPUTS, ORDER, Walk, bar, paths
from blackboard.interactive.controls import Button, Choice, Number
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import GuessFirst, Guessing, asks

NO_PATH = "none"
PATHS = {ARROW.join(path): path for name in INPUTS for path in paths(name)}
LARGEST_INPUT = 3  # of x and y: beyond it the numbers are too long to be worked out in the head
LARGEST_GUESS = 999_999


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: where the walk is, and what was guessed.

    Attributes:
        x, y: the point.
        at: the step.
        seen: the last step whose result may be shown.
        path: one of PATHS, or NO_PATH.
        guess: the adjoint that the reader expects.
    """

    x: int
    y: int
    at: int = 0
    seen: int = FORWARD
    path: str = NO_PATH
    guess: int = 0

    @property
    def open(self) -> bool:
        """Whether the result of the present step is shown."""
        return self.at <= self.seen or not self.predict


GUESS = GuessFirst[State](lambda state: (state.x, state.y, state.at), {"guess": 0})


def computational_graph(
    x: float, y: float, backward: Callable[..., Any] | None = None
) -> Figure[State]:
    """Return a figure of the graph a = x y, b = a², c = 1 − a, d = b c, f = ½ (d − 10)².

    It steps through the values and then back through the adjoints, an arrow at a time. The reader
    guesses each adjoint before it shows, and may have a path from x or y to f highlighted.

    Args:
        x, y: whole numbers from −3 to 3; the reader can change them.
        backward: a student's function of x and y that returns the adjoints as a dict by the names
            of the nodes; where it disagrees, the node is marked.

    Raises:
        ValueError: x or y is not such a number.
    """
    if any(value != int(value) or abs(value) > LARGEST_INPUT for value in (x, y)):
        raise ValueError(f"x and y must be whole numbers from −{LARGEST_INPUT} to {LARGEST_INPUT}")
    start = State(int(x), int(y))
    walk = cache(lambda x, y: Walk(float(x), float(y)))
    student = cache(lambda x, y: _student(backward, float(x), float(y)))
    end = len(walk(start.x, start.y).steps) - 1

    def step(state: State) -> State:
        return replace(state, at=min(state.at + 1, end)) if state.open else GUESS.missing(state)

    def settle(before: State, after: State) -> State:
        if (after.x, after.y) != (before.x, before.y):
            at = min(after.at, FORWARD) if after.predict else after.at
            after = replace(after, at=at, seen=FORWARD)
        elif after.predict and not before.predict:
            after = replace(after, seen=max(after.at, FORWARD))
        return GUESS.settle(before, after)

    def commit(state: State) -> State:
        if state.open:
            return state
        right = agrees(state.guess, walk(state.x, state.y).steps[state.at].result)
        if not right and not state.tried:
            return GUESS.again(state)
        return replace(state, seen=state.at, committed=True)

    controls = (
        (
            Button[State]("Back", lambda state: replace(state, at=max(state.at - 1, 0))),
            Button[State]("Step", step),
            Button[State]("Rewind", lambda state: replace(state, at=0, seen=FORWARD)),
            Number[State]("x", "x", lambda state: (-LARGEST_INPUT, LARGEST_INPUT)),
            Number[State]("y", "y", lambda state: (-LARGEST_INPUT, LARGEST_INPUT)),
            Choice[State]("path", "Path", lambda state: (NO_PATH, *PATHS)),
        ),
        (
            GUESS.switch,
            Number[State](
                "guess", "I expect the adjoint", lambda state: (-LARGEST_GUESS, LARGEST_GUESS), asks
            ),
            Button[State]("Check my guess", commit, asks, check=True),  # 0 is a guess too
        ),
    )
    return Figure(
        "Computational graph",
        start,
        lambda state: _draw(walk(state.x, state.y), student(state.x, state.y), state),
        controls,
        say=lambda state: _say(walk(state.x, state.y), student(state.x, state.y), state),
        settle=settle,
        still=replace(start, at=end, predict=False),
    )


def _student(
    backward: Callable[..., Any] | None, x: float, y: float
) -> Mapping[str, float] | str | None:
    """Return a student's adjoints; a message where there are none; None without a function."""
    if backward is None:
        return None
    try:
        adjoints = call(backward, {"x": x, "y": y})
        return {name: float(adjoints[name]) for name in ORDER}
    except CheckFailed as failed:
        return str(failed)
    except (TypeError, ValueError, KeyError, IndexError):
        keys = ", ".join(f'"{name}"' for name in ORDER)
        return f"{name_of(backward)} must return a dict of numbers with the keys {keys}."


def agrees(value: float, adjoint: float) -> bool:
    """Whether a student's adjoint is the right one."""
    return bool(np.isclose(value, adjoint, rtol=1e-5, atol=1e-7))


def _draw(walk: Walk, student: Mapping[str, float] | str | None, state: State) -> Drawing:
    verdicts = {}
    if isinstance(student, Mapping):
        hidden = "" if state.open else walk.steps[state.at].node
        verdicts = {
            name: f"yours {number(student[name])} {'✓' if agrees(student[name], adjoint) else '✗'}"
            for name, adjoint in walk.known(state.at).items()
            if walk.finished(name, state.at) and name != hidden
        }
    return draw_graph(View(walk, state.at, PATHS.get(state.path), verdicts, not state.open))


def _say(walk: Walk, student: Mapping[str, float] | str | None, state: State) -> str:
    step, last = walk.steps[state.at], len(walk.steps) - 1
    where = f"Step {state.at} of {last}"
    sentences = []
    if not state.open:
        so_far = "" if walk.finished(step.node, state.at) else " so far"
        sentences.append(f"{where}: what is {bar(step.node)}{so_far}? Type a number and check it.")
    elif state.committed:
        right = agrees(state.guess, step.result)
        verdict = "Your guess is right" if right else f"Not {number(state.guess)}"
        sentences.append(f"{where}. {verdict}: {step.whole}.")
    else:
        sentences.append(
            f"{where}: {step.whole}." if state.at else f"{where}: the inputs are given."
        )
    if step.node == "a" and state.at > FORWARD and state.open:
        done = walk.finished("a", state.at)
        sentences.append(
            "Both arrows are in." if done else "The arrow from a to c still has to come."
        )
    if isinstance(student, str):
        sentences.append(student)
    elif student is not None and state.at == last and state.open:
        known = walk.known(last)
        wrong = [name for name in known if not agrees(student[name], known[name])]
        verdict = f"Yours: the first wrong one is {bar(wrong[0])}." if wrong else ""
        sentences.append(verdict or "Yours: all agree.")
    return " ".join(sentences)
