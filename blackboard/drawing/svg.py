"""A drawing as SVG text, in the colours of the page around it."""

from html import escape

from blackboard.drawing.colours import INK, MUTED, PAPER, RULE
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Target, Text, hatching

# JupyterLab sets these variables for its light and its dark theme; elsewhere the fallback counts.
THEME = {
    INK: "var(--jp-content-font-color0, #111111)",
    MUTED: "var(--jp-content-font-color1, #333333)",
    PAPER: "var(--jp-layout-color0, #ffffff)",
    RULE: "var(--jp-border-color0, #8a8a8a)",
}
SANS = "var(--jp-content-font-family, system-ui), 'DejaVu Sans', sans-serif"
MONO = "var(--jp-code-font-family, monospace), 'DejaVu Sans Mono', monospace"
HEAD = 8.0  # length of an arrow's head in pixels


def svg(drawing: Drawing) -> str:
    """Return an ``<svg>`` element whose accessible name is the drawing's text alternative.

    Equal drawings give equal text. There are no ids in it, so any number of them can stand on one
    page, and no scripts. It shrinks with the page and never grows beyond its own size.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    body = "".join(_element(shape) for shape in drawing.shapes)
    body += "".join(_target(target) for target in drawing.targets)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(drawing.alt)}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'style="display:block;max-width:100%;height:auto;font-family:{SANS}">'
        f"{body}</svg>"
    )


def colour(name: str) -> str:
    """Return a colour as CSS: one of the theme's by its name, any other as it is."""
    return THEME.get(name, name)


def _element(shape: Shape) -> str:
    if isinstance(shape, Text):
        return _text(shape)
    if isinstance(shape, Rect):
        return _rect(shape)
    if isinstance(shape, Circle):
        place = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
        return f"<circle {place}{_paint(shape)}/>"
    return _line(shape)


def _text(text: Text) -> str:
    style = f' font-family="{MONO}"' if text.mono else ""
    style += ' font-weight="bold"' if text.bold else ""
    return (
        f'<text x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}" '
        f'text-anchor="{text.anchor}" dominant-baseline="central" '
        f'fill="{colour(text.colour)}"{style}>{escape(text.text)}</text>'
    )


def _rect(rect: Rect) -> str:
    place = (
        f'x="{_number(rect.x)}" y="{_number(rect.y)}" '
        f'width="{_number(rect.width)}" height="{_number(rect.height)}"'
    )
    element = f"<rect {place}{_paint(rect)}/>"
    if rect.hatched:
        lines = "".join(
            f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}"
            for x1, y1, x2, y2 in hatching(rect)
        )
        element += f'<path d="{lines}" stroke="{colour(INK)}" stroke-opacity="0.3" fill="none"/>'
    return element


def _target(target: Target) -> str:
    return (
        f'<rect x="{_number(target.x)}" y="{_number(target.y)}" width="{_number(target.width)}" '
        f'height="{_number(target.height)}" fill="transparent" data-pick="{escape(target.name)}"/>'
    )


def _line(line: Line) -> str:
    d = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in line.points)
    element = f'<path d="{d}{"Z" if line.closed else ""}"{_paint(line)}/>'
    if line.arrow:
        corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in arrow_head(line))
        element += f'<polygon points="{corners}" fill="{colour(line.stroke)}"/>'
    return element


def arrow_head(line: Line) -> list[tuple[float, float]]:
    """Return the triangle at the end of a line."""
    (x0, y0), (x1, y1) = line.points[-2:]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    ax, ay = (x1 - x0) / length * HEAD, (y1 - y0) / length * HEAD
    return [(x1, y1), (x1 - ax - ay / 2, y1 - ay + ax / 2), (x1 - ax + ay / 2, y1 - ay - ax / 2)]


def _paint(shape: Rect | Line | Circle) -> str:
    fill = "none" if shape.fill is None else colour(shape.fill)
    paint = f' fill="{fill}"'
    if shape.fill is not None and shape.tint < 1:
        paint += f' fill-opacity="{_number(shape.tint)}"'
    if shape.stroke is not None:
        paint += f' stroke="{colour(shape.stroke)}" stroke-width="{_number(shape.line)}"'
    return paint + (' stroke-dasharray="5 3"' if shape.dashed else "")


def _number(value: float) -> str:
    """Write a coordinate: a tenth of a pixel is more than anyone sees."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 1 else f"{value:.2f}"
