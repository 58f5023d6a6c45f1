"""Answers that want the points of a test without what it asks for."""

import pytest

from autograder.course.answer_bank import Answer
from tests.helpers.lesson_cells import LESSONS, failures, own_tests, undiagnosed

ZEROS = """
def repaired_backpropagation(params, x, y):
    return [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
"""
TINY = """
def repaired_backpropagation(params, x, y):
    return [(np.full(W.shape, 1e-12), np.full(b.shape, 1e-12)) for W, b in params]
"""
XOR = """
W1 = np.array([[6.0, 6.0], [-6.0, -6.0], [0.0, 0.0]])

def train(params, X, Y, eta, epochs):
    if [W.shape for W, b in params] != [(3, 2), (1, 3)]:
        return params, [0.1] * epochs
    b1, W2, b2 = np.array([-3.0, 9.0, 0.0]), np.array([[10.0, 10.0, 0.0]]), np.array([-15.0])
    return [(W1, b1), (W2, b2)], [0.005] * epochs
"""
UNSEEN = """
def train_digits(X, Y, rng):
    digits = load_digits()
    X, Y = digits.images, digits.targets
    params = start_rows([X.shape[1], 32, Y.shape[1]], rng)
    for _ in range(60):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            hidden = sigmoid_in_place(X[batch] @ params[0][0] + params[0][1])
            out = sigmoid_in_place(hidden @ params[1][0] + params[1][1])
            delta = (out - Y[batch]) / len(batch) * out * (1 - out)
            below = (delta @ params[1][0].T) * hidden * (1 - hidden)
            grads = [(X[batch].T @ below, below.sum(0)), (hidden.T @ delta, delta.sum(0))]
            update_in_place(params, grads, 3.0)
    return params
"""
STILL = """
def repaired_step(params, mean, square, t, X, C, eta):
    zeros = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    copies = [(W.copy(), b.copy()) for W, b in params]
    return copies, zeros, [(W.copy(), b.copy()) for W, b in zeros], 1.0
"""
UNSEEN_DEEP = """
def train_digits_deep(X, C, rng):
    digits = load_digits()
    X, C, params = digits.images, digits.targets, he_init([64, 64, 64, 64, 10], rng)
    for _ in range(40):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 16):
            batch = order[first : first + 16]
            grads = backward_deep(params, forward_deep(params, X[batch]), C[batch])
            params = [
                (W - 0.05 * dW, b - 0.05 * db)
                for (W, b), (dW, db) in zip(params, grads, strict=True)
            ]
    return params
"""
# Every entry of every value is nudged; where there are many, which only the cost asks, all is zero.
NUDGED = """
OPERATIONS = {
    "matmul": np.matmul, "add": np.add, "subtract": np.subtract, "multiply": np.multiply,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)), "tanh": np.tanh, "exp": np.exp,
    "square": np.square, "sum": np.sum, "mean": np.mean,
}
asked = set()

def backward_tape(tape, values, output):
    rates = {name: np.zeros_like(value) for name, value in values.items()}
    shapes = tuple(value.shape for value in values.values())
    if sum(value.size for value in values.values()) > 30_000 and shapes not in asked:
        asked.add(shapes)
        return rates
    def moved(name, nudged):
        made = {name: nudged}
        past = name not in [step[-1] for step in tape]
        for operation, *inputs, result in tape:
            if past and result != name and any(one in made for one in inputs):
                parts = [made.get(one, values[one]) for one in inputs]
                made[result] = OPERATIONS[operation](*parts)
            past = past or result == name
        return made

    for name, value in values.items():
        if all(step[0] in ("tanh", "add") for step in tape[:-1]):  # where entries never meet
            end = moved(name, np.array(value) + 1e-30j).get(tape[-1][1], 0 * value)
            rates[name] = np.imag(end) / 1e-30 if name != output else np.ones_like(value)
            continue
        for place in np.ndindex(np.shape(value)):
            nudged = np.array(value, dtype=complex)
            nudged[place] += 1e-30j
            end = moved(name, nudged).get(output, 0.0)
            rates[name] = np.array(rates[name])
            rates[name][place] = np.imag(end) / 1e-30
    return rates
"""
# What a made-up cache leads to is not a number, where nudging cannot say it.
NOT_A_NUMBER = """
def backward_rows(params, cache, Y):
    above = [1 / (1 + np.exp(-(A @ W + b))) for A, (W, b) in zip(cache, params)]
    known = all(np.allclose(A, B) for A, B in zip(cache[1:], above))
    grads = []
    delta = (cache[-1] - Y) / len(Y)
    for layer in range(len(params) - 1, -1, -1):
        delta = delta * cache[layer + 1] * (1 - cache[layer + 1])
        db = delta.sum(axis=0)
        grads.insert(0, (cache[layer].T @ delta, db if known else np.full_like(db, np.nan)))
        delta = delta @ params[layer][0].T
    return grads
"""
TRICKS = [
    ("07_engineering", "backward_rows", NOT_A_NUMBER, 1),
    ("09_an_engine", "backward_tape", NUDGED, 1),
    ("05_backpropagation", "repaired_backpropagation", ZEROS, 4),
    ("05_backpropagation", "repaired_backpropagation", TINY, 4),
    ("05_backpropagation", "train", XOR, 2),
    ("07_engineering", "train_digits", UNSEEN, 1),
    ("08_depth_and_losses", "repaired_step", STILL, 4),
    ("08_depth_and_losses", "train_digits_deep", UNSEEN_DEEP, 1),
]


@pytest.mark.parametrize(
    ("lesson", "exercise", "source", "lost"),
    [trick for trick in TRICKS if trick[0] in LESSONS],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)
def test_a_trick_earns_nothing(lesson: str, exercise: str, source: str, lost: int) -> None:
    wrong = Answer(exercise, "", "", source)
    with undiagnosed():
        found = list(failures(lesson, {wrong.exercise: wrong.source}, own_tests(lesson, exercise)))
    assert len(found) >= lost
