"""The point at which a gradient is judged: its arrays by name, and how functions are called."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatingArray = NDArray[np.floating[Any]]
Path = tuple[int | str, ...]  # positions and keys that lead to an array in ``at``
Wrap = Callable[[NDArray[Any]], Any]


@dataclass(frozen=True)
class Argument:
    """One array, or number, of the point.

    Attributes:
        name: what messages call it: the parameter of the function, with positions and keys.
        path: where it stands in ``at``.
        value: of any shape and a floating dtype; whole numbers are float64 here.
    """

    name: str
    path: Path
    value: FloatingArray


@dataclass(frozen=True)
class Called:
    """What a call returned, and the names of the arguments that it changed in place."""

    returned: Any
    changed: tuple[str, ...]


class Point:
    """What a function and its gradient are called with.

    Args:
        at: a number, an array, or tuples, lists and dicts of these.
        names: of its parts, or of the first of them.
        wrap: makes of a NumPy array what the function wants to have.

    Raises:
        ValueError: something in it is neither a number nor an array of numbers, or it is empty.
    """

    def __init__(self, at: Any, names: Sequence[str], wrap: Wrap | None) -> None:
        self._at = at
        self._wrap = wrap
        self._names = names
        found: list[Argument] = []
        _mapped(at, (), lambda path, value: found.append(self._argument(path, value)))
        if not found:
            raise ValueError("there is no number in `at`")
        self.arguments = tuple(found)
        plain = (int, float, np.ndarray, np.generic)
        self._foreign = any(not isinstance(part_of(at, a.path), plain) for a in found)

    def call(
        self, function: Callable[..., Any], moved: Mapping[Path, FloatingArray] | None = None
    ) -> Called:
        """Call a function with fresh copies of all arrays.

        Args:
            function: takes what ``at`` holds: a tuple by position, a dict by name.
            moved: arrays that take the place of others.
        """
        lent: list[tuple[Path, Any, Any]] = []

        def give(path: Path, value: Any) -> Any:
            given = self._given(value, None if moved is None else moved.get(path))
            if moved is None:  # looked at once, at the point itself
                lent.append((path, given, _array(given)))  # `wrap` may have rounded it
            return given

        returned = self._passed(function, _mapped(self._at, (), give))
        names = {argument.path: argument.name for argument in self.arguments}
        changed = [names[path] for path, given, before in lent if _differs(given, before)]
        return Called(returned, tuple(changed))

    def _passed(self, function: Callable[..., Any], given: Any) -> Any:
        try:
            if isinstance(self._at, tuple):
                return function(*given)
            return function(**given) if isinstance(self._at, dict) else function(given)
        except (AttributeError, TypeError) as error:
            if self._wrap is None and self._foreign:
                error.add_note(
                    "It was called with NumPy arrays. `wrap` makes of them what it works with, for "
                    "example wrap=torch.tensor."
                )
            raise

    def _given(self, value: Any, moved: FloatingArray | None) -> Any:
        """Return a copy of a value, or what takes its place, in the form the function wants."""
        array = _array(value) if moved is None else np.asarray(moved)  # that one is fresh
        if self._wrap is not None:
            return self._wrap(array)
        if isinstance(value, bool | int | float) and moved is None:
            return value
        return array[()] if isinstance(value, int | float | np.generic) else array

    def _argument(self, path: Path, value: Any) -> Argument:
        array = _array(value)
        if array.dtype.kind not in "fiub":
            kind = type(value).__name__
            raise ValueError(f"{self._name(path)} is no number and no array of any, but a {kind}")
        floating = array if array.dtype.kind == "f" else array.astype(np.float64)
        return Argument(self._name(path), path, floating)

    def _name(self, path: Path) -> str:
        several = isinstance(self._at, tuple | dict)
        first, rest = (path[0], path[1:]) if several else (0, path)
        if isinstance(first, int):
            unnamed = f"argument {first}" if several else "x"
            first = self._names[first] if first < len(self._names) else unnamed
        return first + "".join(f"[{key!r}]" for key in rest)


def part_of(value: Any, path: Path) -> Any:
    """Return what stands at a place in nested lists, tuples and dicts.

    Raises:
        LookupError: it has no such place.
    """
    for key in path:
        if not isinstance(value, dict if isinstance(key, str) else list | tuple | dict):
            raise LookupError(key)
        value = value[key]  # type: ignore[index]
    return value


def places_in(value: Any) -> list[Path]:
    """Return the places in nested lists, tuples and dicts where something else stands."""
    found: list[Path] = []
    _mapped(value, (), lambda path, _: found.append(path))
    return found


def _mapped(value: Any, path: Path, leaf: Callable[[Path, Any], Any]) -> Any:
    """Return nested lists, tuples and dicts with every other value replaced."""
    if isinstance(value, dict):
        return {key: _mapped(part, (*path, key), leaf) for key, part in value.items()}
    if isinstance(value, list | tuple):
        parts = [_mapped(part, (*path, i), leaf) for i, part in enumerate(value)]
        return parts if isinstance(value, list) else tuple(parts)
    return leaf(path, value)


def _array(value: Any) -> NDArray[Any]:
    """Return a copy as an array; what is no array of NumPy need not know how to copy itself."""
    return np.asarray(value).copy()


def _differs(given: Any, before: NDArray[Any]) -> bool:
    try:
        return not np.array_equal(np.asarray(given), before, equal_nan=True)
    except (TypeError, ValueError, RuntimeError):
        return False  # a tensor that has become part of a graph gives no array


def parameters(function: Callable[..., Any]) -> list[str]:
    """Return the names of a function's positional parameters; none where it does not tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
