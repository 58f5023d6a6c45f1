"""A figure with its controls, where a notebook is open: ipywidgets around the pure core."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Generic

import ipywidgets as widgets  # type: ignore[import-untyped]
from IPython.core.getipython import get_ipython

from blackboard.drawing.svg import svg
from blackboard.interactive import keyboard
from blackboard.interactive.controls import Button, Control, Player, S
from blackboard.interactive.fields import follow, make

if TYPE_CHECKING:
    from blackboard.interactive.figure import Figure

# Room for a second line, so that the picture does not jump when the message grows.
TWO_LINES = "line-height:1.4;min-height:2.8em"
WIDGET = "application/vnd.jupyter.widget-view+json"

# The boxes of widgets that each cell shows, with the message that ran it, by the cell's id.
_shown: dict[str, tuple[str, list[widgets.VBox]]] = {}


def view(figure: "Figure[S]") -> tuple[str, dict[str, object]] | None:
    """Return a figure's widgets: a class of their own and their mime bundle.

    None where no notebook asked for them. One that is open names the cell that it runs. nbconvert,
    nbclient and the grader do not: there nobody could press a button.
    """
    parent = _parent()
    cell = parent.get("metadata", {}).get("cellId")
    if cell is None:
        return None
    run = str(parent.get("header", {}).get("msg_id"))
    if _shown.get(cell, (run,))[0] != run:  # the cell runs again: what it showed is gone
        for box in _shown.pop(cell)[1]:
            _close(box)
    box = Live(figure).box
    _shown.setdefault(cell, (run, []))[1].append(box)
    name = f"{keyboard.ROOT}-{box.model_id}"
    box.add_class(name)
    return name, {WIDGET: {"version_major": 2, "version_minor": 0, "model_id": box.model_id}}


class Live(Generic[S]):
    """The widgets of one figure and its present state.

    Attributes:
        state: the state that is shown.
        box: the widget that holds everything.
        fields: the widgets of the controls, by label.
        picked: a text that the page sets to the name of the place that was clicked.
    """

    def __init__(self, figure: "Figure[S]") -> None:
        self.figure = figure
        self.state = figure.start
        self.fields: dict[str, widgets.DOMWidget] = {}
        self._syncing = False
        self._controls = [control for row in figure.controls for control in row]
        rows = [
            widgets.HBox(
                [self._widget(c) for c in row],
                layout=widgets.Layout(flex_flow="row wrap", grid_gap="0 12px"),
            )
            for row in figure.controls
        ]
        self.message = widgets.HTML()
        self.message.add_class(keyboard.MESSAGE)
        self.picture = widgets.HTML(layout=widgets.Layout(max_width="100%"))
        # An Output widget is the one that can run a script in the page.
        output = {
            "output_type": "display_data",
            "metadata": {},
            "data": {"application/javascript": keyboard.script(figure.title)},
        }
        hidden = widgets.Layout(display="none")
        self.picked = widgets.Text(continuous_update=False, layout=hidden)
        self.picked.add_class(keyboard.PICKED)
        self.picked.observe(lambda change: self._pick(change["new"]), names="value")
        script = widgets.Output(outputs=(output,), layout=hidden)
        self.box = widgets.VBox([*rows, self.message, self.picture, self.picked, script])
        self.box.add_class(keyboard.ROOT)
        self._show()

    def _widget(self, control: Control[S]) -> widgets.DOMWidget:
        widget = make(control, self.state)
        if isinstance(control, Button):
            widget.on_click(lambda _: self._press(control.label))
        else:
            name = control.name
            widget.observe(lambda change: self._changed(name, change["new"]), names="value")
        self.fields[control.label] = widget
        return widget

    def _press(self, label: str) -> None:
        for control in self._controls:
            if isinstance(control, Player):
                self.fields[control.label].playing = False
        self._move(lambda: self.figure.press(self.state, label))

    def _changed(self, name: str, value: object) -> None:
        if not self._syncing:
            self._move(lambda: self.figure.change(self.state, name, value))

    def _pick(self, place: str) -> None:
        if place:
            self._move(lambda: self.figure.pick(self.state, place))
            self.picked.value = ""  # so that the same place can be clicked once more

    def _move(self, next_state: Callable[[], S]) -> None:
        """Go to another state; where that fails, say why and show the present one again."""
        try:
            self.state, error = next_state(), ""
        except Exception as raised:  # a traceback would end up in JupyterLab's log
            error = f"{type(raised).__name__}: {raised}"
        self._show(error)

    def _show(self, error: str = "") -> None:
        """Bring every widget in line with the state; each value that changes is sent once."""
        look = self.figure.look(self.state)
        self.picture.value = svg(look.drawing)
        self.message.value = f'<div style="{TWO_LINES}">{_html(error or look.message)}</div>'
        self._syncing = True  # a value that is set here is no wish of the reader's
        try:
            for control in self._controls:
                widget = self.fields[control.label]
                shown = None if control.shown(self.state) else "none"
                if widget.layout.display != shown:
                    widget.layout.display = shown
                if not isinstance(control, Button):
                    follow(control, widget, self.state)
        finally:
            self._syncing = False


def _close(widget: widgets.Widget) -> None:
    """Close a widget with all it consists of, in the kernel and in the page."""
    for part in _parts(widget):
        part.close()


def _parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    for child in getattr(widget, "children", ()):
        yield from _parts(child)
    yield from (part for name in ("layout", "style") if (part := getattr(widget, name, None)))
    yield widget


def _parent() -> dict[str, dict[str, str]]:
    """Return the message that made this kernel run the present cell; empty outside of a kernel."""
    kernel = getattr(get_ipython(), "kernel", None)
    return dict(kernel.get_parent("shell")) if kernel is not None else {}


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
