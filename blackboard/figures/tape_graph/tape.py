"""A student's tape, read line by line: what it computes, or what is wrong with it in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.drawing.notation import listed, shape
from blackboard.figures.tape_graph.operations import OPERATIONS, Operation

MOST_NODES = 40  # what can be drawn with letters that can be read
EXAMPLE = '("matmul", "W1", "x0", "p1")'


class BadTape(Exception):
    """A tape cannot be run; the text says why."""


@dataclass(frozen=True)
class Entry:
    """One line of a tape.

    Attributes:
        number: its place on the tape, from 1.
        operation: what it does.
        inputs: the names of what it takes.
        output: the name of what it makes.
    """

    number: int
    operation: Operation
    inputs: tuple[str, ...]
    output: str

    @property
    def place(self) -> str:
        """Where it stands, as the start of a sentence."""
        return f"Line {self.number} of the tape"

    @property
    def text(self) -> str:
        """The line as an equation: ``p1 = matmul(W1, x0)``."""
        return f"{self.output} = {self.operation.name}({', '.join(self.inputs)})"


@dataclass(frozen=True, eq=False)
class Tape:
    """A tape that can be run.

    Attributes:
        entries: its lines.
        values: of every node, the given ones first, then line by line.
        output: the node from which the way back starts.
    """

    entries: tuple[Entry, ...]
    values: Mapping[str, FloatArray]
    output: str

    @cached_property
    def made_by(self) -> Mapping[str, Entry]:
        """The line that makes each node; a given one has none."""
        return {entry.output: entry for entry in self.entries}

    @cached_property
    def way_back(self) -> tuple[Entry, ...]:
        """The lines that lead to the output, the last one first."""
        wanted, found = {self.output}, []
        for entry in reversed(self.entries):
            if entry.output in wanted:
                wanted.update(entry.inputs)
                found.append(entry)
        return tuple(found)

    def uses(self, name: str) -> int:
        """Return how often a node is used on the ways to the output."""
        return sum(entry.inputs.count(name) for entry in self.way_back)


def read_tape(tape: Any, values: Any, output: Any) -> Tape:
    """Run a tape forwards.

    Args:
        tape: a list of (operation, *inputs, output), all of them strings.
        values: a dict of numbers, vectors and matrices by name: what is given.
        output: the name of the number from which the way back starts.

    Raises:
        BadTape: it cannot be run.
    """
    if not isinstance(values, Mapping):
        raise BadTape("values must be a dict of numbers and arrays by name.")
    if isinstance(tape, str) or not isinstance(tape, Sequence) or not tape:
        raise BadTape(f"The tape must be a list of lines such as {EXAMPLE}.")
    entries = tuple(_entry(number, line) for number, line in enumerate(tape, start=1))
    lines = {entry.output: entry.number for entry in reversed(entries)}
    given: dict[str, FloatArray] = {}
    made: dict[str, FloatArray] = {}
    for entry in entries:
        for name in entry.inputs:
            if name in lines and name not in made:
                raise BadTape(
                    f"{entry.place} uses {_quoted(name)} before line {lines[name]} has written it."
                )
            if name not in made and name not in given:
                given[name] = _given(entry, name, values)
        if entry.output in made:
            raise BadTape(
                f"{entry.place} writes {_quoted(entry.output)}, which line {lines[entry.output]} "
                "has written already: each name stands for one value."
            )
        made[entry.output] = _run(entry, {**given, **made})
    if not isinstance(output, str):
        raise BadTape('The output must be the name of a node, such as "L".')
    if output not in made:
        raise BadTape(f"The output {_quoted(output)} is written by no line of the tape.")
    if made[output].size != 1:
        raise BadTape(
            f"The output {_quoted(output)} has the shape {shape(made[output])}: the way back "
            "starts from a single number."
        )
    if len(given) + len(made) > MOST_NODES:
        raise BadTape(
            f"The tape has {len(given) + len(made)} nodes; up to {MOST_NODES} can be drawn."
        )
    return Tape(entries, {**given, **made}, output)


def _entry(number: int, line: Any) -> Entry:
    place = f"Line {number} of the tape"
    if not isinstance(line, (tuple, list)) or not all(isinstance(word, str) for word in line):
        raise BadTape(f"{place} must be a tuple of strings such as {EXAMPLE}.")
    name = line[0] if line else ""
    if name not in OPERATIONS:
        raise BadTape(
            f"{place} has the operation {_quoted(name)}, which is none of {listed(OPERATIONS)}."
        )
    operation, names = OPERATIONS[name], tuple(line[1:])
    if len(names) != operation.inputs + 1:
        inputs = "1 input" if operation.inputs == 1 else f"{operation.inputs} inputs"
        words = f"{len(names)} name{'s' * (len(names) != 1)}"
        raise BadTape(
            f"{place}: {_quoted(name)} takes the names of {inputs} and of its output; there "
            f"{'is' if len(names) == 1 else 'are'} {words}."
        )
    return Entry(number, operation, names[:-1], names[-1])


def _given(entry: Entry, name: str, values: Mapping[Any, Any]) -> FloatArray:
    """Return a given value as an array of its own."""
    if name not in values:
        raise BadTape(
            f"{entry.place} uses {_quoted(name)}, which has no value: it is not among the values, "
            "and no line writes it."
        )
    found = values[name]
    try:
        value = np.array(found)
    except Exception:  # rows of different lengths, or anything else that a student has by this name
        value = np.array(None)
    if value.dtype.kind not in "biuf" or value.ndim > 2 or value.size == 0:
        raise BadTape(f"The value of {_quoted(name)} must be a number, a vector or a matrix.")
    return value.astype(np.float64)


def _run(entry: Entry, known: Mapping[str, FloatArray]) -> FloatArray:
    inputs = [known[name] for name in entry.inputs]
    try:
        with np.errstate(all="ignore"):  # what is not finite is shown as such
            return np.asarray(entry.operation.forward(*inputs), dtype=np.float64)
    except ValueError:
        shapes = " and ".join(
            f"{name} is {_shape(value)}" for name, value in zip(entry.inputs, inputs, strict=True)
        )
        raise BadTape(f"{entry.place}: in {entry.text} the shapes do not fit: {shapes}.") from None


def _shape(value: FloatArray) -> str:
    return str(value.shape) if value.ndim else "a number"


def _quoted(name: str) -> str:
    return f"“{name}”"
