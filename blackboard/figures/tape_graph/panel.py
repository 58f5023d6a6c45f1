"""The equations below the graph: arrays as tables, with the signs between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from blackboard.drawing.colours import MUTED
from blackboard.drawing.grid import MADE, USED, Cells, Mark, as_matrix, grid, window
from blackboard.drawing.notation import number, shape
from blackboard.drawing.shapes import Shape, Text
from blackboard.figures.tape_graph.shares import Quantity

FEW = 2  # equations that have room for more rows
ROWS, LESS = 4, 3  # of a table that are drawn; of a longer one the first and the last
COLUMNS = (5, 4, 3)  # the same of columns: as many as there is room for
LONGEST = 7  # characters of a number in a cell
SMALL = 0.1  # below it, three decimals are less than two digits that count
MOST_LETTERS, MOST_WORDS = 20, 105  # of the name of a table, and of the words above one
WORDS, NAMES, SHAPES = 26.0, 20.0, 28.0  # pixels, from top to bottom: what stands around tables
SIGN, WORD = 8.0, 6.6  # pixels: the width of a letter of a sign and of words
GAP, BESIDE = 8.0, 36.0  # pixels between the parts of an equation, and between two of them


def written(value: float, longest: int = LONGEST) -> str:
    """Write a number in so few characters: with three decimals, or two digits if it is small."""
    texts = [number(value, digits) for digits in (3, 2, 1, 0)]
    if 0 < abs(value) < SMALL:
        texts = [number(float(f"{value:.1e}"))] if abs(value) >= SMALL / 100 else []
    texts += [_power(value, 1), _power(value, 0)]
    return next((text for text in texts if len(text) <= longest), texts[-1])


def _power(value: float, digits: int) -> str:
    """Write a number with its power of ten: ``1.2e−4``."""
    text = re.sub(r"e([+-])0*", r"e\1", f"{value:.{digits}e}")
    return text.replace(".0e", "e").replace("e+", "e").replace("-", "−")


def shortened(name: str, most: int) -> str:
    """Return a name that fits, the end of a longer one left out."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


CELLS = Cells(55, 20, 12, written)


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
        """What stands below it: its shape as NumPy has it, nothing for a number."""
        text = shape(self.quantity.value) if self.quantity.value.ndim else ""
        return f"{text}ᵀ" if self.quantity.row else text

    @property
    def name(self) -> str:
        """What stands above it."""
        return shortened(self.quantity.name, MOST_LETTERS)

    def width(self, columns: int) -> float:
        """Return how wide it is in pixels with at most so many columns."""
        wide = len(window(self.size[1], columns)) * CELLS.width
        return max(wide, 7.6 * len(self.name), 6.8 * len(self.under))


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
        """Return its width in pixels with tables of at most so many columns."""
        wide = GAP
        for part in self.parts:
            wide += (SIGN * len(part) if isinstance(part, str) else part.width(columns)) + GAP
        return max(wide, WORD * min(len(self.words), MOST_WORDS))


@dataclass(frozen=True, eq=False)
class Page:
    """Equations set in lines, as many side by side as fit.

    Attributes:
        lines: the equations of each line, each with its left edge.
        rows, columns: of a table that are drawn at most.
    """

    lines: Sequence[Sequence[tuple[float, Equation]]]
    rows: int
    columns: int

    @property
    def height(self) -> float:
        """Its height in pixels."""
        return sum(self.tall(line) for line in self.lines)

    def tall(self, line: Sequence[tuple[float, Equation]]) -> float:
        """Return the height of a line."""
        return max(equation.height(self.rows) for _, equation in line)


def set_equations(equations: Sequence[Equation], room: float) -> Page:
    """Set equations in so much room: in few lines, then with many columns of their tables."""
    rows = ROWS if len(equations) <= FEW else LESS
    pages = [Page(_lines(equations, room, columns), rows, columns) for columns in COLUMNS]
    fitting = [
        page
        for page in pages
        if all(equation.width(page.columns) <= room for equation in equations)
    ]
    return min(fitting or pages[-1:], key=lambda page: len(page.lines))


def _lines(
    equations: Sequence[Equation], room: float, columns: int
) -> list[list[tuple[float, Equation]]]:
    lines: list[list[tuple[float, Equation]]] = []
    x = room
    for equation in equations:
        wide = equation.width(columns)
        if not lines or x + wide > room:
            lines.append([])
            x = 0.0
        lines[-1].append((x, equation))
        x += wide + BESIDE
    return lines


def draw_equations(page: Page, at: tuple[float, float]) -> list[Shape]:
    """Draw equations from an upper left corner on."""
    shapes: list[Shape] = []
    top = at[1]
    for line in page.lines:
        for x, equation in line:
            shapes.append(
                Text(at[0] + x, top + WORDS / 2, shortened(equation.words, MOST_WORDS), 13.5)
            )
            shapes += _parts(equation, (at[0] + x, top), page)
        top += page.tall(line)
    return shapes


def _parts(equation: Equation, at: tuple[float, float], page: Page) -> list[Shape]:
    x, bottom = at[0] + GAP, at[1] + equation.height(page.rows) - SHAPES
    middle = (at[1] + WORDS + NAMES + bottom) / 2
    shapes: list[Shape] = []
    for part in equation.parts:
        if isinstance(part, str):
            width = SIGN * len(part)
            shapes.append(Text(x + width / 2, middle, part, 15, "middle"))
        else:
            width = part.width(page.columns)
            shapes += _table(part, (x + width / 2, middle), (page.rows, page.columns))
        x += width + GAP
    return shapes


def _table(table: Table, centre: tuple[float, float], most: tuple[int, int]) -> list[Shape]:
    size, (x, y) = table.size, centre
    high, wide = (len(window(n, shown)) for n, shown in zip(size, most, strict=True))
    left, top = x - wide * CELLS.width / 2, y - high * CELLS.height / 2
    matrix = as_matrix(table.quantity.value, row=table.quantity.row)
    return [
        Text(x, top - NAMES / 2, table.name, 13, "middle", bold=table.made),
        *grid(matrix, size, (left, top), CELLS, lambda i, j: table.mark, most=most),
        Text(x, top + high * CELLS.height + 11, table.under, 11.5, "middle", MUTED),
    ]
