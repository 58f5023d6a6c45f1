"""Random networks, and questions about their gradients with right answers and with wrong ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.expected import Answer, FloatArray
from autograder.checks.finite_differences import parameter_gradients
from autograder.checks.probes import probe
from tests.helpers.lesson_cells import prepared
from tests.helpers.verdict import Verdict, verdict

Params = list[tuple[FloatArray, FloatArray]]
Drawn = tuple[Mapping[str, Any], Answer]


@dataclass(frozen=True)
class Task:
    """An exercise that asks for the gradients of a whole network.

    Attributes:
        exercise: the name of its function.
        lesson: where its reference answer stands.
        question: draws a network, data and the numeric gradients.
    """

    exercise: str
    lesson: str
    question: Callable[[np.random.Generator], Drawn]

    def examine(self, function: Callable[..., Any], seed: int) -> Verdict:
        """Ask a function three questions about random networks."""
        return verdict(function, self.question, seed)


def network(rng: np.random.Generator, sizes: list[int] | None = None) -> tuple[Params, list[int]]:
    """Draw 1 to 4 layers of 1 to 6 units, and weights that are small, moderate or large."""
    sizes = sizes or [int(n) for n in rng.integers(1, 7, size=rng.integers(2, 6))]
    scale = rng.choice([0.3, 1.0, 2.0])
    params = [(scale * probe(rng, m, n) / np.sqrt(n), probe(rng, m)) for n, m in pairwise(sizes)]
    return params, sizes


def activations(params: Params, x: FloatArray) -> list[FloatArray]:
    """Return the activations of all layers; x may hold one sample a row, with W in rows then."""
    xs = [x]
    for W, b in params:
        u = W @ xs[-1] + b if x.ndim == 1 else xs[-1] @ W + b
        xs.append(1 / (1 + np.exp(-u)))
    return xs


def mean_loss(params: Params, X: FloatArray, Y: FloatArray) -> float:
    """Return the objective of a batch, with W in rows."""
    return float(0.5 * np.sum((activations(params, X)[-1] - Y) ** 2) / len(X))


def one_sample(rng: np.random.Generator, sizes: list[int] | None = None) -> Drawn:
    """Ask for the gradients of a single-sample loss, of a network of any or of given sizes."""
    params, sizes = network(rng, sizes)
    x, y = probe(rng, sizes[0]), probe(rng, sizes[-1])
    numeric = parameter_gradients(
        lambda params: 0.5 * np.sum((activations(params, x)[-1] - y) ** 2), params
    )
    return {"params": params, "x": x, "y": y}, [*numeric]


def batch_in_columns(rng: np.random.Generator) -> Drawn:
    """Ask for the gradients of the objective of a batch."""
    params, sizes = network(rng)
    N = int(rng.integers(1, 6))
    X, Y = probe(rng, N, sizes[0]), probe(rng, N, sizes[-1])
    numeric = parameter_gradients(
        lambda params: mean_loss([(W.T, b) for W, b in params], X, Y), params
    )
    return {"params": params, "X": X, "Y": Y}, [*numeric]


def batch_in_rows(rng: np.random.Generator) -> Drawn:
    """Ask for the same, with W in rows and the activations given."""
    columns, sizes = network(rng)
    params = [(W.T.copy(), b) for W, b in columns]
    N = int(rng.integers(1, 6))
    X, Y = probe(rng, N, sizes[0]), probe(rng, N, sizes[-1])
    numeric = parameter_gradients(lambda params: mean_loss(params, X, Y), params)
    return {"params": params, "cache": activations(params, X), "Y": Y}, [*numeric]


def deep_in_rows(rng: np.random.Generator) -> Drawn:
    """Ask for the gradients of the mean cross-entropy, with ReLU in the hidden layers, in rows."""
    columns, sizes = network(rng)
    params = [(W.T.copy(), b) for W, b in columns]
    N = int(rng.integers(1, 6))
    X, C = probe(rng, N, sizes[0]), np.eye(sizes[-1])[rng.integers(sizes[-1], size=N)]

    def cache(params: Params) -> tuple[list[FloatArray], list[FloatArray]]:
        Us, Xs = [], [X]
        for W, b in params:
            Us.append(Xs[-1] @ W + b)
            Xs.append(np.maximum(Us[-1], 0.0))
        return Us, Xs[:-1]

    def loss(params: Params) -> float:
        U = cache(params)[0][-1]
        return float(np.mean(np.log(np.sum(np.exp(U), axis=1)) - np.sum(C * U, axis=1)))

    return {"params": params, "cache": cache(params), "C": C}, [*parameter_gradients(loss, params)]


TASKS = (
    Task("backpropagation", "05_backpropagation", one_sample),
    Task("batch_gradient", "06_gradient_descent", batch_in_columns),
    Task("backward_rows", "07_engineering", batch_in_rows),
    Task("backward_deep", "08_depth_and_losses", deep_in_rows),
)


def reference(task: Task) -> Callable[..., Any]:
    """Return the function of the reference answer."""
    ready = prepared(task.lesson)
    namespace = dict(ready.provided)
    for name, code in ready.answers.items():
        if not name.startswith("train_digits"):
            exec(code, namespace)  # noqa: S102 - the lesson of this repository
    function: Callable[..., Any] = namespace[task.exercise]
    return function
