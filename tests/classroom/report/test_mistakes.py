"""Mistakes are counted by student, and told in the words of their hint."""

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.checks.calls.call import Answered
from autograder.checks.comparing.match import match
from autograder.checks.comparing.message import wrong_values
from autograder.checks.expected import exact
from autograder.checks.failure import CheckFailed
from autograder.classroom.report.help import needy_of
from autograder.classroom.report.letters import Option, questions_of
from autograder.classroom.report.mistakes import hint_in, in_words, mistakes_of, shared_of
from autograder.classroom.report.results import Attempt
from tests.classroom.report.made_up import attempt, results


def said(returned: object, expected: list[list[float]]) -> CheckFailed:
    """Return what a check says of a matrix."""
    answered, right = Answered("f", {}, returned), exact(np.array(expected, float), name="y")
    return wrong_values(answered, match(answered, right), right)


def test_a_hint_is_found_in_a_message() -> None:
    failed = said(np.array([[-1.0, -2.0], [-3.0, -4.0]]), [[1, 2], [3, 4]])
    assert failed.cause == "sign-reversed"
    assert hint_in(str(failed), failed.cause) == "All sizes are right and all signs are reversed."
    failed = said(np.array([[1.0, 3.0], [2.0, 4.0]]), [[1, 2], [3, 4]])
    assert failed.cause == "transposed"
    assert hint_in(str(failed), failed.cause).startswith("The values are right but mirrored:")
    failed = said(np.array([[1.0, 7.0], [-2.0, 4.5]]), [[1, 2], [3, 4]])
    assert failed.cause == "values"


def test_of_two_causes_both_are_told() -> None:
    message = (
        "f: y is 1; it must be 2.\n  Either of two mistakes gives these numbers.\n"
        "  One: The factor of the mean is missing.\n  The other: A half is left out, as it seems."
    )
    told = hint_in(message, "no-mean or no-half")
    assert told == "The factor of the mean is missing. Or: A half is left out, as it seems."


def test_of_two_mistakes_made_together_both_are_told() -> None:
    message = (
        "f: dW2[0, 1] is 1; numeric differentiation gives 2\n  (8 of 8 entries disagree).\n"
        "  Two mistakes together give these numbers.\n"
        "  One: The slope of the activation is missing here. Why?\n"
        "  And one more: Row and column of dW are exchanged there."
    )
    assert in_words("slope-missing and transposed", [message]) == (
        "The slope of the activation is missing here. "
        "And: Row and column of dW are exchanged there."
    )


def test_of_several_exceptions_none_stands_for_all() -> None:
    one, other = "f raised NameError: x is not defined", "f raised ValueError: no"
    assert in_words("exception", [one, one]) == "It raised NameError."
    assert in_words("exception", [one, other]) == "It raised an exception."


@pytest.mark.parametrize(
    ("cause", "message", "words"),
    [
        ("exception", "f raised ValueError: no\n  in your line: x", "It raised ValueError."),
        ("exception", "f is not defined: name 'f' is not defined.", "It raised an exception."),
        ("stated", "twice(3) must be 6, which is no secret. More.",
         "twice(3) must be 6, which is no secret."),
        ("none", "f returned None.", "It returned None."),
        ("unheard-of", "f: one line", "Unheard of."),
        ("", "f: wrong", "Why is not known: it was graded by an earlier version."),
    ],
)  # fmt: skip
def test_every_cause_has_words(cause: str, message: str, words: str) -> None:
    class_ = results({"f": 1}, {"a": [attempt("f", 0, 1, (cause, message))]})
    (mistake,) = mistakes_of(class_)
    assert mistake.words == words


def test_each_student_counts_once_in_an_exercise_and_the_most_frequent_comes_first() -> None:
    turned, late = ("turned", "f: 1\n  Turned round, it would fit here."), ("late", "f: 2")
    class_ = results(
        {"f": 2, "g": 1, "q": 1},
        {
            "a": [attempt("f", 0, 2, turned, turned), attempt("g", 0, 1, turned)],
            "b": [attempt("f", 0, 2, turned, late), attempt("g", 1, 1)],
            "c": [attempt("f", 0, 2, ("not-written", "f")), attempt("g", 0, 1, late)],
            "d": [attempt("f", 2, 2), attempt("q", 0, 1, ("wrong-letter:b", ""))],
        },
    )  # fmt: skip
    mistakes = mistakes_of(class_)
    assert [(m.exercise, m.cause, m.students) for m in mistakes] == [
        ("f", "turned", 2), ("f", "late", 1), ("g", "late", 1), ("g", "turned", 1),
    ]  # fmt: skip
    assert mistakes[0].words == "Turned round, it would fit here."
    assert mistakes[0].example.hand_in.student == "a"
    assert mistakes[0].named
    # b and c were late, each in another exercise; a turned two things round and counts once.
    assert [(s.cause, s.students) for s in shared_of(mistakes)] == [("late", 2), ("turned", 2)]


def letter(chosen: str) -> Attempt:
    causes = {"b": (), "": [("not-written", "")], "x": [("no-letter", "")]}
    failures = causes.get(chosen, [(f"wrong-letter:{chosen}", "")])
    return attempt("question_q", float(chosen == "b"), 1, *failures)


def test_letters_are_counted() -> None:
    call = 'check_choice("question_q", q, options="abc", lesson="04", correct="b")'
    hand_ins = {
        f"student{place}": [letter(one)] for place, one in enumerate(["b", "b", "c", "", "x"])
    }
    by_hand = attempt("question_q", 1, 1, ("wrong-letter:a", ""))  # the points are a person's
    class_ = results({"question_q": 1}, {**hand_ins, "forgiven": [by_hand]})
    (question,) = questions_of(class_, new_notebook(cells=[new_code_cell(call)]))
    assert question.options == (Option("a", False, 1), Option("b", True, 2), Option("c", False, 1))
    assert question.others == 2


def test_who_needs_help_is_named_lowest_first() -> None:
    empty = [attempt(name, 0, 1, ("not-written", "")) for name in "fgh"]
    half = [attempt("f", 1, 1), attempt("g", 1, 1), attempt("h", 0, 1, ("values", ""))]
    open_ = [attempt("f", 1, 1), attempt("g", 1, 1), attempt("h", 0, 1, ("not-written", ""))]
    low = [attempt("f", 1, 1), *[attempt(name, 0, 1, ("values", "")) for name in "gh"]]
    class_ = results({"f": 1, "g": 1, "h": 1}, {"a": half, "b": open_, "c": low, "d": empty})
    assert [(n.student, n.total, n.failed, n.open) for n in needy_of(class_)] == [
        ("d", 0, 0, 3), ("c", 1, 2, 0), ("b", 2, 0, 1),
    ]  # fmt: skip
