"""The list of mistakes that the checks are proved against, written from the bank.

    python -m tests.helpers.misconceptions

runs every wrong answer and writes docs/misconceptions.md. ``test_misconceptions`` says when that
has to be done again.
"""

import os
import re
import sys
from collections.abc import Iterator

from autograder.course.answer_bank import Answer, right_answers, wrong_answers
from tests.helpers.lesson_cells import BANK, LESSONS, ROOT, SILENT, Failure, outcome

PAGE = ROOT / "docs" / "misconceptions.md"
SEED = "04"  # of what the hidden tests draw, so that the page is the same whenever it is written
TABLE = re.compile(r"\n  parameter .*", re.DOTALL)
NUMBER = re.compile(r"-?\b\d+(\.\d+)?(e[+-]?\d+)?%?|-?\b(nan|inf)\b")
INTRODUCTION = """\
# What goes wrong, and what a student is told

Written by `python -m tests.helpers.misconceptions` from the bank of answers, `bank/`. Edit
the bank, not this page.

{right} right answers, in {styles} sets of different style, pass every test. {wrong} wrong answers
are rejected, {visible} by the part of a test that students see and {hidden} by the part that only
grading runs. {heard:.1%} of them hear of the right cause, none of a wrong one.

A mistake stands here with its label in the bank, what is wrong, the cause that the message names,
and the message. A cause is named by a hint; or the message says it without one:

| cause | the message says |
|---|---|
| `exception` | which exception was raised, and in which line |
| `not-written` | that the line of the exercise still stands there |
| `none`, `form`, `dtype` | what was returned in place of arrays of float64 numbers |
| `not-finite` | which entry is infinite or not a number |
| `in-place` | which input was changed |
| `two-answers` | that equal inputs gave different answers |
| `cost` | that it takes as long as something that is not backpropagation |
| `stated` | what the lesson's own test found, in its own words |

Where no cause stands, the message has the numbers alone. The gradients of a whole network are
followed by a table of all layers, which is left out here. [What the checks say](messages.md) has a
picture of each kind of message.
"""


def page() -> str:
    """Return the text of the page."""
    failed = {pair: failure for lesson in LESSONS for pair, failure in _failed(lesson).items()}
    styles = [styles for lesson in LESSONS for styles in right_answers(BANK / lesson).values()]
    hidden = sum(failure.part == "hidden" for failure in failed.values())
    heard = sum(answer.cause in failure.named for (_, answer), failure in failed.items())
    introduction = INTRODUCTION.format(
        right=sum(len(answers) for answers in styles),
        styles=len(styles),
        wrong=len(failed),
        visible=len(failed) - hidden,
        hidden=hidden,
        heard=heard / len(failed),
    )
    return "\n".join([introduction, *map(section, LESSONS)])


def section(lesson: str) -> str:
    """Return the part of the page about a lesson."""
    return "\n".join(_entries(lesson))


def comparable(text: str) -> str:
    """Return a text with its numbers masked: their last digits are the machine's."""
    return NUMBER.sub("#", text)


def _failed(lesson: str) -> dict[tuple[str, Answer], Failure]:
    wrong = wrong_answers(BANK / lesson)
    return {(lesson, answer): outcome(lesson, answer)[0] for answer in wrong}


def _entries(lesson: str) -> Iterator[str]:
    yield f"## {lesson[:2]} {lesson[3:].replace('_', ' ').capitalize()}\n"
    exercise = ""
    for (_, answer), failure in _failed(lesson).items():
        if answer.exercise != exercise:
            exercise = answer.exercise
            yield f"### `{exercise}`\n"
        yield _entry(answer, failure)


def _entry(answer: Answer, failure: Failure) -> str:
    named = [name for name in failure.named if name not in SILENT]
    silent = not named or (named == ["stated"] and answer.cause != "stated")
    causes = "no cause" if silent else ", ".join(f"`{name}`" for name in named)
    lines = [f"    {line}".rstrip() for line in TABLE.sub("", failure.message).splitlines()]
    return (
        f"**{answer.label}**: {answer.description}. {causes[0].upper()}{causes[1:]}, "
        f"{failure.part} part.\n\n" + "\n".join(lines) + "\n"
    )


def main() -> int:
    """Write the page."""
    os.environ["AUTOGRADER_SEED"] = SEED
    text = page()
    PAGE.write_text(text, encoding="utf-8")
    print(text.split("\n\n")[2].replace("\n", " "))
    return 0


if __name__ == "__main__":
    sys.exit(main())
