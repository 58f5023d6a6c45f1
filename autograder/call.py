"""Calling a student's function, and what is looked at before any value is compared."""

import copy
import linecache
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Returned:
    """What a function returned, copied so that later calls cannot change it."""

    value: Any


@dataclass(frozen=True)
class Misbehaved:
    """Why a call cannot be compared: one sentence or two for the student."""

    message: str


def call(function: Callable[..., Any], inputs: Mapping[str, Any]) -> Returned | Misbehaved:
    """Call a student's function twice on fresh copies of the inputs and look at what happened.

    Args:
        function: the student's function; its inputs are passed by position.
        inputs: names, for messages, and values. Arrays and containers of arrays are copied for
            each call; functions are passed as they are.

    Returns:
        ``Misbehaved`` if it raised, changed an input or answered differently the second time.
    """
    first = call_once(function, inputs)
    if isinstance(first, Misbehaved):
        return first
    second = call_once(function, inputs)
    if isinstance(second, Misbehaved) or same(first.value, second.value):
        return second
    return Misbehaved(
        f"{name_of(function)} was called twice with the same inputs and gave two different "
        "answers. Does it keep something from one call to the next, or draw random numbers?"
    )


def call_once(function: Callable[..., Any], inputs: Mapping[str, Any]) -> Returned | Misbehaved:
    """Call a student's function on fresh copies of the inputs.

    Returns:
        A copy of what it returned, or ``Misbehaved`` if it raised or changed an input.
    """
    given = {key: copy.deepcopy(value) for key, value in inputs.items()}
    try:
        # A warning on stderr would cost every point of the cell in nbgrader; what a warning is
        # about (overflow, division by zero) shows in the values that are compared.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = copy.deepcopy(function(*given.values()))
    except (Exception, SystemExit) as error:
        return Misbehaved(_raised(name_of(function), function, error, inputs))
    for key, before in inputs.items():
        drawn_from = isinstance(before, np.random.Generator)  # meant to move on
        if not drawn_from and not same(given[key], before):
            return Misbehaved(
                f"{name_of(function)} changes its input {key} in place. Work on a copy, or on a "
                "new array: whoever called it still needs the old values."
            )
    return Returned(value)


def name_of(function: Callable[..., Any]) -> str:
    """Return the name of a function as its definition gives it."""
    return str(getattr(function, "__name__", "the function"))


def same(a: Any, b: Any) -> bool:
    """Whether two pieces of data are equal to the bit; NaN equals NaN."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        if not (isinstance(a, np.ndarray) and isinstance(b, np.ndarray)):
            return False
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, np.generic | float) and isinstance(b, np.generic | float):
        return same(np.asarray(a), np.asarray(b))
    return a is b or bool(a == b)


def shapes(inputs: Mapping[str, Any]) -> str:
    """Describe inputs by their shapes: ``grad_y (3,), x (4,)``."""
    return ", ".join(
        f"{key} {value.shape}" if isinstance(value, np.ndarray) else f"{key} {describe(value)}"
        for key, value in inputs.items()
    )


def describe(value: Any) -> str:
    """Describe a value that is no array, in a few words."""
    if callable(value):
        return name_of(value)
    return type(value).__name__


def _raised(
    name: str, function: Callable[..., Any], error: BaseException, inputs: Mapping[str, Any]
) -> str:
    if isinstance(error, NotImplementedError):
        return f"{name} is not written yet: replace the line `raise NotImplementedError()`."
    said = str(error).strip().splitlines()
    text = f"{name} raised {type(error).__name__}{': ' + said[0] if said else ''}"
    line = _line(function, error.__traceback__)
    if line:
        text += f"\n  in your line: {line}"
    return f"{text}\n  It was given {shapes(inputs)}."


def _line(function: Callable[..., Any], traceback: TracebackType | None) -> str | None:
    """Return the source of the deepest line that lies in the file or cell of the function."""
    code = getattr(function, "__code__", None)
    line = None
    while traceback is not None and code is not None:
        if traceback.tb_frame.f_code.co_filename == code.co_filename:
            line = linecache.getline(code.co_filename, traceback.tb_lineno).strip() or line
        traceback = traceback.tb_next
    return line
