"""The place of every entry of a matrix in memory, and the cache lines that an access fetches."""

from collections.abc import Iterable
from dataclasses import dataclass

ITEM = 8  # bytes of a float64
LINE = 64  # bytes that the processor fetches at once: a cache line
PER_LINE = LINE // ITEM

Entry = tuple[int, int]


@dataclass(frozen=True)
class Layout:
    """A matrix of float64 that begins at the start of a cache line.

    Attributes:
        rows, columns: its shape.
        by_rows: whether it is stored row by row, as numpy does, or column by column.
    """

    rows: int
    columns: int
    by_rows: bool = True

    @property
    def strides(self) -> tuple[int, int]:
        """How many bytes to go on to the next row and to the next column."""
        if self.by_rows:
            return self.columns * ITEM, ITEM
        return ITEM, self.rows * ITEM

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self.rows * self.columns

    @property
    def lines(self) -> int:
        """How many cache lines hold the matrix."""
        return -(-self.size // PER_LINE)

    def address(self, entry: Entry) -> int:
        """Return how many bytes an entry lies behind the first one."""
        return entry[0] * self.strides[0] + entry[1] * self.strides[1]

    def line(self, entry: Entry) -> int:
        """Return which cache line holds an entry, counted from 0."""
        return self.address(entry) // LINE

    def fetched(self, entries: Iterable[Entry]) -> list[int]:
        """Return the cache lines that are fetched when these entries are read."""
        return sorted({self.line(entry) for entry in entries})

    def entry(self, place: int) -> Entry:
        """Return which entry is stored at a place, counted from 0."""
        if self.by_rows:
            return place // self.columns, place % self.columns
        return place % self.rows, place // self.rows

    def row(self, i: int) -> list[Entry]:
        """Return the entries of a row."""
        return [(i, j) for j in range(self.columns)]

    def column(self, j: int) -> list[Entry]:
        """Return the entries of a column."""
        return [(i, j) for i in range(self.rows)]


@dataclass(frozen=True)
class Reading:
    """A matrix and the entries of it that are read.

    Attributes:
        name: of the matrix.
        shape: as numpy writes it; a vector has one number in it.
        layout: where its entries lie.
        entries: what is read, in this order.
    """

    name: str
    shape: str
    layout: Layout
    entries: tuple[Entry, ...]

    @property
    def vector(self) -> bool:
        """Whether it is a vector, drawn as one row."""
        return self.shape.endswith(",)")

    @property
    def lines(self) -> list[int]:
        """The cache lines that are fetched."""
        return self.layout.fetched(self.entries)
