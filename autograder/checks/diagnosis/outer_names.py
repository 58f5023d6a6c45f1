"""What a function reads that it was not given."""

import dis
import re
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import numpy as np

# Numbers and lists by the names that a notebook has left over from trying things out. A constant
# has a longer one, or capitals, and may well be meant.
LEFT_OVER = re.compile(r"[a-z][a-z0-9]?|[Wb][0-9]|params")
CONSTANT = re.compile(r"_*[A-Z]{3}[A-Z0-9]*(_[A-Z0-9]+)*")
PLAIN = (int, float, np.float64, np.int64, list, tuple)
MOST_PARTS = 1000  # of a list that is looked through
COUNTING = (-1, 0, 1, 2)  # numbers that stand in code of any size: ends, steps, squares, halves


def left_over(function: Callable[..., Any] | None) -> list[str]:
    """Return the notebook's variables that a function reads, where they look like left over.

    They hold numbers or arrays; none is an argument, a local name, a module or a function. Arrays
    are an exercise's inputs, so one that is not handed in is hardly ever meant, whatever its name.
    """
    if type(function) is not FunctionType:
        return []
    found = function.__globals__
    names = dict.fromkeys(_globals_of(function.__code__))
    return [name for name in names if _is_left_over(name, found.get(name))]


def writes_sizes(function: Callable[..., Any] | None) -> bool:
    """Return whether a whole number stands in a function that may be a size, or whether it may."""
    if type(function) is not FunctionType:
        return True
    return any(number not in COUNTING for number in _whole_numbers(function.__code__))


def _is_left_over(name: str, value: Any) -> bool:
    if type(value) is np.ndarray or (
        type(value) in (list, tuple) and any(_is_array(part) for part in value[:MOST_PARTS])
    ):
        return not CONSTANT.fullmatch(name)
    return bool(LEFT_OVER.fullmatch(name)) and type(value) in PLAIN


def _is_array(part: Any) -> bool:
    """Return whether a part of a list is an array, or a pair of them, as a network's are."""
    return type(part) is np.ndarray or (
        type(part) in (list, tuple) and bool(part) and type(part[0]) is np.ndarray
    )


def _whole_numbers(code: CodeType) -> Iterator[int]:
    """Yield the whole numbers that stand in a function and in those inside it."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _whole_numbers(constant)
        for part in constant if isinstance(constant, tuple) else (constant,):
            if type(part) is int:
                yield part


def prints(function: Callable[..., Any] | None) -> bool:
    """Return whether a function calls ``print`` somewhere."""
    return type(function) is FunctionType and "print" in _globals_of(function.__code__)


def _globals_of(code: CodeType) -> Iterator[str]:
    """Yield the names that a function and those inside it read from outside, in order."""
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            yield instruction.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globals_of(constant)
