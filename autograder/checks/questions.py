"""Questions with letters to choose from: judged at once, or held back until grading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.checks.failure import CheckFailed, folded
from autograder.checks.occasion import is_grading
from autograder.checks.sealed import opened, sealed
from autograder.checks.tally import PASSED, begin, hold_back
from autograder.text import brief

FILE = "questions.json"
WRONG_LETTER = "wrong-letter:"  # the cause of a wrong answer, before the letter
HELD_BACK = "Right or wrong shows at grading."


@dataclass(frozen=True)
class Reason:
    """What is said of an option.

    Attributes:
        right: whether it is the answer.
        why: a sentence or two; may be empty.
    """

    right: bool
    why: str


def check_choice(
    name: str,
    answer: Any,
    *,
    options: str,
    lesson: str = "",
    correct: str | None = None,
    reasons: Mapping[str, str] | None = None,
) -> None:
    """Check the answer to a multiple-choice question.

    Without ``correct`` the answer is judged by what ``release`` made of the course's solutions.
    Where that is not there, or not of this question, only the form of the answer is looked at.

    Args:
        name: the name of the variable that holds the answer.
        answer: what the student put there.
        options: the letters to choose from.
        lesson: tells the question from one of the same name in another lesson.
        correct: the right letter.
        reasons: by letter, why it is right or wrong.

    Raises:
        CheckFailed: the answer is no option, or not the right one. The right one is not named.
    """
    begin(name)
    if answer is None:
        raise CheckFailed(f"{name} has no answer yet.", cause="not-written")
    chosen = _letter(name, answer, options)
    if correct is None and is_grading():
        return  # the hidden part of the cell judges, by the lesson's own key
    judged = (
        _handed_out(full_name(name, lesson), chosen)
        if correct is None
        else Reason(chosen == correct, (reasons or {}).get(chosen, ""))
    )
    if judged is None:
        hold_back(name)
        print(f'{name}: answered "{chosen}". {HELD_BACK}')
    elif judged.right:
        print(folded(_said(f'{PASSED}{name}: "{chosen}" is right.', judged)))
    else:
        said = _said(f'{name}: "{chosen}" is not the right answer.', judged)
        raise CheckFailed(said, cause=f"{WRONG_LETTER}{chosen}")


def check_recall(name: str, answer: Any, *, options: str) -> None:
    """Judge the answer to a question about an earlier lesson at once, and say why.

    It gives no points, so nothing is raised: a notebook that runs from top to bottom goes on.

    Args:
        name: of the question.
        answer: the letter that the student wrote; None as long as there is none.
        options: the letters to choose from.
    """
    if answer is None:
        letters = _listed(options)
        print(f"Write your letter ({letters}, in quotation marks) in place of None.")
        return
    try:
        check_choice(name, answer, options=options)
    except CheckFailed as failure:
        print(folded(str(failure)))


def sealed_reasons(reasons: Mapping[tuple[str, str], Reason]) -> bytes:
    """Return the content of the file that is handed out.

    Args:
        reasons: by the full name of a question and an option's letter.
    """
    return sealed({_key(*place): [told.right, told.why] for place, told in reasons.items()})


def full_name(question: str, lesson: str) -> str:
    """Return a name of a question that no other one in the course has."""
    return f"{lesson}/{question}" if lesson else question


def _handed_out(question: str, option: str) -> Reason | None:
    told = opened(FILE, _key(question, option))
    return None if told is None else Reason(*told)


def _key(question: str, option: str) -> str:
    return f"{question} {option}"


def _letter(name: str, answer: Any, options: str) -> str:
    """Return the letter that was chosen.

    Raises:
        CheckFailed: it is no option.
    """
    chosen = answer.strip(" \t\n.()").lower() if isinstance(answer, str) else ""
    if len(chosen) == 1 and chosen in options:
        return chosen
    text = f"{name} must be one of {_listed(options)}; it is {brief(answer)}."
    if not isinstance(answer, str):
        text += " Write the letter in quotation marks."
    raise CheckFailed(text, cause="no-letter")


def _listed(options: str) -> str:
    return ", ".join(f'"{letter}"' for letter in options)


def _said(verdict: str, judged: Reason) -> str:
    return f"{verdict}\n  {judged.why}" if judged.why else verdict
