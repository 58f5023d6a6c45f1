"""Operation by keyboard and by ear: what the browser has to add to a figure's widgets.

JupyterLab takes arrow keys and letters as commands to the notebook (move to the next cell, delete
this one) even while the focus is on a list or a group of buttons of an output; ipywidgets leaves
its sliders and play buttons without a name, and its texts are no live regions. ``keyboard.js``
mends this for one figure when the figure appears. It also lets Enter in a field check a guess, and
tells the kernel which place of the picture was clicked.
"""

import json
from importlib.resources import files

ROOT = "blackboard-figure"  # the class of the widget that holds a figure
MESSAGE = "blackboard-message"  # the class of the line under the controls
CHECK = "blackboard-check"  # the class of a button that Enter in a field of its row presses
PICKED = "blackboard-picked"  # the class of the hidden text that takes what was clicked


def script(title: str) -> str:
    """Return the JavaScript that an output of the figure with this title has to run."""
    source = files("blackboard.interactive").joinpath("keyboard.js").read_text("utf-8")
    names = {"root": ROOT, "message": MESSAGE, "check": CHECK, "picked": PICKED}
    figure = json.dumps({**names, "title": title})
    return f"{source}\nmend(element, {figure});\n"
