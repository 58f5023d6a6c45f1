'''Interactive figures: a picture and its text alternative as a pure function of a state.

How to write a figure
---------------------
A figure is a frozen dataclass, the state; a function from the state to a ``Drawing``; and controls.
Nothing in it knows ipywidgets, so all of it can be tested without a notebook:

    @dataclass(frozen=True)
    class State:
        x: float = 1.0

    def draw(state: State) -> Drawing:
        y = state.x**2
        shapes = (Circle(100, 100, 10 * y, fill=BLUE, tint=0.3), Text(100, 100, number(y)))
        return Drawing(200, 200, shapes, alt=f"A disc with {number(state.x)}² as its radius.")

    def square_explorer() -> Figure[State]:
        """Return a figure that …"""
        controls = ((Slider("x", "x", 0, 3, 0.1), Button("Back to 1", lambda s: State())),)
        return Figure("Square explorer", State(), draw, controls)

A lesson shows it with a line at the end of a cell: ``square_explorer()``. That call must be cheap:
compute what is expensive in ``draw``, behind ``functools.cached_property`` or the like.

- ``draw`` puts every number of the picture that matters into ``alt`` as well, written by
  ``blackboard.drawing.notation``.
- Colours are those of ``drawing.colours`` and never the only sign: add text, hatching, dashes.
- ``say`` returns the line under the controls, which screen readers speak when it changes: what has
  just happened, or the answer to a guess.
- ``settle`` gets the state before and after a change and returns the one to show: it keeps numbers
  within limits, or forgets a guess when the question has changed.
- For a prediction derive the state from ``Guessing`` and keep the guess in it, take the controls
  and ``settle`` from a ``GuessFirst`` (both in ``interactive.guess``), let ``draw`` hide the answer
  until the state is ``open``, and let ``say`` compare it with the guess.
  ``figures/shape_explorer/`` is an example.
- A student's function is called through ``autograder.checks.call``; its message goes to ``say``. An
  exception that escapes ``draw`` or ``say`` shows as one line too, never as a traceback;
  ``NothingToDraw`` shows its text alone.
- ``still`` is the state for a page where nothing runs, if it is another than the first.

Tests press the controls by their labels: ``figure.press(state, "Step")`` and
``figure.change(state, "x", 2.0)`` return the next state, ``figure.look(state)`` what it shows.
'''

import base64
import contextlib
import dataclasses
import io
import textwrap
import warnings
from collections.abc import Callable, Sequence
from typing import Generic

from blackboard.drawing.png import png
from blackboard.drawing.shapes import Drawing, Text
from blackboard.interactive.controls import Button, Control, S
from blackboard.interactive.display import Metadata, image_bundle


class NothingToDraw(Exception):
    """There is nothing to draw; the text tells the reader why."""


@dataclasses.dataclass(frozen=True)
class Look:
    """What a figure shows in one state: a drawing, and the line under the controls."""

    drawing: Drawing
    message: str


class Figure(Generic[S]):
    """A picture that a reader operates; in a notebook it shows itself.

    Args:
        title: its name, which screen readers announce on entering it.
        start: the first state, a frozen dataclass.
        draw: the picture of a state.
        controls: rows of controls, in the order in which Tab visits them.
        say: the line under the controls.
        settle: corrects a change; gets the states before and after it.
        still: the state that a page shows where nothing runs.
    """

    def __init__(
        self,
        title: str,
        start: S,
        draw: Callable[[S], Drawing],
        controls: Sequence[Sequence[Control[S]]],
        *,
        say: Callable[[S], str] = lambda state: "",
        settle: Callable[[S, S], S] = lambda before, after: after,
        still: S | None = None,
    ) -> None:
        self.title = title
        self.start = start
        self.controls = controls
        self.still = start if still is None else still
        self._draw = draw
        self._say = say
        self._settle = settle

    def look(self, state: S) -> Look:
        """Return what a state shows. An exception becomes the message; a student reads it."""
        # What a student's function prints or warns about would end up in JupyterLab's log.
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            try:
                return Look(self._draw(state), _one_line(self._say(state)))
            except NothingToDraw as error:
                message = _one_line(str(error))
                return Look(_nothing(message, textwrap.wrap(message, 110)), message)
            except Exception as error:
                message = _one_line(f"{type(error).__name__}: {error}")
                return Look(_nothing(message, [message[:110]]), message)

    def press(self, state: S, label: str) -> S:
        """Return the state after a button was pressed."""
        (button,) = (
            control
            for row in self.controls
            for control in row
            if isinstance(control, Button) and control.label == label
        )
        return self._settle(state, button.act(state))

    def change(self, state: S, name: str, value: object) -> S:
        """Return the state after a control has set the field ``name``."""
        return self._settle(state, dataclasses.replace(state, **{name: value}))

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, object], Metadata]:
        """Show the figure: the picture for pages, and widgets where a notebook is open."""
        # ipywidgets takes a quarter of a second to import, and grading needs none of it.
        from blackboard.interactive import widgets

        drawing = self.look(self.still).drawing
        image = base64.b64encode(png(drawing)).decode("ascii")
        size = {"width": round(drawing.width), "height": round(drawing.height)}
        data, metadata = image_bundle(image, drawing.alt, **size)
        return {**data, **widgets.view(self)}, metadata

    def __repr__(self) -> str:
        return f"<figure: {self.title}>"


def _nothing(message: str, lines: Sequence[str]) -> Drawing:
    title = "There is nothing to draw."
    shown = tuple(Text(12, 30 + 26 * k, line) for k, line in enumerate([title, *lines]))
    return Drawing(860, 54 + 26 * len(lines), shown, f"{title} {message}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
