"""The cells to complete: what is right passes their checks, and slips hear of their cause."""

import contextlib
import io
import re
from functools import cache
from typing import Any

import nbformat
import pytest

from autograder.checks.diagnosis.diagnose import UNKNOWN
from autograder.checks.diagnosis.misconceptions import DECLARED
from autograder.checks.diagnosis.misconceptions.edits.exercises import STEPS
from autograder.checks.failure import CheckFailed
from autograder.course.lessons import find_course
from autograder.judge.judge import trusted_names
from tests.helpers.lesson_cells import ROOT, compiled, overhearing

SOLUTION = re.compile(r"( *)### BEGIN SOLUTION\n(.*?)\n *### END SOLUTION", re.DOTALL)
SOURCES = {lesson.name: lesson.source for lesson in find_course(ROOT).lessons}
# By the name of a cell: which of its two lines, what stands there, and which cause is named.
SLIPS: dict[str, list[tuple[int, str, str]]] = {
    "first_gradient": [
        (0, "grad = x**2", "square-undifferentiated"),
        (0, "grad = 1 * x", "factor-of-the-square-missing"),
        (1, "grad[0] += 0", "term-forgotten"),
        (1, "grad[0] += 7 * x[0]", "term-undifferentiated"),
        (1, "grad += 7", "term-in-every-entry"),
        (1, "grad[0] = 7", "assigned-for-added"),
        (1, "grad[0] -= 7", "sign-of-the-term"),
        (1, "grad[0] *= 7", "multiplied-for-added"),
        (1, "grad[1] += 7", "another-entry"),
        (1, "grad[-1] += 7", "another-entry"),
    ],
    "pre_activation": [
        (0, "total = 0", "bias-forgotten"),
        (1, "total = w[j] * x[j]", "assigned-for-added"),
        (1, "total = b + w[j] * x[j]", "assigned-for-added"),
        (1, "total = total - w[j] * x[j]", "terms-subtracted"),
        (1, "total = total + w[j] * x[j] + b", "bias-in-every-term"),
        (0, "total = -b", "bias-subtracted"),
        (1, "total = total + w[j]", "inputs-left-out"),
        (1, "total = total + x[j]", "weights-left-out"),
        (1, "total = total + w[j] + x[j]", "added-for-multiplied"),
        (1, "total = total * w[j] * x[j]", "terms-multiplied"),
    ],
    "two_layers": [
        (0, "hidden = W1 @ x + b1", "preactivation-passed-on"),
        (0, "hidden = f(W1 @ x)", "bias-forgotten"),
        (0, "hidden = f(W1 @ x - b1)", "bias-subtracted"),
        (1, "return W2 @ hidden + b2", "last-layer-linear"),
        (1, "return f(W2 @ hidden)", "bias-forgotten"),
        (1, "return f(f(W2 @ hidden + b2))", "activation-twice"),
        (1, "return hidden", "hidden-returned"),
    ],
    "loss_by_loop": [
        (0, "total = total + (x[i] - c[i])", "square-missing"),
        (0, "total = (x[i] - c[i]) ** 2", "last-entry-only"),
        (0, "total = total + abs(x[i] - c[i])", "absolute-differences"),
        (0, "total = total + x[i] ** 2 - c[i] ** 2", "squared-one-by-one"),
        (0, "total = total + (x[i] + c[i]) ** 2", "target-added"),
        (1, "return total", "half-forgotten"),
        (1, "return total / 4", "half-squared"),
        (1, "return total / len(x)", "mean-without-half"),
        (1, "return total / len(x) / 2", "mean-for-sum"),
        (1, "return np.sqrt(total)", "root-taken"),
        (1, "return np.sqrt(total) / 2", "norm-not-squared"),
        (1, "    return total / 2", "first-entry-only"),
    ],
    "numeric_entry": [
        (0, "above[k] -= h", "one-point"),
        (0, "above[k] = h", "assigned-for-added"),
        (0, "above += h", "all-at-once"),
        (0, "above[k] += 2 * h", "twice-as-far"),
        (0, "pass", "half-step"),
        (1, "return (f(above) - f(below)) / h", "divided-by-h"),
        (1, "return (f(above) - f(below)) / 2 * h", "bracket-missing"),
        (1, "return (f(below) - f(above)) / (2 * h)", "sign-reversed"),
        (1, "return f(above) - f(below)", "not-divided"),
        (1, "return (f(above) - f(below)) / 2", "divided-by-two-alone"),
        (1, "return (f(above) - f(x)) / h", "one-sided"),
        (1, "return (f(above) + f(below)) / (2 * h)", "added-for-subtracted"),
    ],
    "df_dx": [
        (0, "over_w = 2 * w", "inner-slope-of-w-left-out"),
        (0, "over_w = w * 2 * x", "slope-of-the-square"),
        (0, "over_w = 2 * x", "outer-slope-by-w-left-out"),
        (0, "over_w = w**2 * 2 * x", "square-undifferentiated"),
        (0, "over_w = 2 * w * x**2", "square-undifferentiated"),
        (0, "over_w = 2 * w * x", "inner-factor-missing"),
        (0, "over_w = 2 * w + 2 * x", "slopes-over-w-added"),
        (0, "over_w = -2 * w * 2 * x", "path-over-w-subtracted"),
        (1, "return over_u + over_v", "path-over-w-missing"),
        (1, "return over_u + over_w", "path-over-v-missing"),
        (1, "return over_v + over_w", "path-over-u-missing"),
        (1, "return over_w", "only-path-over-w"),
        (1, "return over_u * over_v * over_w", "paths-multiplied"),
        (1, "return -(over_u + over_v + over_w)", "sign-reversed"),
    ],
    "small_backward": [
        (0, "s_bar += 0", "only-over-f"),
        (0, "s_bar = q_bar * 2 * s", "only-over-q"),
        (0, "s_bar += 2 * s", "upstream-left-out"),
        (0, "s_bar += q_bar", "slope-left-out"),
        (0, "s_bar += q_bar * s", "slope-of-the-square"),
        (0, "s_bar += q_bar * 2", "slope-of-the-square"),
        (0, "s_bar += q_bar * s**2", "square-undifferentiated"),
        (0, "s_bar += q_bar * 2 * q", "slope-taken-at-q"),
        (0, "s_bar -= q_bar * 2 * s", "sign-reversed"),
        (1, "y_bar = s_bar", "sign-of-y"),
        (1, "y_bar = -1.0", "upstream-left-out"),
        (1, "y_bar = s_bar - 1", "added-for-multiplied"),
        (1, "y_bar = s_bar * y", "value-for-slope"),
    ],
    "affine_grad_W_entry": [
        (0, "dy_dw[i] = 1", "input-left-out"),
        (0, "dy_dw[i] = x[i]", "row-for-column"),
        (0, "dy_dw[:] = x[j]", "all-outputs"),
        (0, "dy_dw[i] = np.sum(x)", "all-inputs"),
        (1, "return np.sum(dy_dw)", "upstream-left-out"),
        (1, "return -np.sum(grad_y * dy_dw)", "sign-reversed"),
    ],
    "affine_grad_x_entry": [
        (0, "dy_dx = np.sum(W[i])", "all-inputs"),
        (1, "total = grad_y[i] * dy_dx", "assigned-for-added"),
        (1, "total += dy_dx", "upstream-left-out"),
        (1, "total -= grad_y[i] * dy_dx", "sign-reversed"),
        (1, "total += grad_y[i] + dy_dx", "added"),
        (1, "total += abs(grad_y[i] * dy_dx)", "signs-lost"),
    ],
    "softplus_layer_grad_x": [
        (0, "grad_u = grad_y", "slope-missing"),
        (0, "grad_u = slope", "upstream-left-out"),
        (0, "grad_u = grad_y * softplus(u)", "activation-for-slope"),
        (0, "grad_u = grad_y * u", "preactivation-for-slope"),
        (0, "grad_u = grad_y * softplus_prime(softplus(u))", "slope-at-activation"),
        (0, "grad_u = grad_y + slope", "slope-added"),
        (0, "grad_u = grad_y / slope", "slope-divided"),
        (1, "return W.T @ (grad_u * slope)", "slope-twice"),
    ],
    "hidden_delta_entry": [
        (0, "collected = W_next[i, j] * delta_next[i]", "assigned-for-added"),
        (0, "collected += delta_next[i]", "weights-left-out"),
        (0, "collected += W_next[i, j]", "upstream-left-out"),
        (0, "collected -= W_next[i, j] * delta_next[i]", "sign-reversed"),
        (0, "collected += W_next[i, j] + delta_next[i]", "added"),
        (1, "return collected", "slope-missing"),
        (1, "return collected * sigmoid(u[j])", "activation-for-slope"),
        (1, "return collected * sigmoid_prime(sigmoid(u[j]))", "slope-at-activation"),
        (1, "return collected * u[j] * (1 - u[j])", "preactivation-for-activation"),
    ],
    "two_layer_backpropagation": [
        (0, "delta_1 = W_2.T @ delta_2", "slope-missing-in-hidden-layers"),
        (0, "delta_1 = hidden_delta(W_2, delta_2, xs[1])", "slope-at-activation-in-hidden-layers"),
    ],
    "line_gradient": [
        (0, "total += theta * x[i] - c[i]", "inner-slope-left-out"),
        (0, "total = (theta * x[i] - c[i]) * x[i]", "assigned-for-added"),
        (0, "total += (theta * x[i] - c[i]) ** 2 / 2", "loss-for-gradient"),
        (0, "total += 2 * (theta * x[i] - c[i]) * x[i]", "factor-two"),
        (0, "total += (c[i] - theta * x[i]) * x[i]", "sign-reversed"),
        (0, "total += (theta * x[i] - c[i]) * theta", "theta-for-x"),
        (1, "return total", "sum-for-mean"),
        (1, "return total / (2 * len(x))", "factor-half"),
        (1, "    return total / len(x)", "returned-too-early"),
    ],
    "line_epoch": [
        (0, "slope = np.sum((theta * x_batch - c_batch) * x_batch)", "sum-for-mean"),
        (0, "slope = np.mean(theta * x_batch - c_batch)", "inner-slope-left-out"),
        (0, "slope = np.mean((theta * x - c) * x)", "all-samples-in-every-batch"),
        (0, "slope = np.mean((theta * x_batch - c_batch) ** 2) / 2", "loss-for-gradient"),
        (0, "slope = 2 * np.mean((theta * x_batch - c_batch) * x_batch)", "factor-two"),
        (1, "theta = theta + eta * slope", "uphill"),
        (1, "theta = theta - slope", "rate-forgotten"),
        (1, "theta = eta * slope", "step-only"),
        (1, "return theta - eta * slope", "first-batch-only"),
    ],
    "tanh_layer_rows": [
        (0, "delta = (H - Y) / N", "slope-missing"),
        (0, "delta = (H - Y) / N * H * (1 - H)", "slope-of-the-sigmoid"),
        (0, "delta = (H - Y) / N * (1 - np.tanh(H) ** 2)", "slope-at-activation"),
        (0, "delta = (H - Y) / N * (1 - H)", "square-missing"),
        (0, "delta = (H - Y) / (2 * N) * (1 - H**2)", "factor-half"),
        (0, "delta = (H - Y) * (1 - H**2)", "sum-for-mean"),
        (0, "delta = (Y - H) / N * (1 - H**2)", "sign-reversed"),
        (0, "delta = (H - Y) / H.size * (1 - H**2)", "mean-for-sum"),
        (1, "dW = X.T @ ((H - Y) / N)", "weights-before-slope"),
        (1, "dW = X.T @ delta / N", "weights-divided-twice"),
        (1, "dW = delta.T @ X", "transposed"),
    ],
    "leaky_relu_grad": [
        (0, "slopes = np.where(u > 0, 1.0, 0.0)", "flat-below-zero"),
        (0, "slopes = np.where(u > 0, a, 1.0)", "mask-reversed"),
        (0, "slopes = np.where(u < 0, 1.0, a)", "mask-reversed"),
        (0, "slopes = np.full(len(u), a)", "slope-everywhere"),
        (0, "slopes = np.where(u > 0, u, a * u)", "value-for-slope"),
        (0, "slopes = np.where(u > 0, u, a)", "u-for-slope"),
        (0, "slopes = np.where(u > 0, 1.0, -a)", "slope-negative"),
        (0, "slopes = np.where(grad_x > 0, 1.0, a)", "mask-of-the-gradient"),
        (1, "return slopes", "slopes-returned"),
        (1, "return grad_x + slopes", "added"),
        (1, "return grad_x / slopes", "divided"),
        (1, "return grad_x", "input-returned"),
        (1, "return -grad_x * slopes", "sign-reversed"),
    ],
    "row_by_lemma_5": [
        (0, "grad_p = c / p", "sign-reversed"),
        (0, "grad_p = -c", "probability-not-divided"),
        (0, "grad_p = -c * np.log(p)", "logarithm-for-its-slope"),
        (0, "grad_p = p - c", "euclidean-loss"),
        (0, "grad_p = -1 / p", "targets-left-out"),
        (1, "return grad_p", "stopped-at-the-probabilities"),
        (1, "return np.diag(J) * grad_p", "diagonal-only"),
        (1, "return -J.T @ grad_p", "sign-reversed"),
    ],
    "two_layer_deep": [
        (0, "delta1 = delta2 @ W2.T", "slope-missing"),
        (0, "delta1 = (delta2 @ W2.T) * (U1 < 0)", "mask-reversed"),
        (0, "delta1 = (delta2 @ W2.T) * X1", "value-for-slope"),
        (0, "delta1 = relu_prime(U1)", "slope-alone"),
        (0, "delta1 = relu(delta2 @ W2.T)", "relu-of-the-gradient"),
        (0, "delta1 = (delta2 @ W2.T) * X1 * (1 - X1)", "slope-of-the-sigmoid"),
        (0, "delta1 = (delta2 @ W2.T) * sigmoid(U1) * (1 - sigmoid(U1))", "slope-of-the-sigmoid"),
        (1, "dW1 = X0.T @ delta1 / len(X0)", "averaged-once-more"),
        (1, "dW1 = X0.T @ (delta1 * U1)", "slope-twice"),
        (1, "dW1 = delta1.T @ X0", "transposed"),
        (1, "dW1 = -X0.T @ delta1", "sign-reversed"),
    ],
    "multiply_rule": [
        (0, "to_A = grad * A", "own-factor"),
        (0, "to_A = grad", "slope-left-out"),
        (0, "to_A = B + 0 * grad", "upstream-left-out"),
        (0, "to_A = grad + B", "added"),
        (0, "to_A = -grad * B", "sign-reversed"),
        (0, "to_A = grad * A * B", "both-factors"),
        (1, "to_B = grad * B", "own-factor"),
        (1, "to_B = grad", "slope-left-out"),
        (1, "to_B = A + 0 * grad", "upstream-left-out"),
        (1, "to_B = grad + A", "added"),
        (1, "to_B = -grad * A", "sign-reversed"),
        (1, "to_B = to_A", "own-factor"),
    ],
}  # fmt: skip


@cache
def faded() -> dict[str, tuple[str, str, str]]:
    """Return the cells to complete, by their names: the lesson, the cell and its check."""
    found: dict[str, tuple[str, str, str]] = {}
    for lesson, source in SOURCES.items():
        cells = {
            cell.metadata.get("nbgrader", {}).get("grade_id", ""): cell.source
            for cell in nbformat.read(source, as_version=4).cells
        }
        found |= {
            name.removeprefix("faded_"): (lesson, text, cells[f"check_{name}"])
            for name, text in cells.items()
            if name.startswith("faded_")
        }
    return found


@cache
def provided(lesson: str) -> dict[str, Any]:
    """Return what the locked cells and the answers of a lesson define."""
    cells = nbformat.read(SOURCES[lesson], as_version=4).cells
    namespace = dict(trusted_names([cell for cell in cells if cell.cell_type == "code"]))
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            marks = cell.metadata.get("nbgrader", {})
            if marks.get("solution") and not marks["grade_id"].startswith("question_"):
                exec(cell.source, namespace)  # noqa: S102 - the lesson's own answers
    return namespace


def completed(name: str, line: int = 0, replaced: str = "") -> tuple[str, list[str]]:
    """Run a cell, with a line of it replaced, and its check.

    Returns:
        the message, empty where it passes, and the causes that it names.
    """
    lesson, text, check = faded()[name]
    if replaced:
        match = list(SOLUTION.finditer(text))[line]
        text = f"{text[: match.start()]}{match[1]}{replaced}{text[match.end() :]}"
    namespace = dict(provided(lesson))
    exec(compiled(f"answer {name}", text), namespace)  # noqa: S102 - of this repository
    with contextlib.redirect_stdout(io.StringIO()), overhearing() as diagnoses:
        try:
            exec(check, namespace)  # noqa: S102 - the lesson's own check
        except CheckFailed as failed:
            return str(failed), [cause.name for cause in diagnoses[-1]] if diagnoses else []
    return "", []


HERE = [name for name in SLIPS if name in faded()]  # a course may leave out a lesson


def test_every_cell_to_complete_has_slips_and_suspects() -> None:
    assert faded().keys() <= SLIPS.keys()
    assert faded().keys() <= DECLARED.keys() | STEPS.keys()


@pytest.mark.parametrize("name", HERE)
def test_the_right_lines_pass(name: str) -> None:
    assert completed(name) == ("", [])


@pytest.mark.parametrize(
    ("name", "line", "replaced", "cause"),
    [(name, *slip) for name in HERE for slip in SLIPS[name]],
)
def test_a_slip_hears_of_its_cause(name: str, line: int, replaced: str, cause: str) -> None:
    message, causes = completed(name, line, replaced)
    assert message
    assert cause in causes, message
    assert UNKNOWN not in message
