"""The picture of the V-curve: measured errors, the two parts, and the step that is looked at."""

import re

import numpy as np

from blackboard.drawing.chart import Chart
from blackboard.drawing.colours import BLUE, INK, MUTED, RULE, VERMILLION, YELLOW
from blackboard.drawing.notation import number
from blackboard.drawing.shapes import Circle, Drawing, Line, Shape, Text
from blackboard.figures.difference_curve.errors import CENTRAL, EXPONENTS, LARGEST, SMALLEST, Curve

WIDTH, HEIGHT = 860, 400
LEFT, TOP, WIDE, TALL = 58.0, 34.0, 520.0, 310.0
LOWEST = 1e-13  # of the error axis: nearer to 0 the errors are chance
NUMBERS = LEFT + WIDE + 24  # left side of the column of numbers
LINE = 24.0


def power(value: float) -> str:
    """Write a number with two digits, and with its power of ten if it is small: 3.7e−6."""
    if value == 0 or not np.isfinite(value) or 0.099 < abs(value) < 1000:
        return number(float(f"{value:.2g}"))
    text = re.sub(r"e([+-])0*(\d)", r"e\1\2", f"{value:.1e}").replace(".0e", "e")
    return text.replace("e+", "e").replace("-", "−")


def draw_curve(curve: Curve, h: float, *, covered: bool) -> Drawing:
    """Draw the error of a difference against its step, with the step h marked.

    Args:
        curve: the errors.
        h: the step that is looked at.
        covered: whether the errors are still hidden.
    """
    chart = Chart(LEFT, TOP, WIDE, TALL, (SMALLEST - 0.3, LARGEST + 0.3), _ends(curve), log=True)
    low, high = (round(float(np.log10(end))) for end in chart.y)
    ticks = ([float(e) for e in range(-15, 0, 2)], [10.0**e for e in range(low, high + 1, 2)])
    names = ("step h", "error of the slope")
    shapes: list[Shape] = [*chart.frame((ticks[0], []), names, _step)]
    for value in ticks[1]:
        x, y = chart.place(chart.x[0], value)
        shapes.append(Line(((x, y), (x + WIDE, y)), RULE, 0.4))
        shapes.append(Text(x - 7, y, power(value), 11.5, "end", MUTED))
    if covered:
        middle = (LEFT + WIDE / 2, TOP + TALL / 2)
        shapes.append(Text(*middle, "The curve waits for your guess.", 15, "middle", MUTED))
    else:
        shapes += _curves(chart, curve)
    shapes += _marked(chart, curve, h, covered)
    for k, (text, bold) in enumerate(_lines(curve, h, covered)):
        shapes.append(Text(NUMBERS, TOP + 12 + LINE * k, text, 13, bold=bold))
    return Drawing(WIDTH, HEIGHT, tuple(shapes), _alt(curve, h, covered))


def _step(exponent: float) -> str:
    return power(10.0**exponent)


def _ends(curve: Curve) -> tuple[float, float]:
    """Return round ends of the error axis that hold what is measured."""
    most = max(float(np.max(curve.errors)), curve.rounding(10.0**SMALLEST), 1e-3)
    return LOWEST, float(10.0 ** np.ceil(np.log10(most) + 0.2))


def _curves(chart: Chart, curve: Curve) -> list[Shape]:
    """Draw the measured errors and the two parts, each with its name."""
    shapes: list[Shape] = []
    central = curve.formula == CENTRAL
    parts = (
        (curve.rounding, f"rounding: {'ε' if central else '2ε'} · |f| / h", "start"),
        (curve.truncation, f"truncation: {'h²/6 · |f‴|' if central else 'h/2 · |f″|'}", "end"),
    )
    for part, name, anchor in parts:
        exponents = np.linspace(SMALLEST, LARGEST, 200)
        seen = [e for e in exponents.tolist() if part(10.0**e) > LOWEST]
        if not seen:
            continue
        # Powers of h are straight lines on these axes.
        ends = [(e, part(10.0**e)) for e in (seen[0], seen[-1])]
        shapes += [Line(piece, VERMILLION, 2.0, dashed=True) for piece in chart.lines(ends)]
        x = LEFT + (70 if anchor == "start" else WIDE - 60)
        shapes.append(Text(x, TOP + 14, name, 12.5, anchor, INK))
    measured = np.stack([EXPONENTS, curve.errors], axis=1)
    shapes += [Line(piece, BLUE, 2.0) for piece in chart.lines(measured)]
    for exponent, error in measured.tolist():
        shapes.append(Circle(*chart.place(exponent, error), 2.6, BLUE, 1.0, None))
    x, _ = chart.place(float(np.log10(curve.best)), LOWEST)
    shapes.append(Line(((x, TOP + 26), (x, TOP + TALL)), INK, 1.0, dashed=True))
    shapes.append(Text(x, TOP - 11, f"best: about {power(curve.best)}", 12.5, "middle", INK))
    return shapes


def _marked(chart: Chart, curve: Curve, h: float, covered: bool) -> list[Shape]:
    """Mark the step that is looked at, and its error where that may be seen."""
    exponent = float(np.log10(h))
    x, bottom = chart.place(exponent, LOWEST)
    shapes: list[Shape] = [Line(((x, TOP + 26), (x, bottom)), INK, 2.5)]
    shapes.append(Text(x + 7, bottom - 14, "h", 14, "start", INK, bold=True))
    if not covered:
        shapes.append(Circle(*chart.place(exponent, curve.error(h)), 7.0, YELLOW, 1.0, INK, 2.0))
    return shapes


def _lines(curve: Curve, h: float, covered: bool) -> list[tuple[str, bool]]:
    """Return the lines of the column of numbers, and which are bold."""
    lines = [("step", False), (f"h = {power(h)}", True)]
    if covered:
        return lines
    return [
        *lines,
        (f"{curve.formula} difference", False),
        (_digits(curve.difference(h)), True),
        ("derivative f′", False),
        (_digits(curve.at.slopes[0]), True),
        ("error (blue line)", False),
        (power(curve.error(h)), True),
        ("its parts (dashed):", False),
        (f"truncation about {power(curve.truncation(h))}", True),
        (f"rounding up to about {power(curve.rounding(h))}", True),
        *((line, False) for line in _origin(curve)),
    ]


def _origin(curve: Curve) -> list[str]:
    """Say where the best step comes from; nothing where it is an end of the axis."""
    name, ratio = curve.ratio
    if not 0 < ratio < np.inf:
        return []
    root = f"∛(3ε / {power(ratio)})" if curve.formula == CENTRAL else f"√(4ε / {power(ratio)})"
    return [
        f"best: {root} = {power(curve.best)},",
        f"as {name} = {power(ratio)} at x = {number(curve.at.x)}",
    ]


def _digits(value: float) -> str:
    return f"{value:.12f}".replace("-", "−")


def _alt(curve: Curve, h: float, covered: bool) -> str:
    start = f"The error of the {curve.formula} difference against the step h, on logarithmic axes."
    if covered:
        return f"{start} h is {power(h)}. The curve waits for a guess."
    some = ", ".join(
        f"{power(10.0**e)} {power(error)}"
        for e, error in zip(EXPONENTS[::8].tolist(), curve.errors[::8].tolist(), strict=True)
    )
    best = " ".join(_origin(curve))
    return (
        f"{start} Steps and errors: {some}. The lowest place is near {power(curve.best)}; to the "
        f"right truncation rules, to the left rounding. h is {power(h)}, the difference is "
        f"{_digits(curve.difference(h))}, the derivative {_digits(curve.at.slopes[0])}, the error "
        f"{power(curve.error(h))}: truncation about {power(curve.truncation(h))}, rounding up to "
        f"about {power(curve.rounding(h))}." + (f" B{best[1:]}." if best else "")
    )
