"""Thirty right gradients, and two mistakes in each, for tests and for benchmarks/explain.py.

Every gradient is derived by hand. Where f has a kink at the point, the gradient takes a slope
between those of both sides, as libraries do, and is right.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Arrays = tuple[Any, ...]


@dataclass(frozen=True)
class Case:
    """A function of arrays that returns a number, its gradient, and a point.

    Attributes:
        name: of the function.
        kind: what is hard about it: nothing (""), "float32", "kink", "scale".
        f: returns a number.
        gradient: of the arrays at the point.
        at: the arrays.
    """

    name: str
    kind: str
    f: Callable[..., Any]
    gradient: Arrays
    at: Arrays


def softmax(u: Any) -> Any:
    e = np.exp(u - np.max(u, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def case(
    name: str, kind: str, f: Callable[..., Any], gradient: Callable[..., Any], *at: Any
) -> Case:
    """Return a case whose gradient is computed at the point."""
    found = gradient(*at)
    arrays = tuple(found) if isinstance(found, tuple | list) else (found,)
    return Case(name, kind, f, tuple(np.array(a) for a in arrays), at)


def cases(seed: int) -> list[Case]:
    """Return all cases, their numbers drawn from a seed."""
    rng = np.random.default_rng(seed)
    return [*_smooth(rng), *_scales(rng), *_kinks(rng), *_single_precision(rng)]


def _smooth(rng: np.random.Generator) -> Iterator[Case]:
    def draw(*shape: int) -> Any:
        return rng.normal(size=shape)

    A, x = draw(5, 5), draw(5)
    yield case("quadratic form", "", lambda x: x @ A @ x, lambda x: (A + A.T) @ x, x)
    X, y = draw(20, 4), (rng.random(20) < 0.5).astype(float)

    def logistic(w: Any, b: Any) -> Any:
        u = X @ w + b
        return np.mean(np.logaddexp(0, u) - y * u) + 0.05 * w @ w

    def logistic_back(w: Any, b: Any) -> Arrays:
        delta = (1 / (1 + np.exp(-(X @ w + b))) - y) / len(y)
        return X.T @ delta + 0.1 * w, np.array([np.sum(delta)])

    yield case(
        "logistic, penalty", "", lambda w, b: logistic(w, b[0]), logistic_back, draw(4), draw(1)
    )
    T, g = np.eye(3)[rng.integers(3, size=6)], draw(6, 3)
    U = draw(6, 3)
    yield case(
        "cross-entropy", "", lambda u: -np.sum(T * np.log(softmax(u))), lambda u: softmax(u) - T, U
    )
    yield case(
        "softmax", "", lambda u: np.sum(g * softmax(u)),
        lambda u: softmax(u) * (g - np.sum(g * softmax(u), axis=1, keepdims=True)), U,
    )  # fmt: skip
    for name, axis in (("batch norm", 0), ("layer norm", 1)):
        yield _norm(name, axis, g, draw(6, 3))
    yield _attention(draw(4, 3), draw(5, 3), draw(5, 2), draw(4, 2))
    v, c = draw(4), draw(5)
    yield case(
        "tanh layer", "", lambda W: c @ np.tanh(W @ v),
        lambda W: np.outer(c * (1 - np.tanh(W @ v) ** 2), v), draw(5, 4),
    )  # fmt: skip
    yield case(
        "norm", "", lambda x: c @ (x / np.linalg.norm(x)),
        lambda x: c / np.linalg.norm(x) - (c @ x) * x / np.linalg.norm(x) ** 3, draw(5),
    )  # fmt: skip
    S = draw(4, 4) + 4 * np.eye(4)
    yield case(
        "log-determinant", "", lambda S: np.linalg.slogdet(S)[1], lambda S: np.linalg.inv(S).T, S
    )
    yield case(
        "trace of the inverse", "", lambda S: np.trace(np.linalg.inv(S)),
        lambda S: -np.linalg.matrix_power(np.linalg.inv(S), 2).T, S,
    )  # fmt: skip
    yield case("product", "", np.prod, lambda x: np.prod(x) / x, draw(5))
    yield case("log-sum-exp", "", lambda x: np.log(np.sum(np.exp(x))), softmax, draw(6))
    k = draw(3)
    yield case(
        "convolution", "", lambda s, k: np.sum(np.convolve(s, k, "valid") ** 2) / 2,
        lambda s, k: (
            np.convolve(np.convolve(s, k, "valid"), k[::-1]),
            np.correlate(s, np.convolve(s, k, "valid"), "valid")[::-1],
        ), draw(8), k,
    )  # fmt: skip


def _norm(name: str, axis: int, g: Any, x: Any) -> Case:
    def f(x: Any) -> Any:
        spread = np.sqrt(x.var(axis=axis, keepdims=True) + 1e-5)
        return np.sum(g * (x - x.mean(axis=axis, keepdims=True)) / spread)

    def back(x: Any) -> Any:
        spread = np.sqrt(x.var(axis=axis, keepdims=True) + 1e-5)
        h = (x - x.mean(axis=axis, keepdims=True)) / spread
        level = g.mean(axis=axis, keepdims=True)
        return (g - level - h * (g * h).mean(axis=axis, keepdims=True)) / spread

    return case(name, "", f, back, x)


def _attention(Q: Any, K: Any, V: Any, G: Any) -> Case:
    def f(Q: Any, K: Any, V: Any) -> Any:
        return np.sum(G * (softmax(Q @ K.T / np.sqrt(Q.shape[1])) @ V))

    def back(Q: Any, K: Any, V: Any) -> Arrays:
        root = np.sqrt(Q.shape[1])
        A, dA = softmax(Q @ K.T / root), G @ V.T
        dS = A * (dA - np.sum(dA * A, axis=1, keepdims=True)) / root
        return dS @ K, dS.T @ Q, A.T @ G

    return case("attention", "", f, back, Q, K, V)


def _scales(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.normal(size=5)
    c = rng.normal(size=5)
    for size in (1e-8, 1e8):
        yield case(
            f"arguments of {size:g}", "scale", lambda x, s=size: np.sum(np.sin(x / s)),
            lambda x, s=size: np.cos(x / s) / s, x * size,
        )  # fmt: skip
        yield case(
            f"values of {size:g}", "scale", lambda x, s=size: s * np.sum(np.exp(x)),
            lambda x, s=size: s * np.exp(x), x,
        )  # fmt: skip
    spread = np.array([1e-6, 1e-3, 1.0, 1e3, 1e6])
    yield case(
        "arguments of 1e-6 to 1e6", "scale", lambda x: c @ np.tanh(x / spread),
        lambda x: c / spread * (1 - np.tanh(x / spread) ** 2), x * spread,
    )  # fmt: skip
    yield case("on an offset of 1e6", "scale", lambda x: 1e6 + np.sum(x**3), lambda x: 3 * x**2, x)
    yield case(
        "logarithm at 1e-9", "scale", lambda x: np.sum(np.log(x)), lambda x: 1 / x,
        np.array([1e-9, 0.3, 2.0]),
    )  # fmt: skip
    yield case(
        "fast oscillation", "scale", lambda x: np.sum(np.sin(1e5 * x)),
        lambda x: 1e5 * np.cos(1e5 * x), x,
    )  # fmt: skip


def _kinks(rng: np.random.Generator) -> Iterator[Case]:
    x = np.array([1.3, 0.0, -0.7, 0.0, 2.1])
    yield case("ReLU, 0 at 0", "kink", lambda x: np.sum(np.maximum(x, 0) * x[0]), _relu_back, x)
    yield case(
        "penalty |w| with zeros", "kink", lambda x: np.sum((x - 1) ** 2) + 0.3 * np.sum(np.abs(x)),
        lambda x: 2 * (x - 1) + 0.3 * np.sign(x), x,
    )  # fmt: skip
    yield case(
        "hinge at its corner", "kink", lambda x: np.sum(np.maximum(0, 1 - x)),
        lambda x: -(x < 1).astype(float), np.array([0.2, 1.0, 3.0, -2.0]),
    )  # fmt: skip
    yield case(
        "a kink 1e-7 away", "kink", lambda x: np.sum(np.maximum(x, 0)),
        lambda x: (x > 0).astype(float), np.array([1e-7, -1e-7, 1.0, -2.0]),
    )  # fmt: skip


def _relu_back(x: Any) -> Any:
    found = (x > 0) * x[0]
    found[0] += np.sum(np.maximum(x, 0))
    return found


def _single_precision(rng: np.random.Generator) -> Iterator[Case]:
    def draw(*shape: int) -> Any:
        return rng.normal(size=shape).astype(np.float32)

    v, c, X = draw(6), draw(5), draw(30, 4)
    yield case(
        "tanh layer", "float32", lambda W: c @ np.tanh(W @ v),
        lambda W: np.outer(c * (1 - np.tanh(W @ v) ** 2), v), draw(5, 6),
    )  # fmt: skip
    yield case(
        "mean of squares", "float32", lambda w: np.mean((X @ w) ** 2),
        lambda w: 2 * X.T @ (X @ w) / np.float32(30), draw(4),
    )  # fmt: skip
    yield case("log-sum-exp", "float32", lambda x: np.log(np.sum(np.exp(x))), softmax, draw(6))
    yield case(
        "arguments of 1e4", "float32", lambda x: np.sum(np.sin(x / np.float32(1e4))),
        lambda x: np.cos(x / np.float32(1e4)) / np.float32(1e4), draw(5) * np.float32(1e4),
    )  # fmt: skip


# --- Mistakes ------------------------------------------------------------------------------------


def mistakes(one: Case, position: int) -> Iterator[tuple[str, Arrays]]:
    """Yield two wrong gradients of a case: one that is gross and one that is slight."""
    gross = (
        ("sign", lambda g: tuple(-a for a in g)),
        ("twice", lambda g: tuple(2 * a for a in g)),
        ("first argument halved", lambda g: (g[0] / 2, *g[1:])),
        ("largest entry 0", lambda g: _at_largest(g, 0.0)),
        ("0", lambda g: tuple(0 * a for a in g)),
    )
    # float32 is told from mistakes that are larger than its rounding.
    by = 1.05 if one.kind == "float32" else 1.002
    slight: tuple[tuple[str, Callable[[Arrays], Arrays]], ...] = (
        (f"{by - 1:.1%} too large", lambda g: tuple((by * a).astype(a.dtype) for a in g)),
        (f"largest entry {by - 1:.1%} too large", lambda g: _at_largest(g, by)),
        ("smallest entry twice", lambda g: _at_smallest(g, 2.0)),
        ("smallest entry 0", lambda g: _at_smallest(g, 0.0)),
    )
    for name, change in (gross[position % len(gross)], slight[position % len(slight)]):
        yield name, change(one.gradient)


def _at_largest(gradient: Arrays, factor: float) -> Arrays:
    return _changed(gradient, int(np.argmax(np.abs(gradient[0]))), factor)


def _at_smallest(gradient: Arrays, factor: float) -> Arrays:
    sizes = np.where(gradient[0] == 0, np.inf, np.abs(gradient[0]))
    return _changed(gradient, int(np.argmin(sizes)), factor)


def _changed(gradient: Arrays, position: int, factor: float) -> Arrays:
    first = gradient[0].copy()
    first.flat[position] *= factor
    return first, *gradient[1:]
