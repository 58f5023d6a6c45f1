"""The mistakes that the checks are proved against, and what a student is told of each.

    python -m tests.helpers.misconceptions

runs every wrong answer of the bank, and the mistakes from elsewhere. It writes
docs/misconceptions.md, which counts both by lesson and lists the sources of the latter, and
build/misconceptions.md, a long page with the message of each.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from itertools import starmap

from autograder.course.answer_bank import Answer, right_answers, wrong_answers
from tests.helpers.field import Mistake, counted_field, field_lessons, mistakes
from tests.helpers.lesson_cells import BANK, LESSONS, ROOT, SILENT, Failure, outcome

SUMMARY = ROOT / "docs" / "misconceptions.md"
PAGE = ROOT / "build" / "misconceptions.md"
SEED = "04"  # of what the hidden tests draw, so that the page is the same whenever it is written
TABLE = re.compile(r"\n  parameter .*", re.DOTALL)
PAGE_TEXT = """\
# What goes wrong, and what a student is told

The checks are tried with a bank of answers, `bank/`: right ones in different styles, and wrong
ones, each with the cause that its message must name. All right answers pass every test. All wrong
ones are rejected, by the part of a test that students see or by the part that only grading runs.
None hears of a wrong cause.

| lesson | right | wrong | seen | at grading | cause named |
|---|---|---|---|---|---|
{rows}
| all | {all} |

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

`python -m tests.helpers.misconceptions` makes this page, and with it `build/misconceptions.md`,
where every mistake stands with its message.

## Mistakes from elsewhere

The bank and the hints were written by the same hands. So there is a second bank, `tests/field/`, of
mistakes that other people made, or took for right, in public: questions, bug reports, corrections
of a tutorial or a solution. Each was read in a stored copy of what its address names, then written
down as an answer to an exercise, in the notation of the lesson, together with its cause in one
sentence, before any check was run on it. What the message says was afterwards judged by a reader
against that sentence. On that first run 105 of 147 heard their cause. The checks have learnt from
the other 42 since, so the table no longer measures what they do with a mistake that nobody has
shown them; it shows that nothing is lost.

| lesson | mistakes | cause named | numbers alone | another cause | not rejected |
|---|---|---|---|---|---|
{field_rows}
| all | {field_all} |

A hint that only describes the numbers, such as a factor that all entries of a row share, counts as
numbers alone. `python -m tests.helpers.field` prints every mistake with what a student is told.

{field_sources}
"""

Failed = Mapping[Answer, Failure]
Numbers = Mapping[str, tuple[int, ...]]  # by lesson


def judged(lesson: str) -> Failed:
    """Run the wrong answers of a lesson, and return how each failed, in the order of the bank."""
    return {answer: outcome(lesson, answer) for answer in wrong_answers(BANK / lesson)}


def counted(lesson: str, failed: Failed) -> tuple[int, ...]:
    """Return the numbers of a lesson: right, wrong, seen, at grading, cause named."""
    right = sum(len(answers) for answers in right_answers(BANK / lesson).values())
    seen = sum(failure.part == "visible" for failure in failed.values())
    heard = sum(answer.cause in failure.named for answer, failure in failed.items())
    return right, len(failed), seen, len(failed) - seen, heard


def row(lesson: str, numbers: tuple[int, ...]) -> str:
    """Return the line of a lesson in docs/misconceptions.md."""
    return f"| {_title(lesson)} | {_joined(numbers)} |"


def summary(numbers: Numbers, field: Numbers) -> str:
    """Return the text of docs/misconceptions.md."""
    return PAGE_TEXT.format(
        rows=_rows(numbers),
        all=_total(numbers),
        field_rows=_rows(field),
        field_all=_total(field),
        field_sources="\n".join(map(sources, field)),
    )


def sources(lesson: str) -> str:
    """Return where a lesson's mistakes from elsewhere were read, with a line about each."""
    lines = [f"**{_title(lesson)}**\n", *map(_source, mistakes(lesson))]
    return "\n".join(lines) + "\n"


def section(lesson: str, failed: Failed) -> str:
    """Return every mistake of a lesson with its message."""
    parts = [f"## {_title(lesson)}\n"]
    exercise = ""
    for answer, failure in failed.items():
        if answer.exercise != exercise:
            exercise = answer.exercise
            parts.append(f"### `{exercise}`\n")
        parts.append(_entry(answer, failure))
    return "\n".join(parts)


def _source(mistake: Mistake) -> str:
    address = f"[{_place(mistake.source)}]({mistake.source})"
    return f"- `{mistake.answer.exercise}`: {mistake.answer.description} ({address})"


def _place(address: str) -> str:
    """Return a short name of an address: the repository and number of a thread, else the site."""
    parts = address.split("/")
    if parts[2] == "github.com":
        return f"{parts[3]}/{parts[4]} #{parts[6]}"
    return parts[2]


def _rows(numbers: Numbers) -> str:
    return "\n".join(row(lesson, of_lesson) for lesson, of_lesson in numbers.items())


def _total(numbers: Numbers) -> str:
    return _joined(map(sum, zip(*numbers.values(), strict=True)))


def _joined(numbers: Iterable[int]) -> str:
    return " | ".join(map(str, numbers))


def _title(lesson: str) -> str:
    return f"{lesson[:2]} {lesson[3:].replace('_', ' ').capitalize()}"


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
    failed = {lesson: judged(lesson) for lesson in LESSONS}
    numbers = {lesson: counted(lesson, failed[lesson]) for lesson in LESSONS}
    field = {lesson: counted_field(lesson) for lesson in field_lessons()}
    SUMMARY.write_text(summary(numbers, field), encoding="utf-8")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(starmap(section, failed.items())), encoding="utf-8")
    print(f"{SUMMARY.relative_to(ROOT)}\n{PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
