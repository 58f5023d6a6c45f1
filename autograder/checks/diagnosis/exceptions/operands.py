"""The shapes of what stands in an expression, and the layer that it belongs to."""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np

from autograder.checks.diagnosis.exceptions.place import Place

Shape = tuple[int, ...]

MOST_PARTS = 1000  # of a list that is looked through; networks have a few layers
SIMPLE = ast.Name | ast.Attribute | ast.Subscript
PRODUCTS = ("dot", "matmul")


class Unknown(Exception):
    """A value that cannot be found without running code of the student's."""


def operands(node: ast.AST) -> list[ast.expr]:
    """Return what an operation combines, from left to right; nothing if it is none."""
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.AugAssign(target=target, value=value):
            return [target, value]
        case ast.Compare(left=left, comparators=[right]):
            return [left, right]
        case ast.Call(func=ast.Attribute(value=owner, attr="dot"), args=[other]):
            return [owner, other]
        case ast.Call(args=[first, second, *_]):
            return [first, second]
    return []


def is_product(node: ast.AST) -> bool:
    """Return whether an operation is a product of matrices or vectors."""
    match node:
        case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in PRODUCTS
    return False


def shape_of(node: ast.expr, place: Place) -> Shape | None:
    """Return the shape of an expression's value; () for a number, None where it cannot be told."""
    try:
        return _shape(node, place)
    except (Unknown, ValueError, LookupError, TypeError):
        return None


def parts_of(node: ast.expr, place: Place) -> list[Any] | tuple[Any, ...] | None:
    """Return the value of an expression if it is a list or a tuple of arrays, else None."""
    try:
        value = _value(node, place)
    except (Unknown, ValueError, LookupError, TypeError):
        return None
    if type(value) not in (list, tuple) or len(value) > MOST_PARTS:
        return None
    whole: list[Any] | tuple[Any, ...] = value
    return whole if any(type(part) is np.ndarray for part in whole) else None


def layer_of(place: Place) -> int | None:
    """Return the number, from 1, of the layer whose weights or bias an operation reads."""
    read = []
    for node in ast.walk(place.node):
        if isinstance(node, SIMPLE):
            try:
                read.append(_value(node, place))
            except (Unknown, ValueError, LookupError, TypeError):
                continue
    layers = {
        number
        for network in _networks(place)
        for number, pair in enumerate(network, start=1)
        if any(value is part or _base(value) is part for value in read for part in pair)
    }
    return layers.pop() if len(layers) == 1 else None


def _networks(place: Place) -> Iterator[list[Any]]:
    """Yield the lists of two or more pairs (W, b) among the values of the local names."""
    for value in chain.from_iterable(names.values() for names in place.around):
        if type(value) is list and 2 <= len(value) <= MOST_PARTS and all(map(_is_layer, value)):
            yield value


def _base(value: Any) -> Any:
    """Return the array that an array is a part or a transpose of."""
    return value.base if type(value) is np.ndarray else None


def _is_layer(pair: Any) -> bool:
    return (
        type(pair) in (tuple, list)
        and len(pair) == 2
        and all(type(part) is np.ndarray for part in pair)
        and (pair[0].ndim, pair[1].ndim) == (2, 1)
    )


def _shape(node: ast.expr, place: Place) -> Shape:
    if isinstance(node, ast.UnaryOp):
        return _shape(node.operand, place)
    if isinstance(node, ast.BinOp):
        left, right = _shape(node.left, place), _shape(node.right, place)
        if isinstance(node.op, ast.MatMult):
            return _product(left, right)
        return np.broadcast_shapes(left, right)
    if isinstance(node, ast.List | ast.Tuple):
        return _common([_shape(part, place) for part in node.elts])
    return _shape_of_value(_value(node, place))


def _common(parts: list[Shape]) -> Shape:
    """Return the shape of an array that is made of parts of the same shape."""
    if len(set(parts)) != 1:
        raise Unknown
    return (len(parts), *parts[0])


def _product(left: Shape, right: Shape) -> Shape:
    """Return the shape of a product of matrices and vectors that fit each other."""
    if not (1 <= len(left) <= 2 and 1 <= len(right) <= 2) or left[-1] != right[0]:
        raise Unknown
    return left[:-1] + right[1:]


def _shape_of_value(value: Any) -> Shape:
    kind = type(value)
    if issubclass(kind, np.ndarray):
        shape: Shape = np.ndarray.shape.__get__(value)
        return shape
    if kind in (bool, int, float) or issubclass(kind, np.generic):
        return ()
    if kind in (list, tuple) and len(value) <= MOST_PARTS:
        return _common([_shape_of_value(part) for part in value])
    raise Unknown


def _value(node: ast.AST, place: Place) -> Any:
    """Return the value of an expression that is a name, a number, or taken from either."""
    match node:
        case ast.Constant(value=value) if type(value) in (int, float, str):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
        case ast.Name(id=name):
            return place.names[name]
        case ast.Attribute(value=owner, attr="T"):
            array = _value(owner, place)
            return array.T if type(array) is np.ndarray else _unknown()
        case ast.Subscript(value=owner, slice=index):
            return _entry(_value(owner, place), _index(index, place))
    return _unknown()


def _index(node: ast.expr, place: Place) -> Any:
    if isinstance(node, ast.Tuple):
        return tuple(_index(part, place) for part in node.elts)
    if isinstance(node, ast.Slice):
        ends = (node.lower, node.upper, node.step)
        return slice(*(None if end is None else _index(end, place) for end in ends))
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            a, b = _index(left, place), _index(right, place)
            if type(a) is type(b) is int:
                return a + b if isinstance(op, ast.Add) else a - b
            return _unknown()
    if ast.dump(node) in NEW_AXIS:
        return None
    value = _value(node, place)
    return value if value is None or type(value) in (int, str) else _unknown()


def _entry(owner: Any, index: Any) -> Any:
    kind = type(owner)
    if kind is dict and len(owner) <= MOST_PARTS and all(type(key) is str for key in owner):
        return owner[index]
    return owner[index] if kind in (list, tuple, np.ndarray) else _unknown()


def _unknown() -> Any:
    raise Unknown


NEW_AXIS = [ast.dump(ast.parse(text, mode="eval").body) for text in ("None", "np.newaxis")]
