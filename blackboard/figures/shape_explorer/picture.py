"""The picture of the shape explorer: W between x and ∇_y f, and the two gradients beside it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from blackboard.drawing.colours import MUTED
from blackboard.drawing.grid import MADE, PLAIN, USED, WANTED, Cells, Mark, grid
from blackboard.drawing.notation import array, entry, factor, listed, number
from blackboard.drawing.shapes import Drawing, Shape, Target, Text

BY_W, BY_X = "∇W f, shape of W", "∇x f, shape of x"

WIDTH = 860
TOP = 96.0  # of the matrices
GRAD_Y, WEIGHTS, GRADIENT = 24.0, 128.0, 500.0  # left sides
NO_BREAK = "\u00a0"  # a space that SVG keeps
NAMES = ("W", "x", "∇y f")


def _write(value: float) -> str:
    """Write an entry; one that is not known yet stays empty."""
    return "" if np.isnan(value) else number(value, 2)


CELLS = Cells(58, 30, 14, _write)


@dataclass(frozen=True)
class Question:
    """One entry of a gradient, for y = W x.

    Attributes:
        W: (m, n).
        x: (n,).
        grad_y: (m,), the gradient of f by y.
        gradient: BY_W or BY_X.
        i, j: the entry, counted from 0; by x only j counts.
        open: whether the answer is shown.
    """

    W: NDArray[np.float64]
    x: NDArray[np.float64]
    grad_y: NDArray[np.float64]
    gradient: str
    i: int
    j: int
    open: bool

    @property
    def name(self) -> str:
        """The entry, as a derivative."""
        if self.gradient == BY_W:
            return f"∂f/∂{entry('w', self.i + 1, self.j + 1)}"
        return f"∂f/∂{entry('x', self.j + 1)}"

    @property
    def used(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Masks of the entries of W, x and ∇_y f that make this one."""
        in_W, in_x = np.zeros(self.W.shape, bool), np.zeros(self.x.shape, bool)
        in_grad = np.zeros(self.grad_y.shape, bool)
        if self.gradient == BY_W:
            in_x[self.j], in_grad[self.i] = True, True
        else:
            in_W[:, self.j], in_grad[:] = True, True
        return in_W, in_x, in_grad

    @property
    def terms(self) -> list[tuple[str, str, float, float]]:
        """The products that are added: the names and the values of both factors."""
        if self.gradient == BY_W:
            i, j = self.i, self.j
            return [(_dy(i), entry("x", j + 1), float(self.grad_y[i]), float(self.x[j]))]
        return [
            (entry("w", i + 1, self.j + 1), _dy(i), float(self.W[i, self.j]), float(self.grad_y[i]))
            for i in range(len(self.grad_y))
        ]

    @property
    def value(self) -> float:
        """The entry itself."""
        return sum(a * b for _, _, a, b in self.terms)

    @property
    def letters(self) -> str:
        """The right side in letters."""
        return " + ".join(f"{a} · {b}" for a, b, _, _ in self.terms)

    @property
    def figures(self) -> str:
        """The right side in numbers."""
        return " + ".join(f"{factor(a)} · {factor(b)}" for _, _, a, b in self.terms)

    @property
    def arithmetic(self) -> str:
        """The whole computation in one line."""
        return f"{self.name} = {self.letters} = {self.figures} = {number(self.value)}."


def draw_question(question: Question) -> Drawing:
    """Draw the arrays, and light up what the entry is made of once the answer is open."""
    m, n = question.W.shape
    in_W, in_x, in_grad = question.used
    shapes: list[Shape] = []

    def table(
        title: str, values: NDArray[np.float64], at: tuple[float, float], used: NDArray[np.bool_]
    ) -> None:
        size = (values.shape[0], values.shape[1])

        def mark(i: int, j: int) -> Mark:
            return USED if question.open and used[i, j] else PLAIN

        shapes.extend(grid(values, size, at, CELLS, mark))
        shapes.append(Text(at[0], at[1] - 14, title, 13.5, bold=True))

    table(f"xᵀ, x is ({n},)", question.x[np.newaxis], (WEIGHTS, 32), in_x[np.newaxis])
    table(f"∇y f ({m},)", question.grad_y[:, np.newaxis], (GRAD_Y, TOP), in_grad[:, np.newaxis])
    table(f"W ({m}, {n})", question.W, (WEIGHTS, TOP), in_W)
    shapes += _gradient(question)
    bottom = TOP + m * CELLS.height + 30
    rule = "Lemma 1: ∇W f = ∇y f xᵀ" if question.gradient == BY_W else "Lemma 2: ∇x f = Wᵀ ∇y f"
    lines = [f"{question.name} = ?"]
    if question.open:
        end = f" = {number(question.value)}"
        lines = [f"{question.name} = {question.letters}"]
        lines.append(f"{NO_BREAK * len(question.name)} = {question.figures}{end}")
        shapes.append(Text(WIDTH - 16, bottom, rule, 14, "end", MUTED))
    for k, text in enumerate(lines):
        shapes.append(Text(GRAD_Y, bottom + 26 * k, text, 14.5, mono=True))
    return Drawing(WIDTH, bottom + 44, tuple(shapes), _alt(question), _targets(question))


def _targets(question: Question) -> tuple[Target, ...]:
    """Let each entry of the gradient be clicked: ``i j``, counted from 1; by x, i is 1."""
    m, n = question.W.shape
    return tuple(
        Target(
            GRADIENT + j * CELLS.width, TOP + i * CELLS.height, CELLS.width, CELLS.height,
            f"{i + 1} {j + 1}",
        )
        for i in range(m if question.gradient == BY_W else 1)
        for j in range(n)
    )  # fmt: skip


def _gradient(question: Question) -> list[Shape]:
    """Draw the gradient with the entry that is asked for; the other entries stay empty."""
    m, n = question.W.shape
    by_W = question.gradient == BY_W
    size, title = ((m, n), f"∇W f ({m}, {n})") if by_W else ((1, n), f"(∇x f)ᵀ, ∇x f is ({n},)")
    wanted = (question.i, question.j) if by_W else (0, question.j)
    values = np.full(size, np.nan)
    values[wanted] = question.value if question.open else np.nan

    def mark(i: int, j: int) -> Mark:
        if (i, j) != wanted:
            return PLAIN
        return MADE if question.open else WANTED

    return [
        *grid(values, size, (GRADIENT, TOP), CELLS, mark),
        Text(GRADIENT, TOP - 14, title, 13.5, bold=True),
    ]


def _dy(i: int) -> str:
    return f"∂f/∂{entry('y', i + 1)}"


def _alt(question: Question) -> str:
    m, n = question.W.shape
    arrays = (
        f"W ({m}, {n}) is {array(question.W)}, x ({n},) is {array(question.x)}, "
        f"∇y f ({m},) is {array(question.grad_y)}."
    )
    if not question.open:
        return f"{arrays} Asked for: {question.name}. The answer waits for a guess."
    lit = [
        f"{name} {_places(mask)}"
        for name, mask in zip(NAMES, question.used, strict=True)
        if np.any(mask)
    ]
    dark = [name for name, mask in zip(NAMES, question.used, strict=True) if not np.any(mask)]
    return f"{arrays} {question.arithmetic} Lit: {listed(lit)}; nothing of {listed(dark)}."


def _places(mask: NDArray[np.bool_]) -> str:
    """List the entries of a mask, counted from 1."""
    indices = [", ".join(str(int(i) + 1) for i in index) for index in np.argwhere(mask)]
    return f"entr{'y' if len(indices) == 1 else 'ies'} " + listed(f"({i})" for i in indices)
