"""The memory figure: which addresses an access reads, and how many cache lines it fetches."""

from dataclasses import dataclass, replace

from blackboard.drawing.notation import number
from blackboard.figures.memory_layout.layout import ITEM, LINE, PER_LINE, Layout, Reading
from blackboard.figures.memory_layout.picture import draw_readings
from blackboard.interactive.controls import Choice, Number
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import GuessFirst, Guessing, asks, verdict

LONGEST_SIDE = 8  # rows and columns
ROW, COLUMN = "X[i, :], a row", "X[:, j], a column"
OF_ROWS, OF_COLUMNS = "X[i, :] @ W[:, j], of X @ W", "W[i, :] @ x, of W @ x"
ACCESSES = (ROW, COLUMN, OF_ROWS, OF_COLUMNS)
BY_ROWS, BY_COLUMNS = "row by row (numpy)", "column by column (Fortran)"


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: what is read, and what was guessed.

    Attributes:
        m, n: the shape of the first matrix.
        access: one of ACCESSES.
        i, j: the row and the column, counted from 0.
        stored: BY_ROWS or BY_COLUMNS.
        guess: how many cache lines are fetched, 0 for no guess.
    """

    m: int
    n: int
    access: str = ROW
    i: int = 1
    j: int = 2
    stored: str = BY_ROWS
    guess: int = 0


GUESS = GuessFirst[State](
    lambda s: (s.m, s.n, s.access, s.i, s.j, s.stored, s.predict), {"guess": 0}
)


def memory_layout(m: int = 6, n: int = 8) -> Figure[State]:
    """Return a figure that shows how a matrix of m rows and n columns lies in memory.

    The reader chooses what is read, a row, a column or what one entry of a product needs, and
    guesses how many cache lines of 64 bytes are fetched for it.

    Raises:
        ValueError: there are no rows or columns, or more than 8.
    """
    if not (1 <= m <= LONGEST_SIDE and 1 <= n <= LONGEST_SIDE):
        raise ValueError(f"m and n must be 1 to {LONGEST_SIDE}")
    start = State(m, n, i=min(1, m - 1), j=min(2, n - 1))
    return Figure(
        "Memory layout",
        start,
        lambda state: draw_readings(readings(state), state.open),
        _CONTROLS,
        say=_say,
        settle=_settle,
        still=replace(start, access=COLUMN, predict=False),
    )


def readings(state: State) -> list[Reading]:
    """Return what is read of which matrix."""
    m, n, by_rows = state.m, state.n, state.stored == BY_ROWS
    first = Layout(m, n, by_rows)
    row, shape = tuple(first.row(state.i)), f"({m}, {n})"
    if state.access == ROW:
        return [Reading("X", shape, first, row)]
    if state.access == COLUMN:
        return [Reading("X", shape, first, tuple(first.column(state.j)))]
    if state.access == OF_ROWS:
        second = Layout(n, m, by_rows)
        column = tuple(second.column(state.j))
        return [Reading("X", shape, first, row), Reading("W", f"({n}, {m})", second, column)]
    vector = Layout(1, n)
    return [
        Reading("W", shape, first, row),
        Reading("x", f"({n},)", vector, tuple(vector.row(0))),
    ]


def lines(state: State) -> int:
    """Return how many cache lines are fetched."""
    return sum(len(reading.lines) for reading in readings(state))


def _columns(state: State) -> int:
    """Return how many columns there are to choose from."""
    return state.m if state.access == OF_ROWS else state.n


def _settle(before: State, after: State) -> State:
    """Keep row and column inside, and ask anew where the question has changed."""
    after = replace(after, i=min(after.i, after.m - 1), j=min(after.j, _columns(after) - 1))
    return GUESS.settle(before, after)


def _say(state: State) -> str:
    if not state.open:
        return (
            f"The framed entries are read. Memory comes in cache lines of {LINE} bytes, "
            f"{PER_LINE} numbers each. How many lines are fetched? Guess, then check."
        )
    read, count = sum(len(reading.entries) for reading in readings(state)), lines(state)
    share = number(100 * read * ITEM / (count * LINE), 1)
    use = (
        f"{read} numbers, {read * ITEM} bytes, are read from {count} cache "
        f"line{'s' * (count > 1)}, {count * LINE} bytes: {share} %"
        " of what is fetched is used."
    )
    if state.access == OF_ROWS and state.stored == BY_ROWS:
        use += " The rest of each line of W serves the next entries, so libraries make them too."
    if not state.committed:
        return use
    return f"{verdict(state.guess, state.guess == count)} {use}"


_CONTROLS = (
    (
        Choice[State]("access", "Read", lambda state: ACCESSES),
        Number[State](
            "i",
            "Row i",
            lambda state: (0, state.m - 1),
            shown=lambda state: state.access != COLUMN,
        ),
        Number[State](
            "j",
            "Column j",
            lambda state: (0, _columns(state) - 1),
            shown=lambda state: state.access in (COLUMN, OF_ROWS),
        ),
    ),
    (
        Choice[State]("stored", "Stored", lambda state: (BY_ROWS, BY_COLUMNS)),
        Number[State]("m", "Rows m", lambda state: (1, LONGEST_SIDE)),
        Number[State]("n", "Columns n", lambda state: (1, LONGEST_SIDE)),
    ),
    (
        GUESS.switch,
        Number[State]("guess", "I expect cache lines", lambda state: (0, 2 * LONGEST_SIDE), asks),
        GUESS.button(lambda state: state.guess == lines(state)),
    ),
)
