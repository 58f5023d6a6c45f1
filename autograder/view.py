"""Where an array disagrees, as a small table that a notebook shows above the message."""

import html

import numpy as np
from IPython.core.getipython import get_ipython
from IPython.display import display

from autograder.compare import Comparison

MOST = 12  # rows and columns that are shown
RIGHT, SLIGHT, GROSS = "#8fb8de", "#f2c14e", "#c8501e"  # apart for all kinds of colour vision


def show_map(comparison: Comparison) -> None:
    """Display the table in a notebook; elsewhere there is nobody to see it."""
    if get_ipython() is None or comparison.actual.ndim == 0:
        return
    bundle = {"text/html": heat_map(comparison), "text/plain": caption(comparison)}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def heat_map(comparison: Comparison) -> str:
    """Return an HTML table with one cell for each entry: a sign, and a colour for the size.

    A cell holds ``=`` where the entry agrees and ``≠`` where it does not; its title gives both
    numbers. The caption is the text alternative: it says how many entries disagree, and where.
    """
    shape = comparison.actual.shape
    rows = int(np.prod(shape[:-1])) if shape else 1
    columns = shape[-1] if shape else 1
    grid = (rows, columns)
    actual, expected = comparison.actual.reshape(grid), comparison.expected.reshape(grid)
    wrong = comparison.wrong.reshape(grid)
    words = html.escape(caption(comparison))
    lines = [
        '<table class="autograder-map" style="border-collapse:collapse;margin:4px 0">',
        f'<caption style="caption-side:top;text-align:left">{words}</caption>',
    ]
    for i in range(min(rows, MOST)):
        cells = [
            _cell(comparison.name, (i, j), actual[i, j], expected[i, j], bool(wrong[i, j]))
            for j in range(min(columns, MOST))
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table>"])


def caption(comparison: Comparison) -> str:
    """Say in words what the table shows."""
    wrong, size = int(np.count_nonzero(comparison.wrong)), comparison.actual.size
    shape = comparison.actual.shape
    shown = "" if max(shape, default=1) <= MOST else f"; the first {MOST} of each row and column"
    return (
        f"{comparison.name} {shape}: {wrong} of {size} entries disagree (≠), "
        f"{size - wrong} agree (=){shown}"
    )


def _cell(name: str, index: tuple[int, int], actual: float, expected: float, wrong: bool) -> str:
    size = max(abs(actual), abs(expected), 1e-300)
    gross = wrong and not abs(actual - expected) <= 0.1 * size
    colour = GROSS if gross else SLIGHT if wrong else RIGHT
    title = f"{name}[{index[0]}, {index[1]}]: {actual:.6g}, to be {expected:.6g}"
    ink = "#ffffff" if gross else "#000000"
    return (
        f'<td title="{html.escape(title)}" style="background:{colour};color:{ink};width:1.6em;'
        f'height:1.6em;text-align:center;border:1px solid #555555">{"≠" if wrong else "="}</td>'
    )
