"""Which numbers of a computation are known to be right, and which to be wrong."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEAR = 1e-7  # in proportion; the same numbers, but in another order or by differences
MOST_LINES = 64  # rows and columns of an array that are known as well

Array = NDArray[np.float64]
Pair = tuple[Any, Any]  # what belongs somewhere, and what stands there


class Known:
    """Right and wrong numbers, by their values.

    Numbers that lie as a column, a row or a vector, or are turned, are the same numbers here.

    Args:
        given: the inputs.
        right: other arrays that are right, wherever they come from.
        returned: the wrong parts of an answer, each with what belongs in its place.
        passing: what is made on the way, each with what belongs in its place.

    Attributes:
        steps_known: whether anything is known of what is made on the way.
        cut_short: the wrong parts that are right but for entries that are still 0.
    """

    def __init__(
        self,
        given: Sequence[Any],
        right: Sequence[Any],
        returned: Iterable[Pair],
        passing: Iterable[Pair] = (),
    ) -> None:
        self._given = _Arrays([*map(_numbers, given)])
        whole = [a for a in map(_numbers, (*given, *right)) if a.size and np.all(np.isfinite(a))]
        self._right = _Arrays(_with_lines(whole))
        self._entries = np.unique(np.concatenate([np.zeros(1), *(np.ravel(a) for a in whole)]))
        self._exact: list[Array] = []
        self._misplaced_results: list[Pair] = []
        self.cut_short: list[Array] = []
        for belongs, stands in _apart(returned):
            flat = np.squeeze(stands)
            alike = [np.squeeze(a) for a in self._right.of_shape(flat.shape)]
            if any(_near(a, flat) for a in alike):
                self._misplaced_results.append((belongs, stands))
            elif any(_filled_in_part(flat, a) for a in alike):
                self.cut_short.append(flat)
            else:
                self._exact.append(flat)
        on_the_way = list(_apart(passing))
        self.steps_known = bool(on_the_way)
        stand = _with_lines([stands for _, stands in on_the_way])
        self._wrong = _Arrays([a for a in stand if _tells(a) and not self.is_right(a)])
        self._stand = _Arrays(stand)
        self._misplaced = [pair for pair in on_the_way if self.is_right(pair[1])]

    def is_wrong(self, value: Array) -> bool:
        """Return whether these numbers are known to be wrong, wherever they stand."""
        if not _tells(value):
            return False
        flat = np.squeeze(value)
        exact = any(a.shape == flat.shape and _near(a, flat) for a in self._exact)
        return exact or self._wrong.has(value)

    def is_right(self, value: Array) -> bool:
        """Return whether these numbers are known to be right somewhere, or say nothing."""
        if not _tells(value):
            return True
        return self._has_entry(float(value.flat[0])) if value.size == 1 else self._right.has(value)

    def is_given(self, value: Array) -> bool:
        """Return whether these are the numbers of an input."""
        return self._given.has(value)

    def in_place_of(self, value: Array, *, alone: bool) -> list[Array]:
        """Return what may belong where these numbers stand, which are right somewhere else.

        Args:
            value: the numbers.
            alone: whether they have a name of their own, and are no part of a list.
        """
        pairs = [*self._misplaced_results, *(self._misplaced if alone else ())]
        return [belongs for belongs, stands in pairs if _Arrays([stands]).has(value)]

    def is_made_all_the_same(self, value: Array) -> bool:
        """Return whether wrong steps make these numbers as well, and then do not use them."""
        return self._stand.has(value)

    def _has_entry(self, number: float) -> bool:
        at = np.searchsorted(self._entries, number)
        beside = self._entries[max(0, at - 1) : at + 1]
        return bool(np.any(np.abs(beside - number) <= NEAR * abs(number)))


class _Arrays:
    """Arrays that are looked for by their numbers."""

    def __init__(self, arrays: Sequence[Array]) -> None:
        self._arrays = arrays
        self._by_size: dict[int, tuple[list[Array], Array, Array]] = {}
        for size in {a.size for a in arrays}:
            of_size = [a for a in arrays if a.size == size]
            sums = np.array([np.sum(a) for a in of_size])
            sizes = np.array([np.sum(np.abs(a)) for a in of_size])
            self._by_size[size] = of_size, sums, sizes

    def has(self, value: Array) -> bool:
        """Return whether one has these numbers, turned or not."""
        if value.size not in self._by_size:
            return False
        arrays, sums, sizes = self._by_size[value.size]
        for at in np.flatnonzero(np.abs(sums - np.sum(value)) <= NEAR * sizes):
            a, b = np.squeeze(arrays[at]), np.squeeze(value)
            if (a.shape == b.shape and _near(a, b)) or (a.shape == b.T.shape and _near(a, b.T)):
                return True
        return False

    def of_shape(self, shape: tuple[int, ...]) -> Iterator[Array]:
        """Yield those of a shape, but for axes of length 1."""
        yield from (a for a in self._arrays if np.squeeze(a).shape == shape)


def _apart(pairs: Iterable[Pair]) -> Iterator[tuple[Array, Array]]:
    """Yield the pairs of numbers that tell something and are not the same."""
    for belongs, stands in pairs:
        a, b = _numbers(belongs), _numbers(stands)
        if _tells(b) and (a.shape != b.shape or not _near(a, b)):
            yield a, b


def _numbers(value: Any) -> Array:
    return np.asarray(value, dtype=np.float64)


def _with_lines(arrays: Sequence[Array]) -> list[Array]:
    """Return arrays, and their rows and columns."""
    short = [a for a in arrays if a.ndim == 2 and max(a.shape) <= MOST_LINES]
    return [*arrays, *(line for a in short for line in (*a, *a.T))]


def _near(a: Array, b: Array) -> bool:
    return bool(np.max(np.abs(a - b), initial=0.0) <= NEAR * np.max(np.abs(b), initial=0.0))


def _filled_in_part(value: Array, whole: Array) -> bool:
    return bool(np.all((value == 0) | (np.abs(value - whole) <= NEAR * np.max(np.abs(whole)))))


def _tells(value: Array) -> bool:
    """Return whether numbers are anything but an index, a size, or one number throughout."""
    if not value.size or not np.all(np.isfinite(value)):
        return False
    fractions = np.any(value != np.round(value))
    return bool(fractions and (value.size == 1 or np.ptp(value) > 0))
