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
  until the state is ``open``, and let ``say`` compare it with the guess. A button that cannot do
  what it says answers with ``reply``. A guess that can be judged at once gets a second try.
  ``figures/shape_explorer/`` is an example.
- ``Drawing.targets`` are places of the picture that can be clicked; ``pick`` returns the state
  after a click. What a click does, a control must do too: a picture has no focus.
- A student's function is called through ``autograder.checks.calls.call``; its message goes to
  ``say``. An exception that escapes ``draw`` or ``say`` shows as one line too, never as a
  traceback; ``NothingToDraw`` shows its text alone.
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

from IPython.display import display

from blackboard.drawing.png import png
from blackboard.drawing.shapes import Drawing, Text
from blackboard.interactive.controls import Button, Control, S
from blackboard.interactive.display import Metadata, image_bundle, stand_in
from blackboard.interactive.guess import Guessing


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
        pick: the state after a click on the place of this name.
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
        pick: Callable[[S, str], S] = lambda state, place: state,
        still: S | None = None,
    ) -> None:
        self.title = title
        self.start = start
        self.controls = controls
        self.still = start if still is None else still
        self._draw = draw
        self._say = say
        self._settle = settle
        self._pick = pick

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
                reply = state.reply if isinstance(state, Guessing) else ""
                return Look(self._draw(state), _one_line(f"{reply} {self._say(state)}"))
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
        state = _answered(state)
        return self._settle(state, button.act(state))

    def change(self, state: S, name: str, value: object) -> S:
        """Return the state after a control has set the field ``name``."""
        state = _answered(state)
        return self._settle(state, dataclasses.replace(state, **{name: value}))

    def pick(self, state: S, place: str) -> S:
        """Return the state after a click on a place of the picture."""
        state = _answered(state)
        return self._settle(state, self._pick(state, place))

    def _ipython_display_(self) -> None:
        """Show the figure in a notebook that is open: its widgets, and what stands for them.

        They are two outputs: of one with both, JupyterLab tries the widgets alone, and a notebook
        that was saved does not hold them.
        """
        # ipywidgets takes a quarter of a second to import, and grading needs none of it.
        from blackboard.interactive import widgets

        shown = widgets.view(self)
        if shown is None:
            raise NotImplementedError  # then IPython takes the mime bundle
        name, view = shown
        data, metadata = self._repr_mimebundle_()
        message = self.look(self.still).message
        data["text/html"] = stand_in(str(data["text/html"]), message, name)
        display(data, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]
        display(view, raw=True)  # type: ignore[no-untyped-call]

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], Metadata]:
        """Return the picture for pages where nothing runs."""
        drawing = self.look(self.still).drawing
        image = base64.b64encode(png(drawing)).decode("ascii")
        size = round(drawing.width), round(drawing.height)
        return image_bundle(image, drawing.alt, size=size)

    def __repr__(self) -> str:
        return f"<figure: {self.title}>"


def _answered(state: S) -> S:
    """Take away what the last press was answered: it is read."""
    return dataclasses.replace(state, reply="") if isinstance(state, Guessing) else state


def _nothing(message: str, lines: Sequence[str]) -> Drawing:
    title = "There is nothing to draw."
    shown = tuple(Text(12, 30 + 26 * k, line) for k, line in enumerate([title, *lines]))
    return Drawing(860, 54 + 26 * len(lines), shown, f"{title} {message}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
