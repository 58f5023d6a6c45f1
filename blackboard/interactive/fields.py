"""The widget of each kind of control, and how it follows the state."""

import ipywidgets as widgets  # type: ignore[import-untyped]

from blackboard.interactive import style
from blackboard.interactive.controls import (
    Button,
    Choice,
    Control,
    Field,
    Number,
    Player,
    S,
    Slider,
    Switch,
)
from blackboard.interactive.keyboard import CHECK

COARSE = 42  # places that can be told apart on the ordinary track: some five pixels for each


def make(control: Control[S], state: S) -> widgets.DOMWidget:
    """Return the widget of a control; it has no value yet."""
    if isinstance(control, Button):
        button = widgets.Button(description=control.label, layout=widgets.Layout(width="auto"))
        if control.check:
            button.add_class(CHECK)
        return button
    common = {"description": control.label, "style": {"description_width": "initial"}}
    if isinstance(control, Choice):
        options = list(control.options(state))
        width = f"{0.85 * (max(map(len, options)) + len(control.label)) + 6:.0f}ch"
        return widgets.Dropdown(options=options, layout=widgets.Layout(width=width), **common)
    if isinstance(control, Switch):
        return widgets.Checkbox(indent=False, layout=widgets.Layout(width="auto"), **common)
    if isinstance(control, Number):
        least, most = control.limits(state)
        width = f"{len(control.label) + 10}ch"
        layout = widgets.Layout(width=width)
        return widgets.BoundedIntText(min=least, max=most, layout=layout, **common)
    if isinstance(control, Slider):
        ends = {"min": control.least, "max": control.most, "step": control.step}
        slider = widgets.FloatSlider(layout=widgets.Layout(width="auto"), **ends, **common)
        if control.places > COARSE:
            slider.add_class(style.FINE)
        return slider
    return widgets.Play(min=0, max=control.last(state), interval=control.interval(state), **common)


def follow(control: Field[S], widget: widgets.DOMWidget, state: S) -> None:
    """Give a widget the limits and the value that the state has for it."""
    value = getattr(state, control.name)
    if isinstance(control, Choice) and tuple(control.options(state)) != tuple(widget.options):
        widget.options = list(control.options(state))
    elif isinstance(control, Number):
        least, most = control.limits(state)
        if (widget.min, widget.max) != (least, most):
            widget.min, widget.max = min(least, widget.max), most
            widget.min = least
    elif isinstance(control, Player):
        widget.max, widget.interval = control.last(state), control.interval(state)
    widget.value = value
