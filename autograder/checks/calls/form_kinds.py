"""The kind of a message about the form of an answer, for counting."""

import re

# Each from the start of the message, whose first words are the lesson's own names: what a student
# returned stands behind them in quotation marks, and can pass for nothing else.
KINDS = {
    "none": r" returned None\b",
    "dtype": r": [^;'\"]+? has dtype ",
    "not-finite": r": [^;'\"]+? is -?(nan|inf): ",
}


def kind_of_form(exercise: str, message: str) -> str:
    """Return ``none``, ``dtype``, ``not-finite``, or ``form`` for whatever else.

    Args:
        exercise: the name of the function, with which a message begins.
        message: of the failed check.
    """
    said = message.removeprefix(exercise)
    return next((kind for kind, words in KINDS.items() if re.match(words, said)), "form")
