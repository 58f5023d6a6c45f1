"""What the text of an exercise asks for, its visible check asks for; grading varies the sizes."""

import pytest

from autograder.course.answer_bank import Answer, wrong_answers
from tests.helpers.lesson_cells import BANK, LESSONS, failures, outcome, own_tests, with_its_bank

# Wrong answers that pass the visible check: each is right for the sizes that stand there.
BY_SIZE = {
    "01_forward_pass": {
        "layer_forward whichever-fits",
        "network_forward whichever-fits",
        "network_forward input-overwritten",
    },
    "03_chain_rule": {"path_sum three-paths-only"},
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
