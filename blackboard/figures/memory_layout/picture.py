"""The picture of matrices in memory: the matrix left, its cache lines right."""

from collections.abc import Sequence

import numpy as np

from blackboard.drawing.colours import MUTED
from blackboard.drawing.grid import PLAIN, USED, Cells, Mark, grid
from blackboard.drawing.notation import APART, listed
from blackboard.drawing.shapes import Drawing, Shape, Text
from blackboard.figures.memory_layout.layout import ITEM, LINE, PER_LINE, Entry, Reading

WIDTH = 860
MATRIX, MEMORY = 16.0, 452.0  # left sides
TOP, BETWEEN = 52.0, 78.0  # above a matrix, and between one matrix and the next
FETCHED = Mark(hatched=True)  # it comes along without being asked for
FIRST = 10  # as a row's share of the number that a cell is written from


def _write(value: float) -> str:
    """Write an entry's indices; the cell of a table holds one number, so they are packed in it."""
    return "" if np.isnan(value) else f"{int(value) // FIRST},{int(value) % FIRST}"


CELLS = Cells(37, 22, 12.5, _write)
OF_VECTOR = Cells(37, 22, 12.5, lambda value: "" if np.isnan(value) else str(int(value)))


def draw_readings(readings: Sequence[Reading], opened: bool) -> Drawing:
    """Draw each matrix with what is read of it; its memory shows that once it is open."""
    top = TOP
    shapes: list[Shape] = []
    for reading in readings:
        shapes += _matrix(reading, top)
        shapes += _memory(reading, top, opened)
        top += max(reading.layout.rows, reading.layout.lines) * CELLS.height + BETWEEN
    key = "blue frame: read" + (f"{APART}hatched: fetched with it, not used" if opened else "")
    shapes.append(Text(MATRIX, top - 32, key, 12.5, colour=MUTED))
    return Drawing(WIDTH, top - 14, tuple(shapes), _alt(readings, opened))


def _packed(entries: Sequence[Entry]) -> list[float]:
    return [FIRST * i + j for i, j in entries]


def _matrix(reading: Reading, top: float) -> list[Shape]:
    layout = reading.layout
    size = (layout.rows, layout.columns)
    values = np.array(_packed([(i, j) for i in range(size[0]) for j in range(size[1])]))
    read = set(reading.entries)
    return [
        Text(MATRIX, top - 36, f"{reading.name} {reading.shape}", 14, bold=True),
        Text(MATRIX, top - 15, f"entries by their indices; strides {_strides(reading)}", 12.5),
        *grid(
            values.reshape(size),
            size,
            (MATRIX, top),
            OF_VECTOR if reading.vector else CELLS,
            lambda i, j: USED if (i, j) in read else PLAIN,
            most=size,
        ),
    ]


def _memory(reading: Reading, top: float, opened: bool) -> list[Shape]:
    """Draw a cache line as a row of eight places."""
    layout = reading.layout
    entries = [layout.entry(place) for place in range(layout.size)]
    values = np.full(layout.lines * PER_LINE, np.nan)
    values[: layout.size] = _packed(entries)
    read, fetched = set(reading.entries), set(reading.lines)

    def mark(line: int, place: int) -> Mark:
        at = line * PER_LINE + place
        if not opened or line not in fetched:
            return PLAIN
        return USED if at < layout.size and entries[at] in read else FETCHED

    size = (layout.lines, PER_LINE)
    shapes: list[Shape] = [
        Text(MEMORY, top - 36, f"{reading.name} in memory", 14, bold=True),
        Text(MEMORY, top - 15, f"a row here is a cache line, {LINE} bytes", 12.5),
        *grid(
            values.reshape(size),
            size,
            (MEMORY, top),
            OF_VECTOR if reading.vector else CELLS,
            mark,
            most=size,
        ),
    ]
    for line in range(layout.lines):
        y = top + (line + 0.5) * CELLS.height
        shapes.append(Text(MEMORY - 8, y, f"byte {line * LINE}", 11.5, "end", MUTED))
        if opened:
            count = sum(layout.line(entry) == line for entry in read)
            text = f"{count} of {PER_LINE} used" if count else "not fetched"
            right = MEMORY + PER_LINE * CELLS.width + 8
            shapes.append(Text(right, y, text, 12.5, bold=count > 0))
    y = top + layout.lines * CELLS.height + 15
    shapes.append(Text(MEMORY, y, _arithmetic(reading), 13))
    return shapes


def _strides(reading: Reading) -> str:
    """Write the strides as numpy does: those of a vector are one number."""
    if reading.vector:
        return f"({ITEM},)"
    return str(reading.layout.strides)


def _arithmetic(reading: Reading) -> str:
    """Write how the address of the last entry that is read is found."""
    (i, j), layout = reading.entries[-1], reading.layout
    if reading.vector:
        return f"{reading.name}[{j}] lies at byte {j} · {ITEM} = {j * ITEM}"
    down, across = layout.strides
    address = layout.address((i, j))
    return f"{reading.name}[{i}, {j}] lies at byte {i} · {down} + {j} · {across} = {address}"


def _alt(readings: Sequence[Reading], opened: bool) -> str:
    sentences = []
    for reading in readings:
        layout = reading.layout
        by = "row by row" if layout.by_rows else "column by column"
        sentences.append(
            f"{reading.name} {reading.shape}, stored {by}, strides {_strides(reading)} bytes, lies "
            f"in {layout.lines} cache line{'s' * (layout.lines > 1)} of {LINE} bytes."
        )
        places = listed(f"[{j}]" if reading.vector else f"[{i}, {j}]" for i, j in reading.entries)
        sentences.append(f"Read: {places}. {_arithmetic(reading)}.")
        if opened:
            addresses = ", ".join(str(layout.address(entry)) for entry in reading.entries)
            sentences.append(
                f"Addresses: [{addresses}]. Cache lines fetched: {reading.lines}, "
                f"{len(reading.lines)} of {layout.lines}."
            )
    if not opened:
        sentences.append("How many cache lines are fetched waits for a guess.")
    return " ".join(sentences)
