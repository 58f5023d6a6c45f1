"""Shapes that do not fit each other: which operand has which, and what it needs."""

import ast
import re
from collections.abc import Callable

from autograder.checks.calls.data import in_words
from autograder.checks.diagnosis.exceptions.operands import (
    SIMPLE,
    Shape,
    is_product,
    layer_of,
    operands,
    parts_of,
    shape_of,
)
from autograder.checks.diagnosis.exceptions.place import Place

# What NumPy says where lengths or shapes do not fit.
PRODUCT = re.compile(
    r"mismatch in its core dimension|not aligned|does not have enough dimensions|"
    r"Scalar operands are not allowed"
)
LENGTHS = re.compile(r"\(size (\d+) is different from (\d+)\)")
BROADCAST = re.compile(r"operands could not be broadcast together with shapes ((?:\([\d,]*\) ?)+)")
OUTPUT = re.compile(
    r"non-broadcastable output operand with shape (\([\d,]*\)) doesn't match the broadcast shape "
    r"(\([\d,]*\))"
)
ASSIGNED = re.compile(r"could not broadcast input array from shape (\([\d,]*\)) into shape "
                      r"(\([\d,]*\))")  # fmt: skip
SEQUENCE = re.compile(r"setting an array element with a sequence")
ROOM = "the result is {}, and there is room for {} alone"


def in_sizes(text: str, place: Place | None) -> str | None:
    """Say in words which shapes do not fit, or return None where it is not about shapes.

    Args:
        text: the first line of NumPy's message.
        place: the expression that failed, where it is known.
    """
    if assigned := ASSIGNED.search(text):
        given, room = map(_shape_text, assigned.groups())
        return _placed(f"what stands on the right is {given}, and its place is {room}", place)
    if "inhomogeneous" in text:
        return _placed("the parts have different lengths, and no array can be made of them", place)
    if SEQUENCE.search(text):
        return _placed("several numbers are to be stored where one number has its place", place)
    if output := OUTPUT.search(text):
        room, result = map(_shape_text, output.groups())
        return _placed(_shown(place) + ROOM.format(result, room), place)
    if PRODUCT.search(text):
        return _product(text, place)
    if found := BROADCAST.search(text):
        shapes = " and ".join(map(_shape_text, found[1].split()))
        known = _shown(place) or f"the shapes are {shapes}: "
        return _placed(f"{known}entry by entry, they do not fit each other", place)
    return None


def _product(text: str, place: Place | None) -> str:
    """Say what does not fit in a product of matrices."""
    known = _shown(place)
    if place is not None and any(map(_in_parts(place), operands(place.node))):
        return _placed(f"{known}a product of matrices needs an array on both sides", place)
    if place is not None and known and is_product(place.node):
        (left, right), (a, b) = _both(place)
        return _placed(known + _need(left, right, a, b), place)
    if known:
        return _placed(f"{known}these sizes do not fit each other", place)
    if lengths := LENGTHS.search(text):
        second, first = lengths.groups()
        need = f"a product needs two lengths to be equal, and they are {first} and {second}"
        return _placed(_shown(place, least=1) + need, place)
    return _placed("the sizes do not fit each other", place)


def _need(left: str, right: str, a: Shape, b: Shape) -> str:
    """Say what the left factor of a product asks of the right one."""
    if not a or not b:
        return "a product of matrices needs an array on both sides"
    if (len(a), len(b)) == (1, 1):
        return "two vectors need equally many entries"
    if len(b) > 2 or len(a) > 2:
        return f"the last axis of {left} must be as long as the last but one of {right}"
    of = f"the {a[-1]} {'columns' if len(a) == 2 else 'entries'} of {left}"
    return (
        f"{of} need a {f'vector of {a[-1]} entries' if len(b) == 1 else f'matrix of {a[-1]} rows'}"
    )


def _both(place: Place) -> tuple[list[str], list[Shape]]:
    """Return the words for both operands, and their shapes as far as they are known."""
    words, shapes = [], []
    for node in operands(place.node):
        shape = shape_of(node, place)
        if shape is not None:
            quoted = place.quoted(node)
            words.append(quoted if isinstance(node, SIMPLE) else f"`{quoted}`")
            shapes.append(shape)
    return words, shapes


def _in_parts(place: Place) -> Callable[[ast.expr], str]:
    """Return a function that says of an operand that it is a list or a tuple of arrays.

    A list of numbers is as good as an array; of arrays it is mostly what another function returned.
    """

    def words(node: ast.expr) -> str:
        parts = parts_of(node, place)
        return "" if parts is None else in_words(parts)

    return words


def _shown(place: Place | None, least: int = 2) -> str:
    """Name the shapes of the operands, ``W is (2, 4) and x is (3,): ``.

    Args:
        place: the operation.
        least: of how many the shape must be known.
    """
    words, shapes = _both(place) if place is not None else ([], [])
    if place is None or len(words) < least:
        return ""
    values = {place.quoted(node): _in_parts(place)(node) for node in operands(place.node)}
    parts = [
        f"{word} is {values.get(word) or ('one number' if shape == () else shape)}"
        for word, shape in dict(zip(words, shapes, strict=True)).items()
    ]
    return f"{' and '.join(parts)}: "


def _placed(sentence: str, place: Place | None) -> str:
    """Quote the operation before a sentence, and name the layer after it."""
    if place is None or (isinstance(place.node, ast.stmt) and not operands(place.node)):
        return f"{sentence}."
    layer = layer_of(place)
    where = "" if layer is None else f" It happened in layer {layer}."
    return f"in `{place.quoted(place.node)}`, {sentence}.{where}"


def _shape_text(text: str) -> str:
    """Write a shape as Python does: NumPy's messages leave the blank out."""
    lengths = [length for length in text.strip("()").split(",") if length]
    return f"({', '.join(lengths)}{',' if len(lengths) == 1 else ''})"
