"""What was taken in, in lines for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from autograder.collect.collect import Intake, Submission
from autograder.text import escaped

MOST_LINES = 5  # of one kind about one submission: nobody's files hide those of others


def summary(intake: Intake) -> str:
    """Lay out what was taken, renamed, superseded, blank and passed over: a line for each.

    What was refused is counted here; a run names it at its end.
    """
    taken = intake.submissions
    blank = [(s, path) for s in taken for path in s.blank]
    superseded = [(s, path) for s in taken for path in s.superseded if path not in s.blank]
    numbers = {
        "late": sum(s.late for s in taken),
        "superseded": len(superseded),
        "blank": len(blank),
        "passed over": len(intake.passed_over),
        "refused": len(intake.refusals),
    }
    students = len({s.student for s in taken})
    shown = [f"notebooks {len(taken)}, students {students}"]
    lines = [", ".join(shown + [f"{kind} {number}" for kind, number in numbers.items() if number])]
    for given, student in sorted({(s.given_name, s.student) for s in taken if s.given_name}):
        lines.append(f"renamed: {given} is {student}")
    lines += [f"late: {s.student}, {s.lesson.name}" for s in taken if s.late]
    lines += [f"taken as {s.lesson.name}: {s.path}" for s in taken if not s.own_name]
    lines += _few((s, f"superseded: {path}; {s.path.name} counts") for s, path in superseded)
    lines += _few((s, f"nothing is written in {path}; {s.path} counts") for s, path in blank)
    kinds = Counter(path.suffix for path in intake.passed_over)
    if kinds:
        most = [f"{number} {kind or 'without suffix'}" for kind, number in kinds.most_common(5)]
        lines.append(f"passed over: {', '.join(most)}{', …' if len(kinds) > 5 else ''}")
    return "\n".join(map(escaped, lines))


def _few(lines: Iterable[tuple[Submission, str]]) -> Iterator[str]:
    """Yield the first lines about each submission, and how many more there are in intake.csv."""
    for submission, group in groupby(lines, key=itemgetter(0)):
        about = [line for _, line in group]
        yield from about[:MOST_LINES]
        if len(about) > MOST_LINES:
            whose = f"{submission.student}, {submission.lesson.name}"
            yield f"and {len(about) - MOST_LINES} more of {whose}: see intake.csv"
