"""Notation of numbers and arrays, the same in a picture and in its text alternative."""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
APART = "\u2003\u2003"  # spaces that SVG keeps
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(value: float, digits: int = 4) -> str:
    """Write a number with at most ``digits`` decimals, as the lessons print them.

    One that would be rounded to 0 is written with its power of ten instead; what is not finite says
    so. The minus is the typographic one, so that no line breaks after it.
    """
    value = float(value)
    if not np.isfinite(value):
        return "not finite"
    text = f"{value:.{digits}f}"
    if value and not float(text):
        text = re.sub(r"e([+-])0*", r"e\1", f"{value:.0e}")
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("0", "-0") else text.replace("-", "−")


def factor(value: float, digits: int = 4) -> str:
    """Write a number as a factor of a product: in brackets if it is negative."""
    text = number(value, digits)
    return f"({text})" if text.startswith("−") else text


def array(value: ArrayLike, digits: int = 4) -> str:
    """Write a number, a vector (n,) or a matrix (m, n), row by row: ``[[1, 2], [3, 4]]``."""
    values = np.asarray(value, dtype=np.float64)
    if values.ndim == 0:
        return number(float(values), digits)
    return "[" + ", ".join(array(part, digits) for part in values) + "]"


def shape(value: ArrayLike) -> str:
    """Write a shape as Python does; of a number, the word."""
    size = np.shape(np.asarray(value))
    return str(size) if size else "number"


def layer(symbol: str, index: int) -> str:
    """Write a quantity of a layer: ``layer("u", 2)`` is u⁽²⁾."""
    return f"{symbol}⁽{str(index).translate(SUPERSCRIPTS)}⁾"


def entry(symbol: str, *indices: int) -> str:
    """Write an entry by its place, counted from 1: ``entry("w", 1, 2)`` is w₁₂."""
    return symbol + "".join(str(i).translate(SUBSCRIPTS) for i in indices)


def listed(parts: Iterable[Any]) -> str:
    """Join words: ``a, b and c``."""
    words = [str(part) for part in parts]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
