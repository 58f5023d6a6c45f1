"""Arrays as tables of numbers, with marks that say what happens to their entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from blackboard.drawing.colours import BLUE, INK, MUTED, RULE, SKY, VERMILLION, YELLOW
from blackboard.drawing.notation import number, shape
from blackboard.drawing.shapes import Rect, Shape, Text

MOST_SHOWN = 5  # rows or columns of an array that are drawn; of a larger one the first and the last
GAP = "⋮"


@dataclass(frozen=True)
class Mark:
    """The look of a cell; each mark differs from the others without its colour too."""

    fill: str | None = None
    tint: float = 1.0
    stroke: str = RULE
    line: float = 1.0
    hatched: bool = False
    dashed: bool = False
    bold: bool = False


PLAIN = Mark()
MADE = Mark(fill=YELLOW, tint=0.35, stroke=INK, line=2.5, bold=True)  # computed in this step
USED = Mark(fill=SKY, tint=0.25, stroke=BLUE, line=2.0)  # a factor of this step
WRONG = Mark(stroke=VERMILLION, line=2.0, hatched=True)
WANTED = Mark(stroke=INK, line=2.0, dashed=True)  # its value is yet to be found


@dataclass(frozen=True)
class Cells:
    """The size of the cells of a table and of their numbers.

    Attributes:
        write: how a number is written; None leaves room for a value that is not known yet.
    """

    width: float
    height: float = 22.0
    size: float = 12.5
    write: Callable[[float], str] = number


def window(length: int, most: int = MOST_SHOWN) -> list[int | None]:
    """Choose the indices that are drawn; None stands for those left out before the last."""
    if length <= most:
        return list(range(length))
    return [*range(most - 2), None, length - 1]


def grid(
    values: NDArray[np.float64] | None,
    size: tuple[int, int],
    at: tuple[float, float],
    cells: Cells,
    mark: Callable[[int, int], Mark] = lambda i, j: PLAIN,
    *,
    most: tuple[int, int] = (MOST_SHOWN, MOST_SHOWN),
) -> list[Shape]:
    """Draw a table.

    Args:
        values: (m, n), or None where they are not known yet: the table is drawn with dots.
        size: (m, n).
        at: its upper left corner.
        cells: the size of a cell and how to write a number.
        mark: the mark of an entry, by row and column.
        most: how many rows and columns are drawn.
    """
    shapes: list[Shape] = []
    marked: list[Shape] = []  # above the others, whose borders would cover theirs
    for row, i in enumerate(window(size[0], most[0])):
        for column, j in enumerate(window(size[1], most[1])):
            left, top = at[0] + column * cells.width, at[1] + row * cells.height
            centre = (left + cells.width / 2, top + cells.height / 2)
            if i is None or j is None:
                text = GAP if i is None else "…"
                shapes.append(Text(*centre, text, cells.size, "middle", MUTED))
                continue
            look = mark(i, j)
            text = "·" if values is None else cells.write(float(values[i, j]))
            layer = shapes if look is PLAIN else marked
            layer.append(
                Rect(
                    left,
                    top,
                    cells.width,
                    cells.height,
                    fill=look.fill,
                    tint=look.tint,
                    stroke=look.stroke,
                    line=look.line,
                    dashed=look.dashed,
                    hatched=look.hatched,
                )
            )
            layer.append(Text(*centre, text, cells.size, "middle", INK, look.bold, mono=True))
    return [*shapes, *marked]


def as_matrix(value: NDArray[np.float64], *, row: bool = False) -> NDArray[np.float64]:
    """Return a number, a vector or a matrix as the (m, n) that is drawn: vectors as columns."""
    if value.ndim == 2:
        return value
    flat = np.atleast_1d(value)
    return flat[np.newaxis, :] if row else flat[:, np.newaxis]


def block(
    symbol: str,
    value: NDArray[np.float64],
    at: tuple[float, float],
    cells: Cells,
    mark: Mark,
    *,
    row: bool = False,
) -> tuple[list[Shape], float]:
    """Draw an array of an equation: its symbol above, its shape below; return also its width.

    ``at`` is the middle of its left side, so that the parts of an equation stand on one line.
    """
    matrix = as_matrix(value, row=row)
    size = (matrix.shape[0], matrix.shape[1])
    width, height = len(window(size[1])) * cells.width, len(window(size[0])) * cells.height
    top = at[1] - height / 2
    wide = max(width, 7.6 * len(symbol), 7.0 * len(shape(value)))
    left, middle = at[0] + (wide - width) / 2, at[0] + wide / 2
    return [
        Text(middle, top - 14, symbol, 14, "middle"),
        *grid(matrix, size, (left, top), cells, lambda i, j: mark),
        Text(middle, top + height + 13, shape(value), 12, "middle", MUTED),
    ], wide


def equation(
    parts: Sequence[str | tuple[str, NDArray[np.float64], Mark, bool]],
    at: tuple[float, float],
    cells: Cells,
) -> list[Shape]:
    """Draw arrays (symbol, values, mark, as a row) and the signs between them on one line."""
    shapes: list[Shape] = []
    x = at[0]
    for part in parts:
        if isinstance(part, str):
            width = 9.0 * len(part)
            shapes.append(Text(x + width / 2, at[1], part, 17, "middle"))
        else:
            drawn, width = block(part[0], part[1], (x, at[1]), cells, part[2], row=part[3])
            shapes += drawn
        x += width + 9
    return shapes


def short(value: float, most: int = 5) -> str:
    """Write a number in five characters if that can be done, with three decimals at best."""
    for digits in range(3, -1, -1):
        text = number(value, digits)
        if len(text) <= most:
            break
    return text
