"""What the text of an exercise asks for, its visible check asks for; grading varies the sizes."""

import contextlib
import functools
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.course.answer_bank import Answer, wrong_answers
from tests.helpers.lesson_cells import (
    BANK,
    HIDDEN,
    LESSONS,
    failures,
    outcome,
    own_tests,
    prepared,
    with_its_bank,
)

# Wrong answers that pass the visible check: each is right for the sizes that stand there.
BY_SIZE = {
    "01_forward_pass": {
        "layer_forward whichever-fits",
        "network_forward whichever-fits",
        "network_forward input-overwritten",
    },
    "04_jacobian_lemmas": {
        "affine_grad_W turned-only-if-shapes-differ",
        "affine_grad_x whichever-fits",
        "composite_grad whichever-fits",
        "jacobian_grad whichever-fits",
    },
    "05_backpropagation": {
        "backpropagation activation-too-high",
        "backpropagation matrix-not-transposed",
        "backpropagation slope-of-the-wrong-layer",
        "forward every-layer-from-the-input",
        "forward matrix-transposed",
        "hidden_delta whichever-fits",
        "lemmas matrix-not-transposed",
    },
    "07_engineering": {
        "backward_rows activation-of-the-layer-above",
        "backward_rows weights-not-transposed",
        "forward_rows one-array-for-all",
        "forward_rows whichever-fits",
        "rows_from_columns turned-only-if-not-square",
    },
    "09_an_engine": {"matmul_rule whichever-fits"},
}


def answer(exercise: str, source: str) -> Answer:
    return Answer(exercise, "", "", source)


LEMMAS = """
def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)

def affine_grad_x(W, grad_y):
    return W.T @ grad_y

def elementwise_grad(grad_y, x, g_prime):
    return grad_y * sigmoid_prime(x)
"""
OVERFLOWS = """
def logistic(u):
    e = np.exp(u)
    return e / (1 + e)
"""
WRONG = [
    ("04_jacobian_lemmas", answer("elementwise_grad", (
        "def elementwise_grad(grad_y, x, g_prime):\n    return grad_y * cube_prime(x)\n"
    ))),
    ("04_jacobian_lemmas", answer("tanh_prime", (
        "def tanh_prime(x):\n    return 1 / np.cosh(np.clip(x, -5, 5)) ** 2\n"
    ))),
    ("05_backpropagation", answer("lemmas", LEMMAS)),
    ("05_backpropagation", answer("output_delta", OVERFLOWS + (
        "def output_delta(x_L, y, u_L):\n"
        "    return (x_L - y) * logistic(u_L) * (1 - logistic(u_L))\n"
    ))),
    ("05_backpropagation", answer("hidden_delta", OVERFLOWS + (
        "def hidden_delta(W_next, delta_next, u):\n"
        "    return W_next.T @ delta_next * logistic(u) * (1 - logistic(u))\n"
    ))),
    ("06_gradient_descent", answer("sgd", (
        "whole = backpropagation\n"
        "def sgd(params, X, Y, eta, batch_size, epochs, rng):\n"
        "    losses = [objective(params, X, Y)]\n"
        "    for _ in range(epochs):\n"
        "        order = rng.permutation(len(X))\n"
        "        for first in range(0, len(X), batch_size):\n"
        "            batch = order[first : first + batch_size]\n"
        "            every = [whole(params, X[i], Y[i])[-1] for i in batch]\n"
        "            dW, db = (sum(part) / len(batch) for part in zip(*every))\n"
        "            W, b = params[-1]\n"
        "            params = [*params[:-1], (W - eta * dW, b - eta * db)]\n"
        "        losses.append(objective(params, X, Y))\n"
        "    return params, losses\n"
    ))),
    ("07_engineering", answer("forward_rows", OVERFLOWS + (
        "def forward_rows(params, X):\n"
        "    cache = [X]\n"
        "    for W, b in params:\n"
        "        cache.append(logistic(cache[-1] @ W + b))\n"
        "    return cache\n"
    ))),
    ("07_engineering", answer("sigmoid_prime_from_output", (
        "def sigmoid_prime_from_output(y):\n"
        "    u = np.log(y / (1 - y))\n"
        "    return np.exp(-u) / (1 + np.exp(-u)) ** 2\n"
    ))),
]  # fmt: skip


@pytest.mark.parametrize("lesson", [with_its_bank(name) for name in LESSONS])
def test_only_sizes_make_a_difference_at_grading(
    monkeypatch: pytest.MonkeyPatch, lesson: str
) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", "04")
    unseen = {
        f"{one.exercise} {one.label}"
        for one in wrong_answers(BANK / lesson)
        if outcome(lesson, one).part == "hidden"
    }
    assert unseen == BY_SIZE.get(lesson, set())


@pytest.mark.parametrize(
    ("lesson", "wrong"), WRONG, ids=[f"{lesson}-{wrong.exercise}" for lesson, wrong in WRONG]
)
def test_what_the_text_asks_for_is_missed_in_the_visible_check(lesson: str, wrong: Answer) -> None:
    tests = own_tests(lesson, wrong.exercise)
    failed = next(failures(lesson, {wrong.exercise: wrong.source}, tests), None)
    assert failed is not None
    assert failed.part == "visible"


@pytest.mark.parametrize(
    ("lesson", "exercise", "source"),
    [
        ("01_forward_pass", "network_forward", (
            "def network_forward(params, x):\n"
            "    xs = [x.view()]\n"
            "    for W, b in params:\n"
            "        xs.append(f(W @ xs[-1] + b))\n"
            "    return xs\n"
        )),
        ("05_backpropagation", "layer_grads", (
            "def layer_grads(delta, x_prev):\n    return np.outer(delta, x_prev), delta[:]\n"
        )),
        ("06_gradient_descent", "minibatches", (
            "def minibatches(n, size, rng):\n"
            "    return np.array_split(rng.permutation(n), range(size, n, size))\n"
        )),
    ],
    ids=["network_forward", "layer_grads", "minibatches"],
)  # fmt: skip
def test_memory_may_be_shared_where_the_text_asks_for_nothing_new(
    lesson: str, exercise: str, source: str
) -> None:
    assert list(failures(lesson, {exercise: source}, own_tests(lesson, exercise))) == []


# The exercises whose text gives the sizes: 64 pixels and 10 digits.
OF_ONE_SIZE = {"train_digits", "train_digits_deep"}


def sizes(name: str, value: Any) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what could be written into an answer as numbers, each with words for it."""
    if isinstance(value, np.ndarray):
        yield name, value.shape
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from sizes(f"{name}[{key!r}]", part)
    elif isinstance(value, list) and value and isinstance(value[0], tuple) and len(value[0]) == 2:
        yield f"{name} (first W, outputs, layers)", (
            *value[0][0].shape, len(value[-1][1]), len(value),
        )  # fmt: skip
    elif isinstance(value, list) and value and isinstance(value[0], np.ndarray):
        yield f"{name} (samples, inputs, outputs)", (*value[0].shape, value[-1].shape[-1])


def recorded(
    function: Callable[..., Any], asked: dict[str, set[tuple[int, ...]]]
) -> Callable[..., Any]:
    """Return a function that notes the sizes it is asked with, where its answer is not 0."""

    @functools.wraps(function)
    def answer(*arguments: Any) -> Any:
        returned = function(*arguments)
        if not (isinstance(returned, np.ndarray | float) and np.allclose(returned, 0)):
            for place, value in enumerate(arguments):
                for what, lengths in sizes(f"argument {place}", value):
                    asked[what].add(lengths)
        return returned

    return answer


def sizes_asked(
    lesson: str, function: str, tests: tuple[str, ...]
) -> dict[str, set[tuple[int, ...]]]:
    """Return the sizes with which the visible part of some tests asks a function."""
    ready, asked = prepared(lesson), defaultdict[str, set[tuple[int, ...]]](set)
    namespace = dict(ready.provided)
    for code in ready.answers.values():
        exec(code, namespace)  # noqa: S102 - the lesson's own answers
    namespace[function] = recorded(namespace[function], asked)
    for test in tests:
        visible = ready.sources[test].partition(HIDDEN)[0]
        with contextlib.redirect_stdout(io.StringIO()):
            exec(visible, dict(namespace))  # noqa: S102 - the lesson's own test
    return asked


def always_equal(seen: set[tuple[int, ...]]) -> bool:
    """Whether one of several lengths is the same in all questions.

    Where arrays with one axis and with two are asked about, the function works on any shape.
    """
    return len({len(lengths) for lengths in seen}) == 1 and any(
        len(set(of_one)) == 1 for of_one in zip(*seen, strict=True)
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_visible_check_asks_with_more_than_one_size(lesson: str) -> None:
    """A size that is written into an answer must show before it costs points."""
    for exercise in LESSONS[lesson].exercises:
        if exercise.name.startswith("question_") or exercise.name in OF_ONE_SIZE:
            continue
        functions = ["affine_grad_W", "affine_grad_x", "elementwise_grad"]
        for function in functions if exercise.name == "lemmas" else [exercise.name]:
            asked = sizes_asked(lesson, function, exercise.tests)
            equal = {what: seen for what, seen in asked.items() if always_equal(seen)}
            assert not equal, f"{function} is asked with one size alone: {equal}"
