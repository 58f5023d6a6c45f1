"""Which lines of a function are said to be left to its student."""

import pytest

from autograder.checks.calls.unwritten import code_of, is_open, still_unwritten
from tests.helpers.student import define

REPLACE = "f is not written yet: replace the line `raise NotImplementedError()`."
STUB = "raise NotImplementedError()"


ANSWERS = {
    REPLACE: [
        "def f(x):\n    'What it does.'\n    # YOUR CODE HERE\n    raise NotImplementedError()",
        "def f(x): raise NotImplementedError",
    ],
    f"line 3 of f is still `{STUB}`.": [
        "def f(x):\n    y = 1\n    raise NotImplementedError()",
        "\ndef f(x):\n    raise NotImplementedError()\n    return x",
    ],
    f"line 6 of f is still `{STUB}`.": [
        "def g(f):\n    return f\n@g\ndef f(x):\n    if x:\n        raise NotImplementedError",
    ],
    f"f is not written yet: lines 2 and 3 are still `{STUB}`.": [
        "def f(x):\n    raise NotImplementedError()\n    raise NotImplementedError()\n    return x",
    ],
    f"f is not written yet, or calls what is not: look for `{STUB}`.": [
        "def g(x): raise NotImplementedError()\ndef f(x): return g(x)",
    ],
}


@pytest.mark.parametrize(
    ("said", "source"), [(said, source) for said, those in ANSWERS.items() for source in those]
)
def test_lines_are_those_of_the_cell(said: str, source: str) -> None:
    assert still_unwritten("f", code_of(define(source, "f"))) == said


def test_a_function_without_a_source_gets_the_plain_words() -> None:
    assert still_unwritten("f", code_of(eval("lambda x: x"))) == REPLACE  # noqa: S307
    assert code_of(len) is None
    assert still_unwritten("f", None) == REPLACE


def test_what_is_open_is_told_by_its_words() -> None:
    assert all(map(is_open, [REPLACE, f"line 3 of f is still `{STUB}`.", "q has no answer yet."]))
    assert not is_open("f: dW[0] is 1; it must be 2.\n  f is not written yet")
