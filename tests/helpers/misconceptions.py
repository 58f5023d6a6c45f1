"""The mistakes that the checks are proved against, and what a student is told of each.

    python -m tests.helpers.misconceptions

runs every wrong answer of the bank. It writes docs/misconceptions.md, which counts them by lesson,
and build/misconceptions.md, a long page with the message of each.
"""

import os
import re
import sys
from collections.abc import Iterator

from autograder.course.answer_bank import Answer, right_answers, wrong_answers
from tests.helpers.lesson_cells import BANK, LESSONS, ROOT, SILENT, Failure, outcome

SUMMARY = ROOT / "docs" / "misconceptions.md"
PAGE = ROOT / "build" / "misconceptions.md"
SEED = "04"  # of what the hidden tests draw, so that the page is the same whenever it is written
TABLE = re.compile(r"\n  parameter .*", re.DOTALL)
INTRODUCTION = """\
# What goes wrong, and what a student is told

The checks are tried with a bank of answers, `bank/`: right ones in different styles, and wrong
ones, each with the cause that its message must name.

{right} right answers, in {styles} sets of different style, pass every test. {wrong} wrong answers
are rejected, {visible} by the part of a test that students see and {hidden} by the part that only
grading runs. {heard:.1%} of them hear of the right cause, none of a wrong one.

A cause is named by a hint; or the message says it without one:

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

For the others the message has the numbers alone. [What the checks say](messages.md) has a picture
of each kind of message.
"""


TABLE_HEAD = """\
| lesson | right | wrong | cause named |
|---|---|---|---|"""
HOW = """\
`python -m tests.helpers.misconceptions` makes this page, and with it `build/misconceptions.md`,
where every mistake stands with its message.
"""


Failed = dict[tuple[str, Answer], Failure]


def judged() -> Failed:
    """Run every wrong answer, and return how each failed, in the order of the bank."""
    return {
        (lesson, answer): outcome(lesson, answer)[0]
        for lesson in LESSONS
        for answer in wrong_answers(BANK / lesson)
    }


def summary(failed: Failed) -> str:
    """Return the text of docs/misconceptions.md."""
    rows = []
    for lesson in LESSONS:
        of_lesson = {answer: f for (name, answer), f in failed.items() if name == lesson}
        right = sum(len(answers) for answers in right_answers(BANK / lesson).values())
        heard = sum(answer.cause in failure.named for answer, failure in of_lesson.items())
        rows.append(f"| {_title(lesson)} | {right} | {len(of_lesson)} | {heard} |")
    return "\n".join([_introduction(failed), TABLE_HEAD, *rows, "", HOW])


def page(failed: Failed) -> str:
    """Return every mistake with its message."""
    return "\n".join([_introduction(failed), *_lessons(failed)])


def _introduction(failed: Failed) -> str:
    styles = [styles for lesson in LESSONS for styles in right_answers(BANK / lesson).values()]
    hidden = sum(failure.part == "hidden" for failure in failed.values())
    heard = sum(answer.cause in failure.named for (_, answer), failure in failed.items())
    return INTRODUCTION.format(
        right=sum(len(answers) for answers in styles),
        styles=len(styles),
        wrong=len(failed),
        visible=len(failed) - hidden,
        hidden=hidden,
        heard=heard / len(failed),
    )


def _title(lesson: str) -> str:
    return f"{lesson[:2]} {lesson[3:].replace('_', ' ').capitalize()}"


def _lessons(failed: Failed) -> Iterator[str]:
    lesson, exercise = "", ""
    for (name, answer), failure in failed.items():
        if name != lesson:
            lesson = name
            yield f"## {_title(name)}\n"
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
    """Write both pages."""
    os.environ["AUTOGRADER_SEED"] = SEED
    failed = judged()
    SUMMARY.write_text(summary(failed), encoding="utf-8")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(failed), encoding="utf-8")
    print(f"{SUMMARY.relative_to(ROOT)}\n{PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
