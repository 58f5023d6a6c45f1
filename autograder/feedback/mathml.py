"""From latex2mathml's MathML to what browsers lay out as TeX does.

Browsers know the smaller MathML Core: no sums of widths, no sized delimiter that carries an
exponent, no stretching through a style. And TeX knows spaces that MathML's operators do not.
"""

import html
import re
from xml.etree.ElementTree import Element

SIGNS = frozenset(("-", "+", "±", "∓", "&#x0002B;", "&#x02212;", "&#x000B1;", "&#x02213;"))
BARS = frozenset(
    (r"\lVert", r"\rVert", r"\lvert", r"\rvert", "&#x02016;", "&#x02225;", "&#x0007C;")
)
# ∇ and / stand close to what is beside them; so does ∂, which is slanted like a letter.
CLOSE = frozenset(("&#x02207;", "&#x0002F;"))
LETTER = "&#x02202;"
PRIME = "&#x02032;"
CLOSING = frozenset((")", "]", "}", "|", "!", "&#x00029;", "&#x0005D;", "&#x0007D;", "&#x0007C;"))
CAPITAL_GREEK = re.compile("[Α-Ω]")  # upright in TeX, unlike the small letters
ROWS = frozenset(("math", "mrow", "mstyle", "mtd", "menclose", "msqrt", "mpadded"))
THIN = "0.167em"  # TeX's \,
OVER_ARROW = "0.4em"  # on both sides of what stands on an arrow


def adapted(element: Element) -> Element:
    """Return an element as browsers lay it out; its children are left for later calls."""
    if element.tag == "mrow" and len(element) == 1 and not element.attrib:
        return adapted(element[0])  # a row of one is that one
    if element.tag == "math" and len(element) == 1 and element[0].tag == "mrow":
        element = _copy(element, children=list(element[0]))  # math is a row by itself
    if element.tag == "mover" and element[0].tag == "mstyle" and len(element[0]) == 1:
        arrow = _copy(element[0][0], {"stretchy": "true"})
        element = _copy(element, children=[arrow, *element[1:]])
    if element.tag == "msup" and (element[1].text or "").startswith(PRIME):
        prime = _copy(element[1], tag="mo")  # this character stands high by itself
        element = _copy(Element("mrow"), children=[element[0], prime])
    if element.tag == "mpadded" and element.get("width", "").startswith("+"):
        space = Element("mspace", width=OVER_ARROW)
        element = _copy(Element("mrow"), children=[space, *element, space])
    if element.tag in ROWS:
        element = _copy(element, children=_spaced(list(element)))
    if element.tag == "mo":
        element = _delimiter(element)
    if element.tag == "mi" and CAPITAL_GREEK.fullmatch(html.unescape(element.text or "")):
        element = _copy(element, {"mathvariant": "normal"})
    return element


def _delimiter(element: Element) -> Element:
    """Make a delimiter of fixed size by the size of its font, which holds in every place."""
    size = element.get("minsize")
    if size and size == element.get("maxsize"):
        sized = Element("mo", stretchy="false", mathsize=size)
        sized.text = element.text
        return sized
    if element.text in BARS and "stretchy" not in element.attrib:
        return _copy(element, {"stretchy": "false"})
    return element


def _spaced(children: list[Element]) -> list[Element]:
    """Return the elements of a row with spaces as TeX sets them.

    A sign with nothing to its left to subtract from belongs to its number, as in (−1). The name of
    a function keeps a thin space from what it is applied to, unless that is in parentheses.
    """
    row: list[Element] = []
    before: Element | None = None  # the last element that is no space
    for child in children:
        if before is not None and _is_name(before) and child.tag not in ("mo", "mspace"):
            row.append(Element("mspace", width=THIN))
        row.append(_set(child, before))
        before = child if child.tag != "mspace" else before
    return row


def _set(child: Element, before: Element | None) -> Element:
    text = child.text or ""
    if text in SIGNS:  # latex2mathml takes ± for a letter
        prefix = {"form": "prefix"} if before is None or _is_operator(before) else {}
        return _copy(child, prefix, tag="mo")
    if text == LETTER:
        return _copy(child, tag="mi")
    if child.tag == "mo" and (text in CLOSE | BARS or _is_word(text)):
        return _copy(child, {"lspace": "0", "rspace": "0"})
    return child


def _copy(
    element: Element,
    attributes: dict[str, str] | None = None,
    *,
    tag: str = "",
    children: list[Element] | None = None,
) -> Element:
    copy = Element(tag or element.tag, {**element.attrib, **(attributes or {})})
    copy.text = element.text
    copy.extend(list(element) if children is None else children)
    return copy


def _is_operator(element: Element) -> bool:
    text = element.text or ""
    return element.tag == "mo" and not _is_word(text) and text not in CLOSING | BARS


def _is_name(element: Element) -> bool:
    """Whether an element is the name of a function: sinh, sinh² or diag."""
    scripted = element.tag in ("msup", "msub", "munder") and len(element)
    base = element[0] if scripted else element
    return base.tag in ("mi", "mo") and _is_word(base.text or "")


def _is_word(text: str) -> bool:
    return len(text) > 1 and text.isalpha()
