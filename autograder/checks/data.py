"""Plain data: all that may pass between a check and a student's function."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

DEEPEST = 20  # a network is nested three levels deep
# What makes a plain value of a subclass's, without asking the subclass.
PLAIN: Mapping[type, Callable[[Any], Any]] = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    str: lambda text: str.__add__(text, ""),
}
DTYPES = "fiubc"  # float, signed and unsigned integer, bool, complex


class Opaque:
    """Stands for a value that is no data; only the name of its type is kept."""

    def __init__(self, kind: str) -> None:
        self.kind = kind[:80]

    def __repr__(self) -> str:
        return f"<{self.kind}>"


def as_data(value: Any, depth: int = 0) -> Any:
    """Return a copy of a value in which everything is plain data.

    Arrays and scalars of numbers, numbers, strings, None, lists, tuples, dicts with string keys
    and ``numpy.random.Generator`` are data. A subclass of an array becomes an array; whatever else
    there is becomes ``Opaque``. Subclasses of numbers, strings, lists, tuples and dicts (such as a
    namedtuple) are read through these. No code of the value's own class runs.
    """
    kind = type(value)
    if value is None or kind in (bool, int, float, complex, str):
        return value
    if issubclass(kind, str):  # one of NumPy's is a scalar as well
        return PLAIN[str](value)
    if issubclass(kind, np.ndarray | np.generic):
        array = np.array(value, subok=False)
        if array.dtype.kind not in DTYPES or array.dtype.fields is not None:
            return Opaque(f"array of {array.dtype}")
        return array if issubclass(kind, np.ndarray) else array[()]
    for base, plain in PLAIN.items():
        if issubclass(kind, base):
            return plain(value)
    if issubclass(kind, list | tuple | dict) and depth >= DEEPEST:
        return Opaque(f"{kind.__name__} nested more than {DEEPEST} levels deep")
    for sequence in (list, tuple):
        if issubclass(kind, sequence):
            return sequence(as_data(part, depth + 1) for part in sequence.__iter__(value))
    if issubclass(kind, dict):
        parts = list(dict.items(value))
        if all(issubclass(type(key), str) for key, _ in parts):
            return {as_data(key): as_data(part, depth + 1) for key, part in parts}
    if kind is np.random.Generator:
        return value
    return Opaque(kind.__name__)


def arrays_in(value: Any, depth: int = 0) -> Iterator[NDArray[Any]]:
    """Yield the arrays in a value where they lie in memory: no copies, and of no other class.

    Lists, tuples and dicts are read as ``as_data`` reads them.
    """
    kind = type(value)
    if issubclass(kind, np.ndarray):
        yield np.asarray(value)
    if depth >= DEEPEST:
        return
    for sequence in (list, tuple):
        if issubclass(kind, sequence):
            for part in sequence.__iter__(value):
                yield from arrays_in(part, depth + 1)
    if issubclass(kind, dict):
        for _, part in dict.items(value):
            yield from arrays_in(part, depth + 1)


def overlap(some: Sequence[NDArray[Any]], others: Sequence[NDArray[Any]]) -> bool:
    """Return whether any of some arrays shares memory with any of others.

    Arrays that lie between the entries of another count: where exactly they lie takes long to say.
    """
    return any(np.may_share_memory(a, b) for a in some for b in others)


def same(a: Any, b: Any) -> bool:
    """Return whether two pieces of plain data are equal to the bit; NaN equals NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        if a.shape != b.shape or a.dtype != b.dtype:
            return False
        # A longdouble has bytes that mean nothing; by value, they are left out.
        padded = a.dtype in (np.longdouble, np.clongdouble)
        return np.array_equal(a, b, equal_nan=True) if padded else a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, float):  # a NaN has a sign and more, which mean nothing
        return (math.isnan(a) and math.isnan(b)) or same(np.asarray(a), np.asarray(b))
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, Opaque):
        return bool(a.kind == b.kind)
    if isinstance(a, np.random.Generator):
        return True  # meant to move on
    return bool(a == b)


def describe(value: Any) -> str:
    """Describe a value that is no array, in a few words."""
    return value.kind if isinstance(value, Opaque) else type(value).__name__
