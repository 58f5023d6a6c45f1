"""A drawing as a PNG image, for pages where nothing runs: nbconvert's, GitHub's, a printout.

It shows the same shapes as the SVG, in the colours of a light page. GitHub shows a PNG where it may
cut an SVG out of the page. Pillow draws it in a quarter of the time that matplotlib takes, and a
notebook waits for it; the fonts are those that matplotlib brings along.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
from PIL import Image, ImageColor, ImageDraw, ImageFont

from blackboard.drawing.colours import INK, MUTED, PAPER, RULE
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Text, hatching
from blackboard.drawing.svg import arrow_head

LIGHT = {INK: "#111111", MUTED: "#333333", PAPER: "#ffffff", RULE: "#8a8a8a"}
SCALE = 1.5  # pixels of the image per pixel of the drawing: sharp, and still small
FINER = 2  # drawn this much larger and then reduced, for smooth edges
COLOURS = 64  # the palette, with the shades at the edges of letters
NARROWER = 0.88  # DejaVu Sans runs wider than the fonts of a browser
ANCHORS = {"start": "lm", "middle": "mm", "end": "rm"}
DASH, SPACE = 5.0, 3.0
HATCHED = 0.3  # how dark the lines of a hatching are

Point = tuple[float, float]
Colour = tuple[int, ...]


def png(drawing: Drawing) -> bytes:
    """Return the bytes of an image. Equal drawings give equal bytes."""
    size = round(drawing.width * SCALE), round(drawing.height * SCALE)
    image = Image.new("RGB", (size[0] * FINER, size[1] * FINER), LIGHT[PAPER])
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(draw, shape)
    # Few colours are in use: a palette makes a third of the file, and every notebook carries it.
    small = image.resize(size, Image.Resampling.BOX).quantize(COLOURS, dither=Image.Dither.NONE)
    buffer = BytesIO()
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw(draw: ImageDraw.ImageDraw, shape: Shape) -> None:
    if isinstance(shape, Text):
        place = _scaled((shape.x, shape.y))
        font = _font(shape.mono, shape.bold, round(shape.size * NARROWER * SCALE * FINER))
        draw.text(place, shape.text, _colour(shape.colour), font, anchor=ANCHORS[shape.anchor])
    elif isinstance(shape, Rect):
        right, bottom = shape.x + shape.width, shape.y + shape.height
        corners = ((shape.x, shape.y), (right, shape.y), (right, bottom), (shape.x, bottom))
        _polygon(draw, corners, shape, closed=True)
        if shape.hatched:
            for x1, y1, x2, y2 in hatching(shape):
                _stroke(draw, ((x1, y1), (x2, y2)), _colour(INK, HATCHED), 0.8)
    elif isinstance(shape, Circle):
        x, y, r = shape.x, shape.y, shape.radius
        box = [*_scaled((x - r, y - r)), *_scaled((x + r, y + r))]
        fill = None if shape.fill is None else _colour(shape.fill, shape.tint)
        outline = None if shape.stroke is None else _colour(shape.stroke)
        draw.ellipse(box, fill, outline, _width(shape.line))
    else:
        _polygon(draw, shape.points, shape, closed=shape.closed)
        if shape.arrow:
            draw.polygon([_scaled(point) for point in arrow_head(shape)], _colour(shape.stroke))


def _polygon(
    draw: ImageDraw.ImageDraw, points: Sequence[Point], shape: Rect | Line, *, closed: bool
) -> None:
    if shape.fill is not None:
        draw.polygon([_scaled(point) for point in points], _colour(shape.fill, shape.tint))
    if shape.stroke is None:
        return
    ring = [*points, points[0], points[1]] if closed else list(points)  # past the start: a corner
    for part in _dashes(ring) if shape.dashed else [ring]:
        _stroke(draw, part, _colour(shape.stroke), shape.line)


def _stroke(
    draw: ImageDraw.ImageDraw, points: Sequence[Point], colour: Colour, line: float
) -> None:
    draw.line([_scaled(point) for point in points], colour, _width(line), joint="curve")


def _dashes(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Cut a line into dashes, each side by itself."""
    for (x0, y0), (x1, y1) in pairwise(points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        start = 0.0
        while start < length:
            ends = start / length, min(start + DASH, length) / length
            yield [(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for t in ends]
            start += DASH + SPACE


@cache
def _font(mono: bool, bold: bool, size: int) -> ImageFont.FreeTypeFont:
    name = f"DejaVuSans{'Mono' if mono else ''}{'-Bold' if bold else ''}.ttf"
    return ImageFont.truetype(Path(mpl.get_data_path(), "fonts", "ttf", name), size)


def _scaled(point: Point) -> Point:
    return point[0] * SCALE * FINER, point[1] * SCALE * FINER


def _width(line: float) -> int:
    return max(1, round(line * SCALE * FINER))


def _colour(name: str, tint: float = 1.0) -> Colour:
    """Return a colour, mixed with white where it only tints the paper."""
    channels = ImageColor.getrgb(LIGHT.get(name, name))
    return tuple(round(255 + tint * (channel - 255)) for channel in channels)
