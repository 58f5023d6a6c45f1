"""Reading a figure's SVG."""

from xml.etree import ElementTree

NAMESPACE = "{http://www.w3.org/2000/svg}"


def parse(picture: str) -> ElementTree.Element:
    """Return the ``<svg>`` element."""
    return ElementTree.fromstring(picture)  # noqa: S314, it was written by this package


def texts(picture: str) -> list[str]:
    """Return the texts of an SVG, in the order in which they are drawn."""
    return [text.text or "" for text in parse(picture).iter(f"{NAMESPACE}text")]
