"""Other slips in words: what Python says is read, and nothing else is."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.calls.call import Raised, describe_exception, observe
from autograder.checks.diagnosis.exceptions.words import in_words
from tests.helpers.student import define

X = np.array([1.5, -2.0, 0.5])
SLIPS = {
    "power of an array": ("return x ^ 2", "`^` is no power in Python: write `**`."),
    "power of a number": ("return 2.0 ^ 2.0", "`^` is no power in Python: write `**`."),
    "power in place": ("y = 2.0\n    y ^= 2.0", "`^` is no power in Python"),
    "names for values": (
        'return np.matmul("W", "x")',
        "matmul computes with numbers, and something",
    ),
    "a name in a sum": ('return np.add(x, "b")', "add computes with numbers, and something else"),
    "an array as a condition": ("return 1 if x > 0 else 0", "one yes or no is asked for"),
    "an integer": ("return float(10**400)", "an integer has grown too large to become a float."),
    "an integer and an array": ("return x * 10**400", "an integer has grown too large"),
    "a float": ("return math.exp(1000.0)", "a number has grown too large for a float."),
    "math of an array": ("return math.exp(x)", "one number is needed, and an array came."),
    "imports": ("return numpy.exp(x)", "numpy is not defined. Is it spelled"),
    "a helper": ("return helper(x)", "of other cells only those with answers are graded."),
    "before its value": ("total += x", "total is used before it has a value."),
    "too few values": ("a, b, c, d = x", "names for 4 values, and only 3 come from the right."),
    "one value": ("a, b = x[:1]", "names for 2 values, and only one comes from the right."),
    "too many values": ("a, b = x", "names for 2 values, and more come from the right."),
    "None unpacked": ("a, b = None", "and None comes from the right. Does a function that you"),
    "a number unpacked": ("a, b = 1.5", "and a number comes from the right."),
    "None as a number": ("return None - x[0]", "`-` stands between None and a number. Does a"),
    "lists": ("return [1] - [2]", "`-` stands between a list and a list: what is computed with"),
    "a list scaled": ("return [1.0] * 2.5", "a list is multiplied with a number"),
    "a list of rows": ("rows = [[1.0]]\n    return rows[0, 0]", "a list takes one index."),
    "None as an array": ("n = None\n    return n[0]", "None has no entries."),
    "a function as an array": ("return len[0]", "square brackets follow the name of a function"),
    "an array as a function": ("return x(1)", "an array is called like a function"),
    "a number as a function": ("k = 2\n    return k(3)", "a number is called like a function"),
    "an index of an array": ("return x[3]", "axis 0 has 3 entries, and the last of them has the"),
    "an index of a list": ("return [1][1]", "an index goes beyond the end of a list."),
    "a number as an array": ("return (1.5).ndim", "a number has no .ndim: only an array has, and"),
    "a list as an array": ("return [1.0].shape", "a list has no .shape: only an array has. Which"),
    "None's shape": ("return None.shape", "None has no .shape. Does a function that you call"),
    "an array as an axis": ("return np.sum(x, x)", "and an array came. Has a function been given"),
    "None in a loop": ("return [a for a in None]", "takes the parts of None, which has none."),
}


def raised(line: str) -> Raised:
    seen = observe(define(f"import math\ndef f(x):\n    {line}\n", "f"), [X])
    assert seen.raised is not None
    return seen.raised


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_said_in_words(slip: str) -> None:
    line, text = SLIPS[slip]
    assert text in raised(line).message


def test_types_of_numpys_own_are_called_by_the_name_that_python_knows() -> None:
    assert raised("return x ^ 2").kind == "TypeError"
    assert raised('return np.matmul("W", "x")').kind == "TypeError"
    assert raised("return np.linalg.inv(x)").kind == "LinAlgError"


@pytest.mark.parametrize(
    "error",
    [
        KeyError("W1"), ValueError("eta must be positive"), AssertionError("x ^ 2"),
        ZeroDivisionError("division by zero"), RuntimeError("name 'x' is not defined"),
    ],
)  # fmt: skip
def test_what_is_plain_or_the_students_own_is_left_as_it_is(error: Exception) -> None:
    assert describe_exception(error).message == str(error)


@given(st.text(max_size=300))
def test_no_text_breaks_the_words(text: str) -> None:
    for kind in (ValueError, TypeError, NameError, IndexError, OverflowError):
        said = in_words(kind(text), text, None)
        assert isinstance(said, str)
        assert said == text or len(said) <= 400


@given(
    st.from_regex(
        r"(unsupported operand type\(s\) for [-+^@]: '\w+' and '\w+'|name '\w+' is not defined|"
        r"'[\w.]+' object is not (subscriptable|callable|iterable)|index -?\d+ is out of bounds "
        r"for axis \d with size \d+|not enough values to unpack \(expected \d+, got \d+\))",
        fullmatch=True,
    )
)
def test_messages_of_pythons_form_become_one_short_sentence_or_two(text: str) -> None:
    said = in_words(TypeError(text), text, None)
    assert "\n" not in said
    assert said == text or said.endswith((".", "?"))
    assert len(said) <= 400 or said == text


class Hostile(ValueError):
    def __str__(self) -> str:
        return _Text("operands could not be broadcast together with shapes (2,) (3,)")


class _Text(str):
    __slots__ = ()

    def strip(self, *characters: Any) -> Any:
        raise RuntimeError

    def splitlines(self, keepends: bool = False) -> Any:
        return [self]


def test_a_text_with_a_mind_of_its_own_is_read_as_plain_text() -> None:
    raised = describe_exception(Hostile())
    assert type(raised.message) is str
    assert raised == Raised(
        "Hostile", "the shapes are (2,) and (3,): entry by entry, they do not fit each other."
    )
