"""A page as a parser sees it, what must not be in it to be safe to open, and what would be."""

from dataclasses import dataclass
from html.parser import HTMLParser

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

# Elements that run, load or redirect something, or that change what the rest of the page means.
FORBIDDEN = {
    "applet", "audio", "base", "button", "embed", "form", "frame", "frameset", "iframe", "input",
    "link", "noscript", "object", "portal", "script", "svg", "template", "textarea", "video",
}  # fmt: skip
VOID = {"br", "hr", "img", "meta"}

HACK = "window.hacked=1;alert(1)"
HOSTILE = {
    "script": f"<script>{HACK}</script>",
    "out of a listing": f"</pre></details></main><script>{HACK}</script>",
    "out of a title": f"</title></style></textarea><script>{HACK}</script>",
    "picture": f'<img src="x" onerror="{HACK}">',
    "svg": f'<svg onload="{HACK}"><a xlink:href="javascript:{HACK}"><text>x</text></a></svg>',
    "frame": f'<iframe srcdoc="<script>{HACK}</script>" src="https://evil.example/"></iframe>',
    "redirect": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "base": '<base href="https://evil.example/"><link rel="stylesheet" href="x.css">',
    "link": f"[x](javascript:{HACK}) [y](https://evil.example/ 'z\" onclick=\"{HACK}') <https://a.b>",
    "image": f'![x" onerror="{HACK}](https://evil.example/x.png) ![y](attachment:none.png)',
    "reference": f"[a]\n\n[a]: javascript:{HACK}",
    "formula": f"$\\text{{</math><script>{HACK}</script>}}$ $\\href{{javascript:{HACK}}}{{x}}$",
    "formula by number": "$\\unicode{x3c;script>} \\text{&#x3c;script&#x3e;}$",
    "style": "<style>@import url(https://evil.example/);</style><p style='background:url(//e)'>",
    "comment": f"<!--><script>{HACK}</script>--> <![CDATA[<script>{HACK}</script>]]>",
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={HACK}>">',
    "math": f"<math><mtext><table><mglyph><style><!--</style><img src=x onerror={HACK}>",
    "terminal": "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example/\x07link\x1b]8;;\x07 \x9b1m",
    "direction": "a \u202e b \u2066 c \u200f d",
    "marks": "\ue0000\ue001 \x00 ### BEGIN HIDDEN TESTS",
}


@dataclass
class Element:
    """A start tag and the text up to its end tag."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class Page(HTMLParser):
    """The elements of a page in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> ends nothing"
        assert self._open.pop().tag == tag, f"</{tag}> ends another element"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        """Return the elements of some tags."""
        return [element for element in self.elements if element.tag in tags]

    def by_id(self, name: str) -> Element:
        """Return the one element of an id."""
        (found,) = (e for e in self.elements if e.attributes.get("id") == name)
        return found


def dangers(page: Page) -> list[str]:
    """Return what a browser would run or fetch."""
    found = [e.tag for e in page.elements if e.tag in FORBIDDEN]
    for element in page.elements:
        for name, value in element.attributes.items():
            if name.startswith("on") or name in ("srcdoc", "srcset", "action", "xlink:href"):
                found.append(f"{element.tag} {name}")
            if name in ("href", "src") and not value.startswith(("#", "data:image/png;base64,")):
                found.append(f"{element.tag} {name}={value}")
            if name == "style" and "url" in value:
                found.append(f"{element.tag} {name}={value}")
    metas = [e for e in page.all("meta") if "http-equiv" in e.attributes]
    if [e.attributes["http-equiv"] for e in metas] != ["Content-Security-Policy"]:
        found.append("another http-equiv than the one policy")
    return found


def hostile_cells() -> list[nbformat.NotebookNode]:
    """Return every hostile text in every place where a notebook has text."""
    cells = []
    for number, text in enumerate(HOSTILE.values()):
        marks = {"grade_id": f"written_{number}", "solution": True, "comment": text}
        cells += [
            new_markdown_cell(text, metadata={"nbgrader": marks}),
            new_markdown_cell(text),
            new_code_cell(text, metadata={"nbgrader": {**marks, "grade_id": f"code_{number}"}}),
            new_code_cell(text, outputs=_outputs(text)),
        ]
    return cells


def _outputs(text: str) -> list[nbformat.NotebookNode]:
    kinds = ("text/html", "text/latex", "text/markdown", "image/svg+xml", "text/plain",
             "application/javascript", "image/png", "image/jpeg")  # fmt: skip
    return [
        new_output("stream", name="stderr", text=text),
        new_output("error", ename=text, evalue=text, traceback=[text]),
        *(new_output("display_data", data={kind: text}, metadata={"alt": text}) for kind in kinds),
    ]
