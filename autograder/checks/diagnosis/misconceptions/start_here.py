"""Mistakes in the first gradient, that of x_1² + … + x_n² + 7 x_1."""

from collections.abc import Callable
from typing import Any

from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects


def changed(change: Callable[[Any, Any], Any], place: Any = 0) -> Callable[[Any], Any]:
    """Return the gradient with what the second term contributes done in another way.

    Args:
        change: makes the entries at a place from what the squares contribute there and from x.
        place: an index or a slice.
    """

    def answer(x: Any) -> Any:
        gradient = 2 * x
        gradient[place] = change(gradient[place], x[place])
        return gradient

    return answer


def seven_added(of_squares: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the gradient with what the squares contribute made in another way."""

    def answer(x: Any) -> Any:
        gradient = of_squares(x)
        gradient[0] += 7
        return gradient

    return answer


SUSPECTS: Suspects = {
    "first_gradient": (
        Suspect(
            "square-undifferentiated",
            "The squares themselves stand where their slopes belong.",
            seven_added(lambda x: x**2),
        ),
        Suspect(
            "factor-of-the-square-missing",
            "The contribution of 7 x_1 is right. What the squares contribute is half of what it "
            "should be.",
            seven_added(lambda x: 1.0 * x),
        ),
        Suspect(
            "term-forgotten",
            "All that the squares contribute is right. What 7 x_1 contributes is missing.",
            changed(lambda of_square, x: of_square),
        ),
        Suspect(
            "term-undifferentiated",
            "The term 7 x_1 itself is added. How fast does it move with x_1?",
            changed(lambda of_square, x: of_square + 7 * x),
        ),
        Suspect(
            "term-in-every-entry",
            "What 7 x_1 contributes is in every entry. Does this term move with x_2?",
            changed(lambda of_square, x: of_square + 7, slice(None)),
        ),
        Suspect(
            "assigned-for-added",
            "The first entry has the contribution of 7 x_1 alone: it has replaced that of the "
            "square.",
            changed(lambda of_square, x: 7.0),
        ),
        Suspect(
            "sign-of-the-term",
            "What 7 x_1 contributes comes in with the wrong sign.",
            changed(lambda of_square, x: of_square - 7),
        ),
        Suspect(
            "multiplied-for-added",
            "Two contributions to the first entry are multiplied. How do they come together?",
            changed(lambda of_square, x: of_square * 7),
        ),
        Suspect(
            "another-entry",
            "What 7 x_1 contributes stands in the second entry. Python counts from 0.",
            changed(lambda of_square, x: of_square + 7, 1),
        ),
        Suspect(
            "another-entry",
            "What 7 x_1 contributes stands in the last entry. To which does it belong?",
            changed(lambda of_square, x: of_square + 7, -1),
        ),
    ),
}
