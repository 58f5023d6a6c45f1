"""A matplotlib figure with a text alternative, so that it can also be read aloud."""

import re

import matplotlib.pyplot as plt
from IPython.core.pylabtools import print_figure
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.text import Text

from blackboard.interactive.display import image_bundle
from blackboard.interactive.style import PICTURE, PICTURES, element

NEGATIVE = re.compile(r"(?<![\w.)\]])-(?=[\d.])")


def show(figure: Figure, alt: str) -> None:
    """Display a figure once, with a text that says what it shows.

    Args:
        figure: a matplotlib figure; it is closed afterwards, so that no second copy appears.
            A hyphen before a number in its texts becomes a minus sign, as on its axes.
        alt: the text alternative: what a reader who cannot see the picture must know.
    """
    for text in figure.findobj(Text):
        text.set_text(NEGATIVE.sub("\N{MINUS SIGN}", text.get_text()))
    image = print_figure(figure, base64=True)  # type: ignore[no-untyped-call]
    data, metadata = image_bundle(image, alt, PICTURE)
    data["text/html"] += element(PICTURES)
    display(data, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]
    plt.close(figure)
