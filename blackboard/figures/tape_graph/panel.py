"""The equations below the graph: arrays as tables, with the signs between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from blackboard.drawing.colours import MUTED
from blackboard.drawing.grid import MADE, USED, Cells, Mark, as_matrix, grid, window
from blackboard.drawing.notation import number, shape
from blackboard.drawing.shapes import Shape, Text
from blackboard.figures.tape_graph.operations import Quantity

FEW = 2  # equations that have room for more rows
ROWS, LESS = 4, 3  # of a table that are drawn; of a longer one the first and the last
COLUMNS = (5, 4, 3)  # the same of columns: as many as there is room for
LONGEST = 6  # characters of a number in a cell
MANY = 1e5  # from here on a number is written with its power of ten
WORDS, NAMES, SHAPES = 26.0, 20.0, 28.0  # pixels, from top to bottom: what stands around tables
SIGN, GAP = 8.0, 8.0  # pixels: the width of a letter of a sign, and what is left free


def written(value: float) -> str:
    """Write a number in few characters, with three decimals at best."""
    for digits in (3, 2, 1):
        text = number(value, digits)
        if len(text) <= LONGEST:
            return text
    return (
        number(value, 0) if abs(value) < 1e5 else f"{value:.0e}".replace("-", "−").replace("+", "")
    )


CELLS = Cells(46, 20, 12, written)


@dataclass(frozen=True, eq=False)
class Table:
    """An array of an equation; ``made`` marks the one that the step finds."""

    quantity: Quantity
    made: bool = False

    @property
    def mark(self) -> Mark:
        """Its look."""
        return MADE if self.made else USED

    @property
    def size(self) -> tuple[int, int]:
        """The rows and columns that it is drawn with, all of them."""
        m, n = as_matrix(self.quantity.value, row=self.quantity.row).shape
        return m, n

    @property
    def under(self) -> str:
        """What stands below it: its shape as NumPy has it."""
        text = shape(self.quantity.value)
        return f"{text}ᵀ" if self.quantity.row else text

    def width(self, columns: int) -> float:
        """Return how wide it is in pixels with at most so many columns."""
        wide = len(window(self.size[1], columns)) * CELLS.width
        return max(wide, 7.4 * len(self.quantity.name), 6.8 * len(self.under))


@dataclass(frozen=True, eq=False)
class Equation:
    """Words, and below them tables and the signs between them on one line."""

    words: str
    parts: tuple[str | Table, ...]

    def height(self, rows: int) -> float:
        """Return its height in pixels with tables of at most so many rows."""
        shown = [len(window(part.size[0], rows)) for part in self.parts if isinstance(part, Table)]
        return WORDS + NAMES + max(shown, default=0) * CELLS.height + SHAPES

    def width(self, columns: int) -> float:
        """Return how wide its parts are in pixels with tables of at most so many columns."""
        return sum(
            (SIGN * len(part) if isinstance(part, str) else part.width(columns)) + GAP
            for part in self.parts
        )


def height_of(equations: Sequence[Equation]) -> float:
    """Return the height of equations below each other."""
    return sum(equation.height(_rows(equations)) for equation in equations)


def draw_equations(
    equations: Sequence[Equation], at: tuple[float, float], room: float
) -> list[Shape]:
    """Draw equations below each other from an upper left corner on, so much wide."""
    shapes: list[Shape] = []
    top, rows = at[1], _rows(equations)
    for equation in equations:
        shapes.append(Text(at[0], top + WORDS / 2, equation.words, 13.5))
        shapes += _parts(equation, (at[0] + GAP, top), room - GAP, rows)
        top += equation.height(rows)
    return shapes


def _rows(equations: Sequence[Equation]) -> int:
    return ROWS if len(equations) <= FEW else LESS


def _parts(equation: Equation, at: tuple[float, float], room: float, rows: int) -> list[Shape]:
    fitting = [columns for columns in COLUMNS if equation.width(columns) <= room]
    columns = fitting[0] if fitting else COLUMNS[-1]
    x, bottom = at[0], at[1] + equation.height(rows) - SHAPES
    middle = (at[1] + WORDS + NAMES + bottom) / 2
    shapes: list[Shape] = []
    for part in equation.parts:
        if isinstance(part, str):
            width = SIGN * len(part)
            shapes.append(Text(x + width / 2, middle, part, 15, "middle"))
        else:
            width = part.width(columns)
            shapes += _table(part, (x + width / 2, middle), (rows, columns))
        x += width + GAP
    return shapes


def _table(table: Table, centre: tuple[float, float], most: tuple[int, int]) -> list[Shape]:
    size, (x, y) = table.size, centre
    high, wide = (len(window(n, shown)) for n, shown in zip(size, most, strict=True))
    left, top = x - wide * CELLS.width / 2, y - high * CELLS.height / 2
    matrix = as_matrix(table.quantity.value, row=table.quantity.row)
    return [
        Text(x, top - NAMES / 2, table.quantity.name, 13, "middle", bold=table.made),
        *grid(matrix, size, (left, top), CELLS, lambda i, j: table.mark, most=most),
        Text(x, top + high * CELLS.height + 11, table.under, 11.5, "middle", MUTED),
    ]
