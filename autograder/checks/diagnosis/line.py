"""The line of a student's function that makes the wrong numbers.

It is the first line whose numbers are known to be wrong and which had nothing but right ones to
make them from. Where that cannot be seen, no line is named: a wrong one would be worse than none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks.calls.call import Answered
from autograder.checks.calls.data import Opaque, same
from autograder.checks.calls.trace import ARGUMENTS, RETURNED, UNSEEN, Step, trace
from autograder.checks.diagnosis.evidence import Cause, numbers_in
from autograder.checks.diagnosis.known import Array, Known, Pair
from autograder.checks.failure import AND

LONGEST_QUOTE = 60
EXCHANGED = "exchanged"  # the cause where every part is right and stands in another's place
WITHOUT_NUMBERS = ("function", "builtin_function_or_method", "ufunc", "range", "slice", "type")
FEWEST = 2  # lines of a function in which it takes a look to find one


@np.errstate(all="ignore")  # a warning on stderr would cost every point of the cell in nbgrader
def pointed_at(
    answered: Answered, causes: Sequence[Cause], wrong: Sequence[Pair], right: Sequence[Array]
) -> str:
    """Return a sentence that points to the line, or an empty text.

    Args:
        answered: what the function made of the inputs.
        causes: of the mistake, as they are named.
        wrong: what belongs in place of the wrong parts, and these.
        right: the parts that are right.
    """
    inputs = list(answered.inputs.values())
    if not causes or causes[0].name == EXCHANGED:
        return ""
    if answered.function is None or any(callable(value) for value in inputs):
        return ""
    made = _steps_made(answered, [way for cause in causes for way in cause.made_by])
    steps = trace(answered.function, inputs) if made else []
    if made is None or not _is_the_same_call(steps, answered.returned):
        return ""
    if len({step.line for step in steps if step.own and step.line != ARGUMENTS}) < FEWEST:
        return ""
    belong = [belongs for belongs, _ in wrong]
    known = Known([*numbers_in(inputs)], [*belong, *right, *made[0]], wrong, made[1])
    step = culprit(steps, known)
    if step is None:
        return ""
    look = "Look first" if AND in causes[0].name else "Look"
    return f"{look} at line {step.line} of {answered.exercise}: `{_quoted(step.text)}`"


def culprit(steps: Sequence[Step], known: Known) -> Step | None:
    """Return the step that makes the wrong numbers, if it is clear which one does.

    Args:
        steps: of one call.
        known: which numbers are right, and which are wrong.
    """
    if known.cut_short:
        return _cut_short(steps, known)
    calls: dict[int, _Call] = {}
    for step in steps:
        call = calls.setdefault(step.call, _Call())
        if any(known.is_wrong(part) for part in call.new_numbers(step)):
            seen = step.own and step.line not in (ARGUMENTS, UNSEEN)
            return _culprit(step, call, steps, known) if seen else None
        if RETURNED in step.made and step.call == 0:
            return _culprit(step, call, steps, known, last=True)
        call.go_on(step)
    return None


@dataclass(frozen=True)
class _Call:
    """A call up to one of its steps: by name, which step made what it stands for."""

    makers: dict[str, Step] = field(default_factory=dict)

    def new_numbers(self, step: Step) -> Iterator[Array]:
        """Yield what a step has made that was not there under the same name."""
        for name, value in step.made.items():
            there = list(numbers_in(self.value(name)))
            yield from (
                part for part in numbers_in(value) if not any(same(part, one) for one in there)
            )

    def value(self, name: str) -> Any:
        """Return what a name stands for; None where it is not known."""
        return self.makers[name].made[name] if name in self.makers else None

    def go_on(self, step: Step) -> None:
        """Take one more step."""
        self.makers.update(dict.fromkeys(step.made, step))


def _culprit(
    step: Step, call: _Call, steps: Sequence[Step], known: Known, *, last: bool = False
) -> Step | None:
    """Return a step, or the one that gave it numbers which belong elsewhere.

    Args:
        step: the first that makes wrong numbers, or the last one of all.
        call: up to there.
        steps: of all calls.
        known: which numbers are right.
        last: whether it is the last, and whatever is wrong was made before.
    """
    earlier: dict[int, Step] = {}
    for name in step.reads:
        maker = call.makers.get(name)
        if maker is None or maker.line == step.line:
            continue  # a function, or what this line itself has added up so far
        value = maker.made[name]
        if not _is_seen(value):
            return None
        alone = isinstance(value, np.ndarray | np.generic | float)
        picked = maker.picks and not maker.plain
        if picked and not known.steps_known:
            return None
        for part in numbers_in(value):
            meant = known.in_place_of(part, alone=alone)
            if not meant and not known.is_right(part):
                return None
            if not meant or maker.line == ARGUMENTS:
                continue
            if (picked and alone) or maker.line == UNSEEN or known.is_given(part):
                return None
            if any(known.is_made_all_the_same(a) or _is_made(a, steps) for a in meant):
                continue  # both were there, and this line took the wrong one
            if (maker.picks and not step.picks) or (last and alone):
                return None  # this line or that one should have done something with them
            earlier[maker.line] = maker
    found = list(earlier.values()) or ([] if last else [step])
    return found[0] if len(found) == 1 and not found[0].loops else None


def _cut_short(steps: Sequence[Step], known: Known) -> Step | None:
    """Return the loop that leaves entries out, if one alone has a bound that is computed."""
    for step in steps:
        parts = [np.squeeze(part) for part in numbers_in(dict(step.made))]
        if any(same(part, one) for part in parts for one in known.cut_short):
            if not step.own or len(step.loops) != 1:
                return None
            return next((one for one in steps if one.line == step.loops[0]), None)
    return None


def _is_seen(value: Any) -> bool:
    """Return whether all numbers of a value are known: no part of it is of another kind."""
    if isinstance(value, list | tuple | dict):
        return all(map(_is_seen, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, Opaque) or value.kind in WITHOUT_NUMBERS


def _is_made(numbers: Array, steps: Sequence[Step]) -> bool:
    only = Known((), (), (), [(np.zeros(numbers.shape), numbers)])
    return any(only.is_wrong(part) for step in steps for part in numbers_in(dict(step.made)))


def _steps_made(
    answered: Answered, ways: Sequence[tuple[Any, ...]]
) -> tuple[Sequence[Any], Sequence[Pair]] | None:
    """Return what right steps make, and wrong ones; None where that is not known."""
    try:
        from autograder.checks.diagnosis.misconceptions.edits.steps_made import steps_made
    except ImportError:  # where student code is graded
        return None
    made = steps_made(answered, ways)
    return None if made is None else (made.right, made.passing)


def _is_the_same_call(steps: Sequence[Step], returned: Any) -> bool:
    """Return whether a call has returned what another one did."""
    results = [step.made[RETURNED] for step in steps if step.call == 0 and RETURNED in step.made]
    return len(results) == 1 and same(results[0], returned)


def _quoted(text: str) -> str:
    """Return how a student wrote a line, made safe: a long one is cut."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return shown if len(shown) <= LONGEST_QUOTE else f"{shown[: LONGEST_QUOTE - 1]}…"
