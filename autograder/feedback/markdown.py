"""Markdown as HTML that is safe to open: of a lesson, and of a student.

A lesson's own cells may hold HTML (folded answers, for example). What a student wrote may not: tags
are shown as text. Both pass an allow-list afterwards. Formulas are put in behind it, since they are
written by autograder/feedback/formula.py and no list of HTML tags knows MathML.
"""

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from mistune.plugins import import_plugin
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML

from autograder.feedback.code import code_html
from autograder.feedback.formula import to_mathml
from autograder.feedback.picture import png
from autograder.text import plain

LONGEST = 20_000  # characters of a student's text; a longer one is shown as it was typed
PLUGINS = ("strikethrough", "table", "def_list")
WIDE = 20  # signs; a longer formula scrolls on a phone, since browsers don't break its line
LOWEST_HEADING = 6

# Private characters, which no source keeps (see plain), hold a place until the end.
PLACE = "\ue000{}\ue001"
PLACES = re.compile("\ue000([0-9]+)\ue001")
BEFORE_A_STOP = re.compile("\ue001(?=[.,;:!?)])")
WORD_JOINER = "\u2060"  # without it a line may begin with the comma that follows a formula
IN_HTML = re.compile(r"<[^>]*>|(?<![\\$])\$([^$]+)\$(?!\$)")

# fmt: off
TAGS = [
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "kbd", "li", "ol", "p", "pre", "s", "small",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
    "ul",
]
# fmt: on
ATTRIBUTES = {
    "a": ["href"],
    "abbr": ["title"],
    "details": ["open"],
    "ol": ["start"],
    "span": ["class"],
    "td": ["style"],
    "th": ["scope", "style"],
}


def lesson_html(source: str, attachments: Mapping[str, Mapping[str, str]]) -> Markup:
    """Render a cell of the lesson; its headings go down one level, below the page's title."""
    pictures = tuple((name, str(kinds.get("image/png", ""))) for name, kinds in attachments.items())
    return _lesson_html(source, pictures)


@lru_cache(maxsize=1024)  # the same cells stand on the page of every student
def _lesson_html(source: str, pictures: tuple[tuple[str, str], ...]) -> Markup:
    return _render(source, _Renderer(dict(pictures)))


def student_html(source: str) -> Markup:
    """Render what a student or a grader wrote; whatever it is, it is shown in some way."""
    if len(source) <= LONGEST:
        try:
            return _render(source, _StudentRenderer({}))
        except Exception:  # noqa: S110, Markdown parsers fail in many ways, and the page must be made
            pass
    return Markup("<pre>{}</pre>").format(plain(source))


def _render(source: str, renderer: "_Renderer") -> Markup:
    plugins = [import_plugin(name) for name in PLUGINS]
    rendered = MarkdownWithMath(renderer=renderer, plugins=plugins).render(plain(source))
    clean = SanitizeHTML(tags=TAGS, attributes=_allowed, styles=["text-align"])
    safe = clean.sanitize_html_tags(rendered)
    bound = BEFORE_A_STOP.sub(rf"\g<0>{WORD_JOINER}", safe)
    return Markup(PLACES.sub(lambda place: renderer.inserts[int(place[1])], bound))  # noqa: S704


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay: nothing that leaves the page, runs or is fetched."""
    if name not in ATTRIBUTES.get(tag, []):
        return False
    return name != "href" or value.startswith("#")


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """Renders Markdown without scripts and without anything from elsewhere.

    Args:
        pictures: the PNG pictures that are attached to the cell, in base64, by name.
    """

    def __init__(self, pictures: Mapping[str, str], *, escape: bool = False) -> None:
        super().__init__(escape=escape)
        self.inserts: list[Markup] = []
        self._sources: list[str] = []  # of each insert, for where there can be text only
        self._pictures = pictures

    def inline_math(self, body: str) -> str:
        return self._formula(body, f"${body}$", block=False)

    def block_math(self, body: str) -> str:
        return self._formula(body, f"$${body}$$", block=True)

    def latex_environment(self, name: str, body: str) -> str:
        latex = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return self._formula(latex, latex, block=True)

    def block_html(self, html: str) -> str:
        """Formulas stand in HTML too, as in the summary of a folded answer."""
        return str(super().block_html(IN_HTML.sub(self._in_html, html)))

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        tag = f"h{min(level + 1, LOWEST_HEADING)}"
        return f"<{tag}>{text}</{tag}>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        python = (info or "").strip().lower().startswith(("py", "ipython"))
        return f"<pre>{code_html(code) if python else escape(code)}</pre>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag, scope = ("th", ' scope="col"') if head else ("td", "")
        style = f' style="text-align:{align}"' if align else ""
        return f"<{tag}{scope}{style}>{text}</{tag}>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Write an address out: a page that is opened from a file should not lead elsewhere."""
        url = plain(html.unescape(url))
        if url.startswith("#"):
            return f'<a href="{escape(url)}">{text}</a>'
        shown = url.startswith(("http://", "https://", "mailto:")) and text != escape(url)
        return f"{text} (<code>{escape(url)}</code>)" if shown else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        alt = self._with_sources(html.unescape(re.sub("<[^>]*>", "", text)))
        picture = png(self._pictures.get(url.removeprefix("attachment:")))
        if not picture:
            return f"[picture: {escape(alt or url)}]"
        img = Markup('<img src="data:image/png;base64,{}" alt="{}">').format(picture, alt)
        return self._insert(img, alt)

    def _formula(self, latex: str, source: str, *, block: bool) -> str:
        formula = to_mathml(html.unescape(latex), block=block)
        if not block and len(formula.striptags()) > WIDE:
            formula = Markup("<span class=wide>{}</span>").format(formula)
        return self._insert(formula, source)

    def _insert(self, insert: Markup, source: str) -> str:
        self.inserts.append(insert)
        self._sources.append(source)
        return PLACE.format(len(self.inserts) - 1)

    def _in_html(self, match: re.Match[str]) -> str:
        return self.inline_math(match[1]) if match[1] else match[0]

    def _with_sources(self, text: str) -> str:
        return PLACES.sub(lambda place: self._sources[int(place[1])], text)


class _StudentRenderer(_Renderer):
    """Shows tags as text, and headings as bold text, so that they don't break the page's order."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(pictures, escape=True)

    def text(self, text: str) -> str:
        # Answers come here with & and < already escaped once (autograder/course/view/rebuild.py).
        return str(escape(plain(html.unescape(text))))

    def codespan(self, text: str) -> str:
        return f"<code>{self.text(text)}</code>"

    def block_code(self, code: str, info: str | None = None) -> str:
        return super().block_code(plain(html.unescape(code)), info)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<p><strong>{text}</strong></p>\n"
