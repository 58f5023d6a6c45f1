"""A small table beside the message shows where an array disagrees.

A notebook shows it above the message. A grader keeps it as plain data in the graded notebook, and
the feedback page draws it from there, so that no HTML is taken from a file that was handed in.
"""

from typing import Any

import numpy as np
from IPython.core.getipython import get_ipython
from IPython.display import display
from markupsafe import Markup
from numpy.typing import NDArray

from autograder.checks.comparing.compare import Comparison
from autograder.checks.comparing.message import apart, entry, written

MIME = "application/vnd.autograder.map+json"
SHOWN = 12  # rows and columns that are shown
SLIGHT = 0.1  # of the larger of two numbers; more is no matter of precision
# Apart for all kinds of colour vision, and each with a sign of its own; ink for the sign.
COLOURS = {"=": ("#8fb8de", "#000"), "≈": ("#f2c14e", "#000"), "≠": ("#b8450f", "#fff")}
CELL = "min-width:1.6em;padding:.2em;text-align:center;border:1px solid #555"
HEAD = "padding:.2em .4em;font-weight:normal;text-align:center"


def show_map(comparison: Comparison) -> None:
    """Display the table in a notebook; elsewhere there is nobody to see it."""
    if get_ipython() is not None and comparison.actual.ndim:
        data = map_data(comparison)
        bundle = {"text/html": str(heat_map(data)), "text/plain": data["caption"]}
        display(bundle, raw=True)  # type: ignore[no-untyped-call]


def kept_map(comparison: Comparison | None) -> dict[str, Any]:
    """Return the mimebundle by which a graded notebook keeps the table; empty if there is none.

    It is kept without numbers, since those of a hidden test would tell what was expected.
    """
    if comparison is None or not comparison.actual.ndim:
        return {}
    data = map_data(comparison)
    for row in data["rows"]:
        row["cells"] = [[sign, words.partition(":")[0]] for sign, words in row["cells"]]
    return {MIME: data, "text/plain": data["caption"]}


def map_data(comparison: Comparison) -> dict[str, Any]:
    """Return what the table of an array shows, as JSON can hold it.

    Returns:
        ``caption``, the text alternative; ``columns``, their numbers; ``rows``, each with a
        ``label`` and its ``cells``: a sign, and both numbers in words.
    """
    shape, worst = comparison.actual.shape, comparison.worst
    lines = list(np.ndindex(*shape[:-1]))
    columns = _window(shape[-1], worst[-1])
    rows = [
        {
            "label": ", ".join(map(str, lines[row])),
            "cells": [_judged(comparison, (*lines[row], column)) for column in columns],
        }
        for row in _window(len(lines), lines.index(worst[:-1]))
    ]
    return {"caption": caption(comparison), "columns": [str(c) for c in columns], "rows": rows}


def heat_map(data: dict[str, Any]) -> Markup:
    """Return the HTML of a table: a sign in every cell, and a colour for the size of the error.

    Args:
        data: as ``map_data`` makes it; every text in it is escaped.
    """
    head = [_head("col", number) for number in data["columns"][:SHOWN]]
    lines = [
        # A table's own caption would be squeezed to the width of the table.
        Markup(
            '<figure class="autograder-map" style="margin:4px 0"><figcaption>{}</figcaption>'
        ).format(data["caption"]),
        Markup('<table style="border-collapse:collapse;margin:4px 0"><thead>'),
        Markup("<tr><td></td>{}</tr></thead><tbody>").format(Markup("").join(head)),
    ]
    for row in data["rows"][:SHOWN]:
        cells = [_cell(str(sign), title) for sign, title in row["cells"][:SHOWN]]
        label = _head("row", row["label"]) if row["label"] else Markup("<td></td>")
        lines.append(Markup("<tr>{}{}</tr>").format(label, Markup("").join(cells)))
    return Markup("\n").join([*lines, Markup("</tbody></table></figure>")])


def caption(comparison: Comparison) -> str:
    """Say in words what the table shows."""
    shape, wrong = comparison.actual.shape, comparison.wrong
    count = int(np.count_nonzero(wrong))
    signs = "≠, or ≈ by less than a tenth" if np.any(wrong & _slight(comparison)) else "≠"
    around = f"; shown is what surrounds {entry(comparison.name, comparison.worst)}"
    return (
        f"{comparison.name} {shape}: {count} of {wrong.size} entries disagree ({signs}), "
        f"{wrong.size - count} agree (=){around if max(shape) > SHOWN else ''}"
    )


def _window(size: int, centre: int) -> range:
    """Return the numbers of the rows or columns that are shown."""
    start = max(0, min(centre - SHOWN // 2, size - SHOWN))
    return range(start, min(start + SHOWN, size))


def _slight(comparison: Comparison) -> NDArray[np.bool_]:
    """Return the mask of the entries that differ by a small part of their size at most."""
    actual, expected = comparison.actual, comparison.expected
    if comparison.literal:
        return np.zeros(actual.shape, dtype=bool)  # a neighbouring label is no near miss
    with np.errstate(over="ignore"):  # a warning on stderr would cost every point of the cell
        difference = np.abs(actual - expected)
    return np.asarray(difference <= SLIGHT * np.maximum(np.abs(actual), np.abs(expected)))


def _judged(comparison: Comparison, index: tuple[int, ...]) -> list[str]:
    """Return the sign of an entry, and its numbers in words."""
    actual, expected = comparison.actual[index], comparison.expected[index]
    name = entry(comparison.name, index)
    if not comparison.wrong[index]:
        return ["=", f"{name}: {written(actual)}, as it must be"]
    is_, must_be = apart(actual, expected)
    return ["≈" if _slight(comparison)[index] else "≠", f"{name}: {is_}; it must be {must_be}"]


def _head(scope: str, text: str) -> Markup:
    return Markup('<th scope="{}" style="{}">{}</th>').format(scope, HEAD, text)


def _cell(sign: str, title: str) -> Markup:
    colour, ink = COLOURS.get(sign, COLOURS["≠"])
    return Markup('<td title="{}" style="background:{};color:{};{}">{}</td>').format(
        title, colour, ink, CELL, sign
    )
