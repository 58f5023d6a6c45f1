"""LaTeX formulas as MathML, which a browser shows without a script and without a network.

latex2mathml reads the formula. What it returns is written out here tag by tag, because its own
output is not escaped: ``\\text{<script>}`` and ``\\unicode{x3c;script}`` would leave it as HTML.
"""

import html
import re
import unicodedata
from functools import lru_cache
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markupsafe import Markup, escape

from autograder.feedback.mathml import THIN, adapted
from autograder.text import plain

LONGEST = 1_000  # characters; the lessons' longest formula has 400
DEEPEST = 60  # nested elements; a browser cuts a page's tree at 512
# Definitions can double at every step, and none of our formulas needs one.
DEFINITION = re.compile(r"\\(def|let|newcommand|renewcommand|newenvironment|DeclareMathOperator)")

# fmt: off
TAGS = frozenset((
    "math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow",
    "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr",
    "munder", "munderover",
))
ATTRIBUTES = frozenset((
    "accent", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle",
    "fence", "form", "height", "largeop", "linethickness", "lspace", "mathsize", "mathvariant",
    "maxsize", "minsize", "movablelimits", "notation", "rowlines", "rowspacing", "rspace",
    "scriptlevel", "separator", "stretchy", "voffset", "width",
))
# fmt: on
ARITY = {
    "mfrac": 2,
    "mover": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "msubsup": 3,
    "munderover": 3,
}  # fmt: skip
VALUE = re.compile(r"[-+\w.% ]{1,60}", re.ASCII)
UNQUOTED = re.compile(r"[-+\w.%]+", re.ASCII)  # a page has thousands of attributes
REFERENCE = re.compile(r"&#x0*([0-9A-Fa-f]{1,6});")

# latex2mathml knows aligned under another name, and no distance between two rows.
SPLIT = re.compile(r"(\\(?:begin|end))\{aligned\}")
ROW_DISTANCE = re.compile(r"(\\\\)\s*\[[\d.]+ *(?:ex|em|pt|mm|cm)\]")

# What latex2mathml leaves as it is behind \bigl and its kin.
FENCES = {r"\lVert": "‖", r"\rVert": "‖", r"\lvert": "|", r"\rvert": "|"}
# Named spaces went out of MathML; browsers ignore them. The widths are TeX's.
SPACES = {"thin": THIN, "medium": "0.222em", "thick": "0.278em"}
NAMED_SPACE = re.compile(r"(negative)?(very)*(thin|medium|thick)mathspace")


class Unsupported(ValueError):
    """A formula that cannot be shown faithfully or safely."""


@lru_cache(maxsize=1024)  # a lesson has its formulas twice on average
def to_mathml(latex: str, *, block: bool = False) -> Markup:
    """Convert a formula, or show its LaTeX source if that is not possible.

    Args:
        latex: the formula without its dollar signs.
        block: whether it stands in a line of its own.
    """
    try:
        if len(latex) > LONGEST or DEFINITION.search(latex):
            raise Unsupported("too long, or with definitions")
        return Markup(_write(_parse(latex, block)))  # noqa: S704, _write escapes all text
    except Exception:  # broken LaTeX meets all kinds, from StopIteration to RecursionError
        return Markup("<code>{}</code>").format(plain(latex.strip()))


def _parse(latex: str, block: bool) -> Element:
    known = ROW_DISTANCE.sub(r"\1", SPLIT.sub(r"\1{split}", latex))
    return convert_to_element(known, display="block" if block else "inline")


def _write(element: Element, depth: int = 0) -> str:
    """Write an element and its children, all of them known ones, with escaped text."""
    element = adapted(element)
    if element.tag not in TAGS or depth > DEEPEST:
        raise Unsupported(element.tag)
    if len(element) != ARITY.get(element.tag, len(element)):
        raise Unsupported(f"{element.tag} with something missing")
    inside = "".join(_write(child, depth + 1) for child in element)
    text = escape(_text(element))
    start = f"<{element.tag}{_attributes(element)}"
    return f"{start}>{text}{inside}</{element.tag}>" if text or inside else f"{start} />"


def _attributes(element: Element) -> str:
    written = ""
    for name, value in element.attrib.items():
        named = NAMED_SPACE.fullmatch(value)
        if named:
            value = f"{'-' if named[1] else ''}{SPACES[named[3]]}"
        if name == "xmlns" or (name, value) == ("display", "inline"):
            continue  # HTML implies both
        if name == "mathvariant" and element.tag in ("mo", "mn", "mi") and value != "normal":
            continue  # browsers ignore it: _text chooses the characters themselves
        if name not in ATTRIBUTES or not VALUE.fullmatch(value):
            raise Unsupported(name)
        written += f" {name}={value}" if UNQUOTED.fullmatch(value) else f' {name}="{value}"'
    return written


def _text(element: Element) -> str:
    text = FENCES.get(element.text or "", element.text or "")
    if text == "&" or re.match(r"\\[A-Za-z]", text):
        raise Unsupported(text)  # a table or a command that latex2mathml does not know
    text = plain(html.unescape(REFERENCE.sub(r"&#x\1;", text)))
    variant = element.get("mathvariant", "normal")
    if element.tag == "mtext" or variant == "normal":
        return text
    return "".join(_styled(character, variant) for character in text)


def _styled(character: str, variant: str) -> str:
    """Return a letter or digit in bold, script or another mathematical alphabet."""
    name = unicodedata.name(character, "").replace("LATIN ", "").replace("GREEK ", "")
    letter, style = name.replace("LETTER ", ""), variant.replace("-", " ").upper()
    irregular = style.replace("FRAKTUR", "BLACK-LETTER").replace("DOUBLE STRUCK", "DOUBLE-STRUCK")
    for candidate in (f"MATHEMATICAL {irregular} {letter}", f"MATHEMATICAL {style} {letter}",
                      f"{irregular} {letter}"):  # fmt: skip
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return character
