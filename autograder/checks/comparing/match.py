"""The pairs of what a student's function returned and what must come out."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.calls.call import Answered
from autograder.checks.calls.data import in_words, keys_of
from autograder.checks.comparing.compare import Comparison, compare
from autograder.checks.comparing.message import entry, written, wrong_shape
from autograder.checks.diagnosis.outer_names import prints
from autograder.checks.expected import Answer, Exact, FloatArray, Numeric, form_of
from autograder.checks.failure import CheckFailed


def match(answered: Answered, expected: Answer) -> list[Comparison]:
    """Pair what was returned with what must come out, looking at form before values.

    Raises:
        CheckFailed: the form of a part allows no comparison; the parts are looked at in order.
    """
    return [
        compare(_as_entries(answered, part, wanted), wanted)
        for part, wanted in _parts(answered, answered.returned, expected)
    ]


def _parts(
    answered: Answered, value: Any, expected: Answer, inside: str = ""
) -> Iterator[tuple[Any, Numeric | Exact]]:
    """Yield each part of a value with what must come out there.

    Args:
        answered: the whole answer.
        value: what was returned, or a part of it.
        expected: what must come out there.
        inside: words for the place of that part.
    """
    where = answered.exercise
    if isinstance(expected, Numeric | Exact):
        yield value, expected
        return
    if value is None:
        at = f" {inside}" if inside else ""
        missing = "It was never filled." if inside else _nothing(answered)
        raise answered.malformed(
            f"{where} returned None{at}; it must return {form_of(expected)}. {missing}", "none"
        )
    found, loop = in_words(value), isinstance(value, list)
    if isinstance(expected, dict):
        if not isinstance(value, dict) or value.keys() != expected.keys():
            raise answered.malformed(
                f"{where} must return {form_of(expected)}; it returned {found}."
                f"{_wrong_keys(value, expected) if isinstance(value, dict) and value else ''}"
            )
        value, expected = [value[key] for key in expected], list(expected.values())
    elif not isinstance(value, type(expected)) or len(value) != len(expected):
        at, came = (f" {inside}", "that entry is") if inside else ("", "it returned")
        raise answered.malformed(f"{where} must return {form_of(expected)}{at}; {came} {found}.")
    kind = type(expected).__name__
    if loop and any(part is not None for part in value):
        _require_filled(answered, value)
    for place, (part, wanted) in enumerate(zip(value, expected, strict=True)):
        yield from _parts(answered, part, wanted, f"as entry {place} of the {kind}")


def _wrong_keys(value: dict[str, Any], expected: dict[str, Answer]) -> str:
    """Say which keys of a dict are missing, and which are too many."""
    said = []
    for some, others, what in ((expected, value, "missing"), (value, expected, "not asked for")):
        odd = {key: None for key in some if key not in others}
        if odd:
            said.append(f" The {keys_of(odd)} {'is' if len(odd) == 1 else 'are'} {what}.")
    return "".join(said)


def _require_filled(answered: Answered, value: list[Any]) -> None:
    """Require of a list that a loop was to fill that no entry is None.

    Raises:
        CheckFailed: one is.
    """
    for place, part in enumerate(value):
        if part is None:
            raise answered.malformed(
                f"{answered.exercise} returned None as entry {place} of the list: it was never "
                "filled. Which entries does your loop fill?",
                "none",
            )


def _nothing(answered: Answered) -> str:
    """Ask for the return line where nothing was returned."""
    if prints(answered.function):
        return "It prints something: is `return` meant in place of `print`?"
    return "Is the return line missing?"


def _as_entries(answered: Answered, value: Any, expected: Numeric | Exact) -> NDArray[Any]:
    """Return an array of the expected shape, with entries of the expected kind."""
    name, shape = expected.name, expected.value.shape
    literal = isinstance(expected, Exact) and expected.literal
    if value is None:
        why = _nothing(answered) if answered.returned is None else "Was it ever computed?"
        raise answered.malformed(f"{answered.exercise} returned None for {name}. {why}", "none")
    if expected.value.dtype.kind == "U":
        return _as_strings(answered, value, expected)
    scalar = isinstance(value, float | int) and (literal or not isinstance(value, bool))
    if not isinstance(value, np.ndarray | np.generic) and not (scalar and shape == ()):
        raise answered.malformed(
            f"{answered.exercise} returned {in_words(value)} for {name}; "
            f"it must be {form_of(expected)}."
        )
    array = np.array(value, subok=False)
    if array.dtype.kind not in ("fiub" if literal else "fiu"):
        raise _wrong_dtype(answered, array, expected)
    if array.shape != shape:
        raise wrong_shape(answered, array, expected)
    return _as_literals(answered, array, expected) if literal else _as_floats(answered, array, name)


def _as_strings(answered: Answered, value: Any, expected: Numeric | Exact) -> NDArray[Any]:
    """Return an array of Python strings, made from one string or from a list of them."""
    where, name, shape = answered.exercise, expected.name, expected.value.shape
    wanted = f"a list of {shape[0]} strings" if shape else "a string"
    if isinstance(value, list if shape else str) and not (shape and len(value) != shape[0]):
        for index, part in enumerate(value if shape else []):
            if not isinstance(part, str):
                raise answered.malformed(
                    f"{where}: {entry(name, (index,))} is {in_words(part)}; it must be a string."
                )
        return np.array(value, dtype=object)  # a NumPy string would end at a zero byte
    raise answered.malformed(f"{where} returned {in_words(value)} for {name}; it must be {wanted}.")


def _as_literals(
    answered: Answered, array: NDArray[Any], expected: Numeric | Exact
) -> NDArray[Any]:
    """Return an array of booleans or, where integers are wanted, of integers.

    Floats that have the right values are as good as integers.
    """
    wanted, kind = expected.value, array.dtype.kind
    if kind == "b" if wanted.dtype.kind == "b" else kind in "iu":
        return array
    pairs = zip(array.ravel().tolist(), wanted.ravel().tolist(), strict=True)
    different = next((place for place, (a, b) in enumerate(pairs) if a != b), None)
    if kind == "f" and wanted.dtype.kind != "b" and different is None:
        return array
    raise _wrong_dtype(answered, array, expected, different)


def _wrong_dtype(
    answered: Answered,
    array: NDArray[Any],
    expected: Numeric | Exact,
    different: int | None = None,
) -> CheckFailed:
    """Say what the entries are and must be, and, if its place is known, which one is wrong."""
    name, wanted = expected.name, expected.value
    kinds = {"f": "float64 numbers", "b": "booleans"}
    must = kinds.get(wanted.dtype.kind, "integers")
    text = f"{answered.exercise}: {name} has dtype {array.dtype}; it must hold {must}."
    if different is not None:
        index = tuple(int(i) for i in np.unravel_index(different, wanted.shape))
        actual, right = array[index].item(), wanted[index].item()
        text += f"\n  {entry(name, index)} is {written(actual)}; it must be {written(right)}."
    return answered.malformed(text, "dtype")


def _as_floats(answered: Answered, array: NDArray[Any], name: str) -> FloatArray:
    """Return a float64 array; a single integer becomes a float."""
    where = answered.exercise
    if array.shape == () and array.dtype.kind in "iu":
        array = array.astype(np.float64)  # 1 is a number, as 1.0 is
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        raise answered.malformed(
            f"{where}: {name} has dtype {array.dtype}; it must have float64.", "dtype"
        )
    if array.dtype == np.dtype(np.float64).newbyteorder():
        array = array.astype(np.float64)
    if array.dtype != np.float64:
        made = "with less precision" if array.dtype.kind == "f" else "of integers"
        raise answered.malformed(
            f"{where}: {name} has dtype {array.dtype}; it must have float64. "
            f"Which array was made {made}?",
            "dtype",
        )
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        of_zero, none = "a logarithm is taken of 0", "a logarithm or a root has no value"
        other = none if np.isnan(array[index]) else of_zero
        raise answered.malformed(
            f"{where}: {entry(name, index)} is {array[index]}: "
            f"somewhere a number overflows or is divided by 0, or {other}.",
            "not-finite",
        )
    return array
