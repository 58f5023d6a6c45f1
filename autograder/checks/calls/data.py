"""Plain data: all that may pass between a check and a student's function."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
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
MOST_SHOWN = 8  # keys of a dict, arrays of a list
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
    if a is b:
        return True
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


def in_words(value: Any) -> str:
    """Say what plain data is, as a sentence on it would: ``a list of 4 arrays``."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, int | float | np.generic):
        return "one number"
    if isinstance(value, str | complex):
        return "a string" if isinstance(value, str) else "a complex number"
    if isinstance(value, dict):
        return f"a dict with the {keys_of(value)}" if value else "an empty dict"
    if isinstance(value, list | tuple):
        return _sequence(value)
    kind = describe(value)
    return f"{'an' if kind[:1] in 'aeiouAEIOU' else 'a'} {kind}"


def keys_of(value: Mapping[str, Any]) -> str:
    """List the keys of a dict, ``keys 'x', 'y'``; one can be long, and there can be many."""
    shown = [f"{key!r:.40}" for key in islice(value, MOST_SHOWN)]
    listed = ", ".join([*shown, *["…"] * (len(value) > MOST_SHOWN)])
    return f"key{'s' if len(value) > 1 else ''} {listed}"


def shape_in_words(name: str, value: Any) -> str:
    """Say of which shape an input is: ``W (3, 4)``, ``params of 3-4-2``, ``eta (float)``."""
    if isinstance(value, np.ndarray):
        return f"{name} {value.shape}"
    if isinstance(value, list | tuple) and value:
        sizes = sizes_of(value)
        if sizes:
            return f"{name} of {'-'.join(map(str, sizes))}"
        if all(isinstance(part, np.ndarray) for part in value):
            shown = ", ".join(str(part.shape) for part in value[:MOST_SHOWN])
            return f"{name} of {len(value)} arrays {shown}{', …' * (len(value) > MOST_SHOWN)}"
    return f"{name} ({describe(value)})"


def sizes_of(network: Sequence[Any]) -> list[int]:
    """Return the numbers of units of a network [(W1, b1), …], from its input on; else nothing.

    Rows of W belong to the units of the layer, or in row notation its columns do.
    """
    for pair in network:
        two = isinstance(pair, list | tuple) and len(pair) == 2
        if not two or [np.ndim(p) if isinstance(p, np.ndarray) else 0 for p in pair] != [2, 1]:
            return []
    for units, below in ((0, 1), (1, 0)):
        sizes = [W.shape[units] for W, _ in network]
        inputs = [W.shape[below] for W, _ in network]
        if inputs[1:] == sizes[:-1] and sizes == [len(b) for _, b in network]:
            return [inputs[0], *sizes]
    return []


def _sequence(value: Sequence[Any]) -> str:
    """Say what a list or tuple holds."""
    kind = "a list" if isinstance(value, list) else "a tuple"
    if not value:
        return f"an empty {kind[2:]}"
    words = {_part(part) for part in value}
    what = words.pop() if len(words) == 1 else "part"
    return f"{kind} of {len(value)} {what}{'s' if len(value) > 1 else ''}"


def _part(part: Any) -> str:
    if isinstance(part, list | tuple):
        return "pair" if len(part) == 2 else type(part).__name__
    if isinstance(part, np.ndarray):
        return "array"
    if isinstance(part, int | float | np.generic) and not isinstance(part, bool):
        return "number"
    return "string" if isinstance(part, str) else "part"
