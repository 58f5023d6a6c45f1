"""What a function reads that it was not given."""

import dis
import re
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import numpy as np

# Names that a notebook has left over from trying things out. A constant has a longer one, or
# capitals, and may well be meant.
LEFT_OVER = re.compile(r"[a-z][a-z0-9]?|[Wb][0-9]|params")
PLAIN = (int, float, np.ndarray, np.float64, np.int64, list, tuple)


def left_over(function: Callable[..., Any] | None) -> list[str]:
    """Return the notebook's variables that a function reads, where they look like left over.

    They hold numbers or arrays; none is an argument, a local name, a module or a function.
    """
    if type(function) is not FunctionType:
        return []
    found = function.__globals__
    names = dict.fromkeys(_globals_of(function.__code__))
    return [n for n in names if LEFT_OVER.fullmatch(n) and type(found.get(n)) in PLAIN]


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
