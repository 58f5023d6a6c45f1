"""The checks as a student meets them: what passes, what does not, and what is said about it."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.check import (
    Question,
    ask,
    check_gradient,
    check_value,
    require,
)
from autograder.checks.diagnosis.diagnose import UNKNOWN
from autograder.checks.expected import Answer, FloatArray, Numeric, exact, leaves, unchecked
from autograder.checks.failure import WIDTH, CheckFailed
from autograder.checks.finite_differences import STEP, central_difference
from autograder.checks.probes import probe
from autograder.course.answer_bank import Answer as Submission
from autograder.course.answer_bank import right_answers, wrong_answers
from tests.helpers import jacobian_questions as questions
from tests.helpers.networks import backpropagate, loss_at, points, tanh_network
from tests.helpers.student import define
from tests.helpers.verdict import Verdict, verdict

LESSON = Path(__file__).resolve().parents[2] / "bank" / "04_jacobian_lemmas"
RIGHT = right_answers(LESSON)
WRONG = wrong_answers(LESSON)

Drawn = tuple[Mapping[str, Any], Answer]


def slopes_question(rng: np.random.Generator) -> Drawn:
    """Ask for the derivative of tanh in four entries: a question with one input and one output."""
    return questions.ask_slopes_of_tanh((4,), 1.0, rng)


def slopes(x: FloatArray) -> Any:
    return 1 - np.tanh(x) ** 2


def two_layers_question(rng: np.random.Generator) -> Drawn:
    """Ask for the gradient by all parameters of a network: a list of tuples."""
    params = tanh_network(rng, (3, 4, 2))
    x, target = probe(rng, 3) / 2, rng.uniform(-1, 1, 2)
    names = ["dW1", "db1", "dW2", "db2"]
    numeric = [
        central_difference(
            partial(loss_at, params, x, target, which), points(params, x)[which], name=name
        )
        for which, name in enumerate(names)
    ]
    expected: Answer = [(numeric[0], numeric[1]), (numeric[2], numeric[3])]
    return {"params": params, "x": x, "target": target}, expected


def two_layers(params: Any, x: FloatArray, target: FloatArray) -> Any:
    return backpropagate(params, x, target)[0]


# --- The bank of answers -------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", questions.QUESTIONS)
@pytest.mark.parametrize("style", RIGHT)
def test_right_answers_of_every_style_pass(style: str, exercise: str) -> None:
    function = define(RIGHT[style][exercise], exercise)
    for question in questions.QUESTIONS[exercise]:
        for seed in range(5):
            outcome = verdict(function, question, seed)
            assert outcome.passed, outcome.message


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.exercise}-{wrong.label}")
def test_wrong_answers_of_every_kind_are_rejected(wrong: Submission) -> None:
    function = define(wrong.source, wrong.exercise)
    outcomes = [verdict(function, question) for question in questions.QUESTIONS[wrong.exercise]]
    assert not all(outcome.passed for outcome in outcomes), wrong.description


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 2**32), st.sampled_from(sorted(RIGHT)))
def test_right_answers_pass_at_every_size(m: int, n: int, seed: int, style: str) -> None:
    sized: dict[str, Question] = {
        "affine_grad_W": partial(questions.ask_gradient_by_weights, m, n),
        "affine_grad_x": partial(questions.ask_gradient_by_input, m, n),
        "sigmoid_prime": partial(questions.ask_slopes_of_sigmoid, (m, n), 2.0),
        "tanh_prime": partial(questions.ask_slopes_of_tanh, (m, 1, n), 2.0),
        "elementwise_grad": partial(questions.ask_gradient_through_function, n),
        "composite_grad": partial(questions.ask_gradients_of_layer, m, n),
        "jacobian_grad": partial(questions.ask_gradient_by_jacobian, m, n),
        "softmax_jacobian": partial(questions.ask_jacobian_of_softmax, n, 100.0 * m),
    }
    assert sized.keys() == RIGHT[style].keys()
    for exercise, question in sized.items():
        outcome = verdict(define(RIGHT[style][exercise], exercise), question, seed)
        assert outcome.passed, outcome.message


DIAGNOSES = {
    ("affine_grad_W", "outer-product-reversed"): "mirrored: row and column are exchanged",
    ("affine_grad_W", "reshape-for-transpose"): "they stand in other places",
    ("affine_grad_W", "turned-only-if-shapes-differ"): "mirrored: row and column are exchanged",
    ("affine_grad_W", "factor-two"): "(ratio 2.000 in all 12 entries)",
    ("affine_grad_W", "sign-reversed"): "all signs are reversed",
    (
        "affine_grad_W",
        "mean-for-sum",
    ): "Every entry is divided by 3. That is the number of entries of grad_y",
    ("affine_grad_W", "flattened"): "The values are right; only the shape differs.",
    ("affine_grad_W", "loop-starts-at-one"): "3 of 12 entries disagree",
    ("affine_grad_W", "kept-between-calls"): "Does it keep something from one call to the next",
    ("affine_grad_W", "reshaped-in-place"): "changes its input grad_y in place",
    ("affine_grad_W", "single-precision"): "has dtype float32",
    ("affine_grad_W", "integer-array"): "has dtype int64",
    ("affine_grad_W", "name-misspelt"): "grad_Y is not defined. Is it spelled",
    ("affine_grad_W", "not-written"): "is not written yet",
    ("affine_grad_x", "matrix-not-transposed"): "in your line: return W @ grad_y",
    ("affine_grad_x", "column-returned"): "The values are right; only the shape differs.",
    ("affine_grad_x", "factor-half"): "(ratio 0.5000 in all 4 entries)",
    ("affine_grad_x", "weights-overwritten"): "changes its input W in place",
    ("affine_grad_x", "never-filled"): "Every entry is 0",
    ("affine_grad_x", "list-returned"): "returned a list of 4 numbers for grad_x",
    ("composite_grad", "sign-reversed-for-input"): "all signs are reversed",
    ("composite_grad", "weights-alone"): "a tuple (grad_W, grad_x); it returned an array",
    (
        "composite_grad",
        "object-array",
    ): "a tuple (grad_W, grad_x); it returned an array of object",
    ("composite_grad", "swapped"): "grad_W has shape (4,); it must have shape (3, 4)",
    ("composite_grad", "derivative-missing-for-input"): "grad_x[",
    ("composite_grad", "derivative-missing-for-weights"): "grad_W[",
    ("elementwise_grad", "broadcast-to-a-square"): "becomes a square: look at the shape of each",
    ("elementwise_grad", "return-missing"): "returned None for grad_x",
    ("elementwise_grad", "mean-for-sum"): "(ratio 0.2500 in all 4 entries)",
    ("jacobian_grad", "complex-result"): "has dtype complex128",
    ("sigmoid_prime", "step-for-two-steps"): "(ratio 2.000 in all 5 entries)",
    ("sigmoid_prime", "overflows-for-large-entries"): "a number overflows or is divided by 0",
    ("softmax_jacobian", "diagonal-only"): "12 of 16 entries disagree",
    ("softmax_jacobian", "diagonal-term-missing"): "4 of 16 entries disagree",
    ("softmax_jacobian", "maximum-subtracted-in-place"): "changes its input x in place",
}


@pytest.mark.parametrize("mistake", DIAGNOSES, ids="-".join)
def test_the_first_message_about_a_mistake_points_at_it(mistake: tuple[str, str]) -> None:
    (wrong,) = (w for w in WRONG if (w.exercise, w.label) == mistake)
    function = define(wrong.source, wrong.exercise)
    outcomes = (verdict(function, question) for question in questions.QUESTIONS[wrong.exercise])
    assert DIAGNOSES[mistake] in next(o.message for o in outcomes if not o.passed)


# --- What is said --------------------------------------------------------------------------------


def fixed_question(inputs: Mapping[str, Any], value: Any, name: str = "grad") -> Question:
    """Ask for a value that is known, so that a message can be compared to the letter."""
    array = np.array(value, dtype=np.float64)
    return lambda rng: (inputs, Numeric(name, array, np.zeros(array.shape), 1.0))


W = np.array([[1.0, 2.0, 3.0], [4.0, -5.0, 6.0]])
ONE_OFF = np.array([[1.0, 2.0, 3.0], [4.0, -4.75, 6.0]])
ONE_NAN = np.array([[1.0, 2.0, 3.0], [4.0, -5.0, np.nan]])


def answering(value: Any) -> Callable[..., Any]:
    def dW(x: FloatArray) -> Any:  # noqa: N802 - the message begins with this name
        return value

    return dW


MESSAGES: dict[str, tuple[Any, list[str]]] = {
    "twice": (
        2 * W,
        [
            "dW: grad_W[1, 2] is 12; numeric differentiation gives 6",
            "  (ratio 2.000 in all 6 entries).",
            "  A constant factor of 2.000: where could it come from?",
        ],
    ),
    "minus": (
        -W,
        [
            "dW: grad_W[1, 2] is -6; numeric differentiation gives 6",
            "  (ratio -1.000 in all 6 entries).",
            "  All sizes are right and all signs are reversed.",
        ],
    ),
    "zero": (
        0 * W,
        [
            "dW: grad_W[1, 2] is 0; numeric differentiation gives 6",
            "  (6 of 6 entries disagree).",
            "  Every entry is 0. Is what you compute ever stored, or does something cancel?",
        ],
    ),
    "one entry": (
        ONE_OFF,
        [
            "dW: grad_W[1, 1] is -4.75; numeric differentiation gives -5",
            "  (1 of 6 entries disagree).",
        ],
    ),
    "nearly": (
        W * (1 + 2e-6),
        [
            "dW: grad_W[1, 2] is 6.00001; numeric differentiation gives 6",
            "  (6 of 6 entries disagree).",
            "  All entries are right to about 5 digits and no further. Is something rounded, kept "
            "with less precision, or found by taking differences?",
        ],
    ),
    "moved": (
        W[::-1],
        [
            "dW: grad_W[0, 1] is -5; numeric differentiation gives 2",
            "  (6 of 6 entries disagree).",
            "  All values are right but they stand in other places.",
        ],
    ),
    "mirrored": (
        W.T,
        [
            "dW: grad_W has shape (3, 2); it must have shape (2, 3).",
            "  The values are right but mirrored: row and column are exchanged.",
            "  It was given x (3,).",
        ],
    ),
    "float32": (
        W.astype(np.float32),
        [
            "dW: grad_W has dtype float32; it must have float64. "
            "Which array was made with less precision?",
            "  It was given x (3,).",
        ],
    ),
    "list": (
        W.tolist(),
        [
            "dW returned a list of 2 lists for grad_W; it must be a NumPy array of shape (2, 3).",
            "  It was given x (3,).",
        ],
    ),
    "None": (
        None,
        [
            "dW returned None for grad_W. Is the return line missing?",
            "  It was given x (3,).",
        ],
    ),
    "nan": (
        ONE_NAN,
        [
            "dW: grad_W[1, 2] is nan: somewhere a number overflows or is divided by 0, or a "
            "logarithm or a root has no value.",
            "  It was given x (3,).",
        ],
    ),
}


def test_two_numbers_that_look_alike_get_the_digits_that_tell_them_apart() -> None:
    question = fixed_question({"x": np.zeros(3)}, [1.23456789, 2.0])
    message = verdict(answering(np.array([1.23457, 2.0])), question).message
    assert message.startswith("dW: grad[0] is 1.23457; numeric differentiation gives 1.234568\n")


@pytest.mark.parametrize("answer", MESSAGES)
def test_messages_to_the_letter(answer: str) -> None:
    value, lines = MESSAGES[answer]
    question = fixed_question({"x": np.zeros(3)}, W, name="grad_W")
    assert verdict(answering(value), question) == Verdict(False, "\n".join(lines))


def test_the_message_of_a_pass_to_the_letter() -> None:
    question = fixed_question({"x": np.zeros(3)}, W)
    assert verdict(answering(W + 3e-8), question) == Verdict(
        True,
        "✓ dW: the check of this cell passes (18 numbers compared).",
    )


def test_check_gradient_prints_a_pass(capsys: pytest.CaptureFixture[str]) -> None:
    check_gradient(slopes, slopes_question, seed=1)
    printed = capsys.readouterr()
    assert printed.out == "✓ slopes: the check passes (12 numbers compared).\n"
    assert printed.err == ""


def test_check_gradient_raises_a_failure_that_shows_its_message_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    question = fixed_question({"x": np.zeros(3)}, W, name="grad_W")
    with pytest.raises(CheckFailed) as failed:
        check_gradient(answering(2 * W), question)
    assert isinstance(failed.value, AssertionError)
    assert str(failed.value) == verdict(answering(2 * W), question).message
    assert failed.value._render_traceback_() == str(failed.value).splitlines()
    assert capsys.readouterr().out == ""


def test_long_lines_are_broken_between_words_and_only_on_the_screen() -> None:
    line = "  " + "a word or two " * 12 + "with-hyphens " * 6 + "x" * 100
    failed = CheckFailed(f"f: short  (2,   4)\n{line}")
    first, *rest = failed._render_traceback_()
    assert first == "f: short  (2,   4)"
    assert len(rest) > 3
    assert all(part.startswith("  ") for part in rest)
    assert [part.strip() for part in rest if len(part) > WIDTH] == ["x" * 100]
    assert " ".join(part.strip() for part in rest) == line.strip()
    assert str(failed).splitlines()[1] == line


@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 4))
def test_a_wrong_array_without_structure_gets_its_worst_entry_and_no_hint(
    seed: int, m: int, n: int
) -> None:
    rng = np.random.default_rng(seed)
    right, wrong = probe(rng, m, n), rng.normal(size=(m, n))
    message = verdict(answering(wrong), fixed_question({"x": 1.0}, right)).message
    excess = np.abs(wrong - right) / (1e-7 + 1e-6 * np.maximum(np.abs(wrong), np.abs(right)))
    i, j = np.unravel_index(np.argmax(excess), (m, n))
    extent = f"\n  ({m * n} of {m * n} entries disagree)." if m * n > 1 else "."
    tried = message.removesuffix(
        f"\n  {UNKNOWN} Try two or three small whole numbers, and compare one entry by hand."
    )
    assert tried == (
        f"dW: grad[{i}, {j}] is {wrong[i, j]:.6g}; numeric differentiation gives "
        f"{right[i, j]:.6g}{extent}"
    )


# --- Repeatability -------------------------------------------------------------------------------


def drawn_with(seed: int | None) -> list[float]:
    drawn: list[float] = []

    def question(rng: np.random.Generator) -> Drawn:
        inputs, expected = slopes_question(rng)
        drawn.extend(inputs["x"])
        return inputs, expected

    check_gradient(slopes, question, seed=seed)
    return drawn


def test_a_seed_repeats_the_questions_and_they_differ_among_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("AUTOGRADER_SEED", raising=False)
    first = drawn_with(seed=5)
    assert len(set(first)) == 12  # three questions of four entries
    assert drawn_with(seed=5) == first
    assert drawn_with(seed=6) != first
    assert drawn_with(seed=None) != drawn_with(seed=None)
    monkeypatch.setenv("AUTOGRADER_SEED", "5eed")
    assert drawn_with(seed=None) == drawn_with(seed=None) != first
    assert drawn_with(seed=5) == first


# --- One bad point does not fail a right answer; a mistake is confirmed --------------------------

NEARLY = 3e-7  # several tolerances of slopes


def question_with_bad_points(bad: set[int], by: float = NEARLY) -> Question:
    """Ask for slopes, with a numeric derivative that is off in the named draws (counted from 0)."""
    draws = iter(range(1000))

    def question(rng: np.random.Generator) -> Drawn:
        inputs, expected = slopes_question(rng)
        assert isinstance(expected, Numeric)
        off = by if next(draws) in bad else 0.0
        return inputs, Numeric(expected.name, expected.value + off, expected.gap, expected.scale)

    return question


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_one_bad_point_does_not_fail_a_right_answer(bad: int) -> None:
    assert verdict(slopes, question_with_bad_points({bad})).passed


@pytest.mark.parametrize("bad", [{0, 1}, {0, 2}, {1, 10}, {2, 3}])
def test_a_second_disagreement_fails(bad: set[int]) -> None:
    assert not verdict(slopes, question_with_bad_points(bad)).passed


def test_a_pass_after_a_bad_point_claims_only_what_was_seen() -> None:
    outcome = verdict(slopes, question_with_bad_points({0}))
    assert outcome.passed
    assert "(40 numbers compared)" in outcome.message  # of ten questions: the eleventh is left out


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_what_is_far_off_fails_at_once(bad: int) -> None:
    outcome = verdict(slopes, question_with_bad_points({bad}, by=0.5))
    assert not outcome.passed
    assert "(4 of 4 entries disagree)" in outcome.message


def test_a_mistake_in_one_question_of_two_fails() -> None:
    """Questions of several kinds take turns, and the answer is right for one kind alone."""
    kinds = cycle([(3, 4), (3, 3)])
    function = define(
        "def affine_grad_x(W, grad_y):\n"
        "    return W @ grad_y if len(W) == len(W.T) else W.T @ grad_y\n",
        "affine_grad_x",
    )
    outcome = verdict(function, lambda rng: questions.ask_gradient_by_input(*next(kinds), rng))
    assert not outcome.passed
    assert "grad_x[" in outcome.message


def test_what_needs_no_tolerance_fails_at_once_even_in_the_last_question() -> None:
    shapes = cycle([(4,), (4,), (2, 2)])
    function = define("def f(x):\n    return 1 - np.tanh(x[0:4] + 0 * x[3]) ** 2\n", "f")
    outcome = verdict(function, lambda rng: questions.ask_slopes_of_tanh(next(shapes), 1.0, rng))
    assert outcome.message.startswith("f raised IndexError")


# --- Kinks ---------------------------------------------------------------------------------------


def kinked_question(
    g: Callable[[FloatArray], FloatArray], rng: np.random.Generator, often: float = 0.7
) -> Drawn:
    """Draw points of which many lie on a kink at 0 or within two steps of it."""
    x, grad_y = probe(rng, 4), probe(rng, 4)
    if rng.random() < often:
        x[rng.integers(4)] = rng.choice([0.0, rng.uniform(-2, 2) * STEP])
    numeric = central_difference(g, x, upstream=grad_y, name="grad_x")
    return {"grad_y": grad_y, "x": x}, numeric


@pytest.mark.parametrize("at_zero", [0.0, 0.5, 1.0])
def test_a_right_answer_about_relu_never_fails_whatever_it_says_at_the_kink(at_zero: float) -> None:
    def relu_grad(grad_y: FloatArray, x: FloatArray) -> Any:
        return grad_y * np.heaviside(x, at_zero)

    question = partial(kinked_question, lambda x: np.maximum(x, 0))
    for seed in range(300):
        outcome = verdict(relu_grad, question, seed)
        assert outcome.passed, outcome.message


@pytest.mark.parametrize("at_zero", [-1.0, 0.0, 1.0])
def test_a_right_answer_about_abs_never_fails_whatever_it_says_at_the_kink(at_zero: float) -> None:
    def abs_grad(grad_y: FloatArray, x: FloatArray) -> Any:
        return grad_y * np.where(x == 0, at_zero, np.sign(x))

    question = partial(kinked_question, np.abs)
    for seed in range(300):
        outcome = verdict(abs_grad, question, seed)
        assert outcome.passed, outcome.message


def test_a_wrong_answer_about_a_kinked_function_fails_all_the_same() -> None:
    def leaky(grad_y: FloatArray, x: FloatArray) -> Any:
        return grad_y * np.where(x > 0, 1.0, 0.01)

    question = partial(kinked_question, lambda x: np.maximum(x, 0))
    assert not any(verdict(leaky, question, seed).passed for seed in range(100))


def test_a_question_that_always_has_a_kink_is_a_fault_of_the_lesson() -> None:
    def question(rng: np.random.Generator) -> Drawn:
        x = np.array([1.0, 0.0])
        numeric = central_difference(np.abs, x, upstream=np.ones(2), name="grad_x")
        return {"x": x}, numeric

    calls: list[FloatArray] = []
    with pytest.raises(ValueError, match=r"no point without a kink was found: .* this question"):
        check_gradient(calls.append, question, seed=1)
    assert calls == [], "the student's function is not called about a point that does not count"


def test_a_kink_in_one_of_several_results_is_enough_to_draw_again() -> None:
    draws = cycle([True, False])

    def question(rng: np.random.Generator) -> Drawn:
        x = np.array([0.0 if next(draws) else 1.5])
        smooth = central_difference(np.sin, x, upstream=np.ones(1), name="a")
        kinked = central_difference(np.abs, x, upstream=np.ones(1), name="b")
        return {"x": x}, [(smooth, smooth), (smooth, kinked)]

    outcome = verdict(lambda x: [(np.cos(x), np.cos(x)), (np.cos(x), x / np.abs(x))], question)
    assert outcome.passed, outcome.message


@pytest.mark.parametrize("slope", [1.0, 1e-2, 1e-3, 1e-4, -1e-3])
def test_a_slight_kink_is_a_kink(slope: float) -> None:
    """The error there is slope / 2: still 500 times the tolerance for the slightest of these."""

    def question(rng: np.random.Generator) -> Drawn:
        x = probe(rng, 3)
        x[0] = 0.0
        numeric = central_difference(
            lambda x: x**2 + slope * np.maximum(x, 0), x, upstream=np.ones(3), name="grad_x"
        )
        return {"x": x}, numeric

    with pytest.raises(ValueError, match="no point without a kink was found"):
        verdict(lambda x: 2 * x + slope * (x > 0), question)


# --- Guards --------------------------------------------------------------------------------------


GUARDED = {
    "the input changed in place": ("np.tanh(x, out=x); return 1 - x**2", "changes its input x in"),
    "the input as result": ("x *= -x; return x", "changes its input x in place"),
    "noise": ("return 1 - np.tanh(x) ** 2 + np.random.rand()", "gave two different answers"),
    "None": ("1 - np.tanh(x) ** 2", "f returned None for tanh_prime. Is the return line missing?"),
    "a list": ("return list(1 - np.tanh(x) ** 2)", "f returned a list of 4 numbers for tanh_prime"),
    "a tuple": ("return (1 - np.tanh(x) ** 2,)", "f returned a tuple of 1 array for tanh_prime"),
    "a dict": ("return {'grad': x}", "f returned a dict with the key 'grad' for tanh_prime"),
    "a string": ("return str(x)", "f returned a string for tanh_prime; it must be a NumPy"),
    "a function": ("return f", "f returned a function for tanh_prime; it must be a"),
    "a number": ("return 0.5", "f returned one number for tanh_prime; it must be a NumPy"),
    "a numpy number": (
        "return np.float64(0.5)",
        "tanh_prime is one number; it must have shape (4,)",
    ),
    "a row": ("return (1 - np.tanh(x) ** 2)[None]", "has shape (1, 4); it must have shape (4,)"),
    "no entries": ("return np.array([])", "has shape (0,); it must have shape (4,)"),
    "too many axes": ("return x.reshape(2, 1, 2)", "has shape (2, 1, 2); it must have shape (4,)"),
    "float32": ("return (1 - np.tanh(x) ** 2).astype('f4')", "has dtype float32; it must have"),
    "float16": ("return (1 - np.tanh(x) ** 2).astype('f2')", "has dtype float16; it must have"),
    "longdouble": (
        "return np.ones(4, dtype=np.longdouble)",
        f"has dtype {np.dtype(np.longdouble)}; it must have float64",
    ),
    "integers": ("return np.array([1, 0, 0, 1])", "has dtype int64; it must have float64"),
    "unsigned": ("return np.ones(4, dtype=np.uint8)", "has dtype uint8; it must have float64"),
    "booleans": ("return x > 0", "has dtype bool; it must hold float64 numbers"),
    "complex": ("return 1 - np.tanh(x + 0j) ** 2", "has dtype complex128; it must hold float64"),
    "strings": ("return np.array(['a'] * 4)", "f returned an array of <U1 for tanh_prime; it must"),
    "dates": ("return np.zeros(4, dtype='M8[s]')", "f returned an array of datetime64[s]"),
    "objects": ("return x.astype(object)", "f returned an array of object for tanh_prime; it"),
    "an inner function": ("return lambda v: v", "f returned a function for tanh_prime; it must"),
    "a generator": ("return (v for v in x)", "f returned a generator for tanh_prime; it must"),
    "nan": ("return np.where(x > 0, np.nan, 1 - np.tanh(x) ** 2)", "is nan: somewhere a number"),
    "infinity": ("return x / 0", "is inf: somewhere a number overflows or is divided by 0"),
    "minus infinity": ("return -np.abs(x) / 0", "tanh_prime[0] is -inf: somewhere a number"),
    "an exception": ("return x @ np.ones(3)", "in your line: return x @ np.ones(3)"),
    "an exit": ("raise SystemExit('bye')", "f raised SystemExit: bye"),
    "nothing yet": ("raise NotImplementedError()", "f is not written yet: replace the line"),
}


@pytest.mark.parametrize("guard", GUARDED)
def test_guards(guard: str) -> None:
    line, text = GUARDED[guard]
    outcome = verdict(define(f"def f(x):\n    {line}\n", "f"), slopes_question, seed=2)
    assert not outcome.passed
    if guard == "infinity":
        text = text if "is inf" in outcome.message else text.replace("inf", "-inf")
    assert text in outcome.message
    already_named = ("changes its input", "two different answers", "not written yet")
    if not any(words in outcome.message for words in already_named):
        assert outcome.message.endswith("\n  It was given x (4,).")


def test_an_interrupt_passes_through() -> None:
    function = define("def f(x):\n    raise KeyboardInterrupt\n", "f")
    with pytest.raises(KeyboardInterrupt):
        check_gradient(function, slopes_question, seed=1)


LIAR = """
class Liar(np.ndarray):
    def __eq__(self, other): return np.ones(self.shape, dtype=bool)
    def __ne__(self, other): return np.zeros(self.shape, dtype=bool)
    def __le__(self, other): return np.ones(self.shape, dtype=bool)
    __lt__ = __ge__ = __gt__ = __le__
    def __sub__(self, other): return np.zeros(self.shape)
    __rsub__ = __sub__
    def __abs__(self): return np.zeros(self.shape)
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return np.zeros(self.shape)
    def __array_function__(self, function, types, args, kwargs): return np.zeros(self.shape)
    def __array__(self, *args, **kwargs): return 1 - np.tanh(self.tolist()) ** 2
    def astype(self, *args, **kwargs): return np.zeros(self.shape)
    def all(self, *args, **kwargs): return True
    def any(self, *args, **kwargs): return False

def f(x):
    return (x * x).view(Liar)
"""


def test_an_array_with_its_own_idea_of_equality_does_not_pass() -> None:
    outcome = verdict(define(LIAR, "f"), slopes_question)
    assert not outcome.passed
    assert "4 of 4 entries disagree" in outcome.message


@pytest.mark.parametrize("kind", ["masked", "subclass", "memmap-like view"])
def test_an_array_of_another_class_that_holds_the_right_values_passes(kind: str) -> None:
    class Plain(np.ndarray):
        pass

    makers: dict[str, Callable[[FloatArray], Any]] = {
        "masked": np.ma.masked_array,
        "subclass": lambda array: array.view(Plain),
        "memmap-like view": lambda array: np.frombuffer(array.tobytes()),
    }
    outcome = verdict(lambda x: makers[kind](1 - np.tanh(x) ** 2), slopes_question)
    assert outcome.passed, outcome.message


def test_a_function_may_return_its_input() -> None:
    def question(rng: np.random.Generator) -> Drawn:
        x, grad_y = probe(rng, 3), probe(rng, 3)
        return {"grad_y": grad_y}, central_difference(
            lambda x: x, x, upstream=grad_y, name="grad_x"
        )

    assert verdict(lambda grad_y: grad_y, question).passed
    assert not verdict(lambda grad_y: grad_y[::-1], question).passed


def test_a_function_may_use_the_same_buffer_in_every_call() -> None:
    """A buffer that outlives the call is no mistake as long as every call fills it."""
    source = (
        "buffer = np.zeros(4)\ndef f(x):\n    buffer[:] = 1 - np.tanh(x) ** 2\n    return buffer\n"
    )
    assert verdict(define(source, "f"), slopes_question).passed


# --- New arrays ----------------------------------------------------------------------------------


def doubled_question(rng: np.random.Generator) -> Drawn:
    x, y = probe(rng, 3), probe(rng, 3)
    return {"x": x, "y": y}, (exact(x, name="first"), exact(2 * y, name="second"))


SHARES = (
    "f: what it returned shares its memory with its input x, so that a later change of one changes "
    "the other as well. Return new arrays; a part or a transpose of an array is no new one until "
    "it is copied."
)


def test_memory_of_an_input_is_no_new_array() -> None:
    def f(x: FloatArray, y: FloatArray) -> Any:
        return x[:], 2 * y

    check_value(f, doubled_question, seed=1)
    with pytest.raises(CheckFailed) as failed:
        check_value(f, doubled_question, seed=1, new_arrays=True)
    assert str(failed.value) == SHARES
    with pytest.raises(CheckFailed, match="its input x and y"):
        ask(lambda x, y: [y, x], {"x": np.ones(2), "y": np.ones(3)}, new_arrays=True)
    with pytest.raises(CheckFailed, match="its input x,"):
        ask(lambda x: x, {"x": np.ones(2)}, once=True, new_arrays=True)


def test_new_arrays_pass(capsys: pytest.CaptureFixture[str]) -> None:
    check_value(lambda x, y: (x.copy(), 2 * y), doubled_question, seed=1, new_arrays=True)
    assert capsys.readouterr().out == "✓ <lambda>: the check passes (18 numbers compared).\n"
    assert ask(lambda x: x + 1, {"x": np.ones(1)}, new_arrays=True).tolist() == [2.0]


def test_what_is_wrong_is_said_before_whose_memory_it_is() -> None:
    for wrong, text in [(lambda x, y: (x, y), "second["), (lambda x, y: (x[:2], y), "has shape")]:
        with pytest.raises(CheckFailed, match=re.escape(text)):
            check_value(wrong, doubled_question, seed=1, new_arrays=True)


def test_a_buffer_that_every_call_returns_is_no_new_array() -> None:
    source = (
        "buffer = np.zeros(4)\ndef f(x):\n    buffer[:] = 1 - np.tanh(x) ** 2\n    return buffer\n"
    )
    check_gradient(define(source, "f"), slopes_question, seed=1)
    with pytest.raises(CheckFailed, match="with what it returned before, so that each call"):
        check_gradient(define(source, "f"), slopes_question, seed=1, new_arrays=True)


# --- Tuples, lists, numbers ----------------------------------------------------------------------


def test_a_network_passes_and_its_structure_is_looked_at() -> None:
    outcome = verdict(two_layers, two_layers_question)
    assert outcome.passed
    assert outcome.message.endswith("(78 numbers compared).")


def one_part_question(rng: np.random.Generator) -> Drawn:
    """Ask for the gradient by the last bias, whatever the rest of the answer says."""
    inputs, expected = two_layers_question(rng)
    dW1, db1, dW2, db2 = leaves(expected)
    first = (unchecked(dW1.value, name="dW1"), unchecked(db1.value, name="db1"))
    return inputs, [first, (unchecked(dW2.value, name="dW2"), db2)]


def test_a_part_may_be_left_unchecked_but_for_its_form() -> None:
    def spoiled(value: Any, last: float) -> Any:
        def f(params: Any, x: FloatArray, target: FloatArray) -> Any:
            (dW1, db1), (dW2, db2) = two_layers(params, x, target)
            return [(value(dW1), 7 * db1), (-dW2, last * db2)]

        return f

    passed = verdict(spoiled(np.zeros_like, 1), one_part_question)
    assert passed.message == "✓ f: the check of this cell passes (6 numbers compared)."
    wrong = verdict(spoiled(np.zeros_like, 2), one_part_question).message
    rows = [line.split()[:1] + line.split()[-2:] for line in wrong.splitlines()[-4:]]
    assert rows == [
        ["dW2", "not", "checked"], ["db2", "2.000", "wrong"],
        ["dW1", "not", "checked"], ["db1", "not", "checked"],
    ]  # fmt: skip
    mirrored = verdict(spoiled(np.transpose, 1), one_part_question).message
    assert mirrored.startswith("f: dW1 has shape (3, 4); it must have shape (4, 3).")


FORM = "a list of 2 pairs [(dW1, db1), (dW2, db2)]"
WRONG_FORMS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a tuple for the list": (
        tuple,
        f"f must return {FORM}; it returned a tuple of 2 pairs.",
    ),
    "one layer": (
        lambda g: g[:1],
        f"f must return {FORM}; it returned a list of 1 pair.",
    ),
    "a flat list": (
        lambda g: [*g[0], *g[1]],
        f"f must return {FORM}; it returned a list of 4 arrays.",
    ),
    "an array": (
        lambda g: g[0][0],
        f"f must return {FORM}; it returned an array of shape (4, 3).",
    ),
    "None": (
        lambda g: None,
        f"f returned None; it must return {FORM}. Is the return line missing?",
    ),
    "lists inside": (
        lambda g: [list(layer) for layer in g],
        "f must return a tuple (dW1, db1) as entry 0 of the list; that entry is a list of 2 array",
    ),
    "biases missing": (
        lambda g: [(layer[0],) for layer in g],
        "f must return a tuple (dW1, db1) as entry 0 of the list; that entry is a tuple of 1 arr",
    ),
    "biases None": (
        lambda g: [g[0], (g[1][0], None)],
        "f returned None for db2. Was it ever computed?",
    ),
    "swapped": (
        lambda g: [g[0], g[1][::-1]],
        "f: dW2 has shape (2,); it must have shape (2, 4).",
    ),
    "layers reversed": (
        lambda g: g[::-1],
        "f: dW1 has shape (2, 4); it must have shape (4, 3).",
    ),
    "biases as columns": (
        lambda g: [(dW, db[:, None]) for dW, db in g],
        "f: db1 has shape (4, 1); it must have shape (4,).",
    ),
}


@pytest.mark.parametrize("form", WRONG_FORMS)
def test_a_wrong_structure_is_described(form: str) -> None:
    change, text = WRONG_FORMS[form]

    def f(params: Any, x: FloatArray, target: FloatArray) -> Any:
        return change(two_layers(params, x, target))

    outcome = verdict(f, two_layers_question)
    assert not outcome.passed
    assert outcome.message.startswith(text)
    assert outcome.message.endswith("It was given params of 3-4-2, x (3,), target (2,).")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (["dW1"], "dW1"),
        (["db1"], "db1"),
        (["dW1", "db1"], "dW1"),
        (["dW1", "dW2"], "dW2"),
        (["db1", "db2"], "db2"),
        (["dW1", "db1", "dW2", "db2"], "dW2"),
    ],
)
def test_of_a_networks_gradients_the_wrong_one_nearest_to_the_output_is_named(
    wrong: list[str], named: str
) -> None:
    """Whatever is wrong further down may have been inherited from there."""

    def f(params: Any, x: FloatArray, target: FloatArray) -> Any:
        gradient = two_layers(params, x, target)
        for name in wrong:
            gradient[int(name[2]) - 1]["Wb".index(name[1])][...] *= 1.7
        return gradient

    lines = verdict(f, two_layers_question).message.splitlines()
    assert lines[0].startswith(f"f: {named}[")
    assert lines[1].startswith("  (ratio 1.700 in all ")
    assert lines[2] == "  A constant factor of 1.700: where could it come from?"
    rows = {line.split()[0]: line.split()[-1] for line in lines[3:]}
    assert rows == {"parameter": "verdict"} | {
        name: "wrong" if name in wrong else "right" for name in ["dW2", "db2", "dW1", "db1"]
    }


@pytest.mark.parametrize(
    ("by_weights", "by_input", "named"), [(3, 3, "grad_W"), (3, 1, "grad_W"), (1, 3, "grad_x")]
)
def test_of_a_tuple_the_first_wrong_part_is_named(
    by_weights: float, by_input: float, named: str
) -> None:
    right = define(RIGHT["matrix"]["composite_grad"], "composite_grad")

    def f(W: FloatArray, x: FloatArray, grad_y: FloatArray) -> Any:
        grad_W, grad_x = right(W, x, grad_y)
        return by_weights * grad_W, by_input * grad_x

    message = verdict(f, partial(questions.ask_gradients_of_layer, 3, 4)).message
    assert message.startswith(f"f: {named}[")
    assert "ratio 3.000" in message


def test_a_network_that_changes_its_parameters_is_found() -> None:
    def f(params: Any, x: FloatArray, target: FloatArray) -> Any:
        gradient = two_layers(params, x, target)
        params[0] = (params[0][0] - 0.1 * gradient[0][0], params[0][1])
        return gradient

    assert "changes its input params in place" in verdict(f, two_layers_question).message


def number_question(rng: np.random.Generator) -> Drawn:
    x = float(probe(rng))
    return {"x": x}, central_difference(lambda x: x**3, x, name="df_dx")


@pytest.mark.parametrize("kind", [float, np.float64, np.array])
def test_a_number_may_be_a_float_a_numpy_number_or_an_array_without_axes(
    kind: Callable[[float], Any],
) -> None:
    outcome = verdict(lambda x: kind(3 * x**2), number_question)
    assert outcome.passed, outcome.message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.5, "f: df_dx is 2.5; numeric differentiation gives "),
        (
            float("nan"),
            "f: df_dx is nan: somewhere a number overflows or is divided by 0, or a log",
        ),
        (
            float("-inf"),
            "f: df_dx is -inf: somewhere a number overflows or is divided by 0, or a log",
        ),
        (True, "f returned True for df_dx; it must be one number."),
        (np.True_, "f: df_dx has dtype bool; it must hold float64 numbers."),
        (1j, "f returned a complex number for df_dx; it must be one number."),
        ("2.5", "f returned a string for df_dx; it must be one number."),
        (10**400, "f: df_dx has dtype object; it must hold float64 numbers."),
        (np.float32(2.5), "f: df_dx has dtype float32; it must have float64."),
        ([2.5], "f returned a list of 1 number for df_dx; it must be one number."),
        (np.array([2.5]), "f: df_dx has shape (1,); it must be one number."),
        (None, "f returned None for df_dx. Is the return line missing?"),
    ],
)
def test_a_wrong_number_is_described(value: Any, text: str) -> None:
    def f(x: float) -> Any:
        return value

    outcome = verdict(f, number_question)
    assert not outcome.passed
    assert outcome.message.startswith(text)


# --- Dicts, exact values, properties -------------------------------------------------------------


def graph_question(rng: np.random.Generator) -> Drawn:
    x, y = float(probe(rng)), float(probe(rng))
    expected: Answer = {
        "x": central_difference(lambda x: x * x * y, x, name="df_dx"),
        "y": exact(x * x, name="df_dy"),
    }
    return {"x": x, "y": y}, expected


def test_a_dict_of_the_right_numbers_passes_in_any_order() -> None:
    assert verdict(lambda x, y: {"x": 2 * x * y, "y": x * x}, graph_question).passed
    assert verdict(lambda x, y: {"y": x * x, "x": 2 * x * y}, graph_question).passed


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            lambda x, y: {"x": 2 * x * y},
            "f must return a dict with the keys 'x', 'y'; it returned a dict with the key 'x'. "
            "The key 'y' is missing.",
        ),
        (
            lambda x, y: {"x_bar": 1.0, "y_bar": 1.0},
            "f must return a dict with the keys 'x', 'y'; it returned a dict with the keys "
            "'x_bar', 'y_bar'. The keys 'x', 'y' are missing. The keys 'x_bar', 'y_bar' are not "
            "asked for.",
        ),
        (
            lambda x, y: {},
            "f must return a dict with the keys 'x', 'y'; it returned an empty dict.",
        ),
        (
            lambda x, y: (2 * x * y, x * x),
            "f must return a dict with the keys 'x', 'y'; it returned a tuple of 2 numbers.",
        ),
        (
            lambda x, y: None,
            "f returned None; it must return a dict with the keys 'x', 'y'. "
            "Is the return line missing?",
        ),
        (lambda x, y: {"x": 2 * x * y, "y": x}, "f: df_dy is "),
        (lambda x, y: {"x": x * y, "y": x * x}, "f: df_dx is "),
        (lambda x, y: {"x": x * y, "y": None}, "f returned None for df_dy."),
    ],
)
def test_a_wrong_dict_is_described(answer: Callable[[float, float], Any], text: str) -> None:
    def f(x: float, y: float) -> Any:
        return answer(x, y)

    outcome = verdict(f, graph_question)
    assert not outcome.passed
    assert outcome.message.startswith(text)


def exact_question(rng: np.random.Generator) -> Drawn:
    x = probe(rng, 3)
    return {"x": x}, exact(np.cumsum(x), name="sums")


def test_an_exact_value_passes_and_a_value_that_is_only_near_fails() -> None:
    check_value(np.cumsum, exact_question, seed=1)
    with pytest.raises(
        CheckFailed, match=r"^f: sums\[\d\] is .*; it must be .*\n  \(3 of 3 entries"
    ):
        check_value(define("def f(x):\n    return np.cumsum(x) + 1e-7\n", "f"), exact_question)
    with pytest.raises(CheckFailed, match="changes its input x in place"):
        check_value(define("def f(x):\n    return np.cumsum(x, out=x)\n", "f"), exact_question)


def test_ask_returns_what_the_function_returned_or_says_why_not() -> None:
    assert ask(lambda n: list(range(n)), {"n": 3}) == [0, 1, 2]
    with pytest.raises(CheckFailed, match=r"^f raised ZeroDivisionError: division by zero\n"):
        ask(define("def f(n):\n    return 1 / n\n", "f"), {"n": 0})
    with pytest.raises(CheckFailed, match="gave two different answers"):
        ask(define("calls = []\ndef f():\n    calls.append(1)\n    return sum(calls)\n", "f"), {})


def test_require_says_what_does_not_hold() -> None:
    require(True, "never said")
    with pytest.raises(CheckFailed, match=r"^Every index occurs once\.$"):
        require(False, "Every index occurs once.")


# --- Order in memory -----------------------------------------------------------------------------


def rearranged(array: FloatArray, order: str) -> Any:
    """Return equal numbers in another layout."""
    if order == "F":
        return np.asfortranarray(array)
    if order == "strided":
        wide = np.full((*array.shape, 3), np.nan)
        wide[..., 1] = array
        return wide[..., 1]
    if order == "reversed":
        return np.ascontiguousarray(array[::-1])[::-1]
    if order == "read-only":
        array = array.copy()
        array.flags.writeable = False
        return array
    return np.broadcast_to(array, (2, *array.shape))[0]


ORDERS = ["F", "strided", "reversed", "read-only", "broadcast"]


@given(st.integers(0, 2**32), st.sampled_from(ORDERS), st.sampled_from([1.0, 2.0, 1 + 1e-4]))
def test_order_in_memory_changes_neither_verdict_nor_message(
    seed: int, order: str, factor: float
) -> None:
    question = partial(questions.ask_gradient_by_weights, 3, 4)

    def plain(grad_y: FloatArray, x: FloatArray) -> Any:
        return factor * np.outer(grad_y, x)

    def f(grad_y: FloatArray, x: FloatArray) -> Any:
        return rearranged(plain(grad_y, x), order)

    def shuffled_question(rng: np.random.Generator) -> Drawn:
        inputs, expected = question(rng)
        return {key: rearranged(value, order) for key, value in inputs.items()}, expected

    f.__name__ = "plain"
    outcome = verdict(plain, question, seed)
    assert outcome.passed == (factor == 1.0)
    assert verdict(f, question, seed) == outcome
    assert verdict(f, shuffled_question, seed) == outcome


# --- Faults of the lesson ------------------------------------------------------------------------


def test_an_error_in_the_question_is_not_blamed_on_the_student() -> None:
    def question(rng: np.random.Generator) -> Drawn:
        return {}, central_difference(lambda x: x / 0.0, np.ones(2), upstream=np.ones(2), name="g")

    with pytest.raises(ValueError, match="f is not finite"), np.errstate(divide="ignore"):
        check_gradient(slopes, question, seed=1)
