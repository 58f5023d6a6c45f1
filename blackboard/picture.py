"""Showing a matplotlib figure so that it can also be read aloud."""

import re
from html import escape

import matplotlib.pyplot as plt
from IPython.core.pylabtools import print_figure
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.text import Text

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
    # JupyterLab and nbconvert's own template leave out the alternative text of an image/png.
    html = (
        f'<img alt="{escape(alt)}" style="max-width:100%;height:auto" '
        f'src="data:image/png;base64,{image}">'
    )
    data = {"text/html": html, "image/png": image, "text/plain": alt}
    display(data, metadata={"image/png": {"alt": alt}}, raw=True)  # type: ignore[no-untyped-call]
    plt.close(figure)
