"""Showing a matplotlib figure so that it can also be read aloud."""

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure


def show(figure: Figure, alt: str) -> None:
    """Display a figure once, with a text that says what it shows.

    Args:
        figure: a matplotlib figure; it is closed afterwards, so that no second copy appears.
        alt: the text alternative: what a reader who cannot see the picture must know.
    """
    display(figure, metadata={"image/png": {"alt": alt}})  # type: ignore[no-untyped-call]
    plt.close(figure)
