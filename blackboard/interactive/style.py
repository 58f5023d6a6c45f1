"""The style sheet of figures and of pictures, where a front end lets it into the page.

It comes with the outputs themselves, so that it is there wherever they are. A notebook that is not
trusted drops it; then there are no widgets either, and what is left needs none of it.
"""

from blackboard.interactive.keyboard import ROOT

STILL = "blackboard-still"  # the class of what stands for a figure where nothing runs
PICTURE = "blackboard-picture"  # the class of an image made by matplotlib
DARK = 'body[data-jp-theme-light="false"]'
FINE = "blackboard-fine"  # the class of a slider with many places
TRACK, FINE_TRACK = 200, 456  # pixels; the latter is eight for each place of the finest one

# ipywidgets draws the arrow of a list in black in every theme.
ARROW = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 18 18'%3E"
    "%3Cpath fill='%23e0e0e0' d='M5 7l4 4 4-4z'/%3E%3C/svg%3E"
)
# A drawing has the colours of a diagram: turned over, it suits a dark page and keeps its hues. Of a
# matplotlib picture the darkness may mean something, so its paper is only dimmed.
FIGURES = f"""
.{ROOT} .slider-container {{flex: 0 1 auto; width: {TRACK}px; min-width: {TRACK}px}}
.{ROOT} .{FINE} .slider-container {{width: {FINE_TRACK}px}}
.{ROOT} .widget-play button:nth-child(2) {{display: none}}
.{ROOT} [data-pick] {{cursor: pointer}}
.{ROOT} [data-pick]:hover {{stroke: var(--jp-content-font-color0, #111111)}}
{DARK} .{ROOT} select {{background-image: url("{ARROW}")}}
{DARK} .{STILL} img {{filter: invert(0.93) hue-rotate(180deg)}}
"""
PICTURES = f"{DARK} .{PICTURE} {{filter: brightness(0.75)}}"


def element(rules: str) -> str:
    """Return rules as an element of a page, on one line."""
    return f"<style>{' '.join(rules.split())}</style>"


def exchange(name: str) -> str:
    """Return the rules that show either a figure's widgets or what stands for them.

    Args:
        name: the class that both have beside their own.

    While a kernel answers there are the widgets alone. When it is gone, ipywidgets marks them: they
    stay, with the line above that tells how to go on. In a notebook that was opened again there are
    none; JupyterLab writes an error in their place, which says nothing to a student.
    """
    gone = "jupyter-widgets-disconnected"
    widgets, still = f".{ROOT}.{name}", f".{STILL}.{name}"
    output = ".jp-OutputArea-child"
    return f"""
body:has({widgets}:not(.{gone})) {still} {{display: none}}
body:has({widgets}.{gone}) {still} > :not([role=note]) {{display: none}}
{output}:has({still}) + {output}:not(:has({widgets})) {{display: none}}
"""
