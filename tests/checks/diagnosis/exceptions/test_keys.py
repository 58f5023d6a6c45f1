"""A name that a dict does not have: what is said of it, without running code of the student's."""

import pytest

from autograder.checks.calls.call import observe
from tests.helpers.student import define

LOST = "`values` has no entry 'p'"
OTHER = "In which of the two is it to be looked up?"


def told(body: str) -> str:
    """Return what is said of f(values), which is given the entry W alone."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    seen = observe(define(f"def f(values):\n{lines}", "f"), [{"W": 1.0}])
    assert seen.raised is not None
    return seen.raised.message


def test_another_dict_of_the_function_that_has_the_name_is_named() -> None:
    body = "made = dict(values)\nmade['p'] = 2.0\nreturn values['p']"
    assert told(body) == f"{LOST}, and `made` has one. {OTHER}"


def test_it_is_found_from_within_a_comprehension_and_from_a_helper() -> None:
    made = "made = {'p': 2.0}\n"
    assert told(f"{made}return [values[name] for name in ['W', 'p']]").startswith(
        f"{LOST}, and `made`"
    )
    helper = "def look(values, name):\n    return values[name]\n"
    assert told(f"{helper}{made}return look(values, 'p')").startswith(f"{LOST}, and `made`")


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        ("return values['p']", "It has 'W' alone."),
        ("values = {}\nreturn values['p']", "It is empty."),
        ("values = dict.fromkeys('abc')\nreturn values['p']", "It has 'a', 'b' and 'c'."),
        ("values = dict.fromkeys('abcdefghi')\nvalues['p'] += 1", "It has 9 others."),
        ("other = {3: 0, 'p': 1}\nreturn values['p']", "It has 'W' alone."),
    ],
)
def test_without_another_dict_the_entries_are_named(body: str, entries: str) -> None:
    assert told(body) == f"{LOST}. {entries}"


@pytest.mark.parametrize(
    "body",
    [
        "values.pop('p')",
        "raise KeyError('p')",
        "values[3] = 0\nreturn values['p']",
        "values = {}\nvalues['W'] = {}\nreturn values['W']['p']",
        "class Names(dict):\n    pass\nvalues = Names()\nreturn values['p']",
    ],
)
def test_where_it_is_no_plain_dict_of_names_the_message_stays(body: str) -> None:
    assert told(body) == "'p'"


def test_a_long_key_is_not_quoted() -> None:
    assert told("return values['p' * 41]") == repr("p" * 41)
