"""The ways in which people take the slope of a layer otherwise.

Each is made for the last layer, for the hidden ones, for all and for one of several.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, ways
from autograder.checks.diagnosis.misconceptions.edits.network.network_pass import Pass, fitting
from autograder.checks.diagnosis.misconceptions.networks import size_permitting

WHERE_ON_THE_CURVE = "At which number does a unit stand on the curve?"


def at(run: Pass, u: Any) -> Any:
    """Return the slope of the activation at u."""
    return run.made.curve[1](u)


# {where} says in which layers.
OF_ANY_CURVE = (
    *ways("slope", "slope-missing", "The slope of the activation is missing {where}.",
          lambda run, i: 1.0),
    *ways("slope", "slope-at-activation",
          f"The slope is taken at the activation {{where}}. {WHERE_ON_THE_CURVE}",
          lambda run, i: at(run, run.xs[i + 1])),
    *ways("slope", "activation-for-slope",
          "The activation stands where its slope belongs {where}.",
          lambda run, i: run.xs[i + 1]),
    *ways("slope", "preactivation-for-slope",
          "The pre-activation itself stands where the slope belongs {where}.",
          lambda run, i: run.us[i]),
    *ways("slope", "slope-twice", "The slope of the activation is in it twice {where}.",
          lambda run, i: at(run, run.us[i]) ** 2),
    *ways("slope", "times-preactivation",
          "The slope is multiplied by the pre-activation as well {where}.",
          lambda run, i: at(run, run.us[i]) * run.us[i]),
    *ways("slope", "times-activation",
          "The slope is multiplied by the activation as well {where}.",
          lambda run, i: at(run, run.us[i]) * run.xs[i + 1]),
    *ways("slope", "slope-added",
          "The slope is added {where} to what comes back. What does a step through a curve do with "
          "it?",
          lambda run, i: 1 + at(run, run.us[i]) / run.passed[-1]),
    *ways("slope", "slope-divided",
          "What comes back is divided by the slope {where}. What does a step through a curve do "
          "with it?",
          lambda run, i: 1 / at(run, run.us[i])),
    *ways("slope", "upstream-twice", "What comes back is multiplied in twice {where}.",
          lambda run, i: at(run, run.us[i]) * run.passed[-1]),
    *ways("slope", "upstream-left-out",
          "What comes back is left out {where}: the slope goes alone.",
          lambda run, i: at(run, run.us[i]) / run.passed[-1]),
    *ways("slope", "one-slope-for-all",
          "All units have one and the same slope {where}, the sum of theirs. Each stands at a "
          "place of its own.",
          lambda run, i: np.sum(at(run, run.us[i]), axis=1, keepdims=True)),
    *ways("slope", "slope-of-the-layer-below",
          "The slope is that of the layer below {where}: the index of u is off by one.",
          lambda run, i: at(run, fitting(run.us[i - 1] if i else run.xs[0], run.us[i])),
          of_network=True),
)  # fmt: skip
OF_THE_SIGMOID = (
    *ways("slope", "preactivation-for-activation",
          "The rule that gives the slope from the activation was given the pre-activation {where}.",
          lambda run, i: run.us[i] * (1 - run.us[i])),
    *ways("slope", "slope-of-tanh", "The slope is that of tanh {where}; the units are sigmoids.",
          lambda run, i: 1 - run.xs[i + 1] ** 2,
          lambda run, i: 1 - np.tanh(run.us[i]) ** 2),
    *ways("slope", "plus-for-minus",
          "A plus stands where a minus belongs {where}: what is the slope where a unit is almost "
          "1?",
          lambda run, i: run.xs[i + 1] * (1 + run.xs[i + 1])),
    *ways("slope", "one-minus-activation", "A factor of the slope is missing {where}.",
          lambda run, i: 1 - run.xs[i + 1]),
    *ways("slope", "preactivation-in-one-factor",
          "In one factor of the slope the pre-activation stands where the activation belongs "
          "{where}.",
          lambda run, i: run.us[i] * (1 - run.xs[i + 1]),
          lambda run, i: run.xs[i + 1] * (1 - run.us[i])),
    *ways("slope", "slope-of-the-error",
          f"The slope is made from what it is multiplied with {{where}}. {WHERE_ON_THE_CURVE}",
          lambda run, i: 1 - run.passed[-1],
          lambda run, i: run.passed[-1] * (1 - run.passed[-1]),
          lambda run, i: at(run, run.passed[-1])),
    *ways("slope", "slope-of-the-target",
          f"The slope is made from the target {{where}}. {WHERE_ON_THE_CURVE}",
          lambda run, i: at(run, fitting(run.target, run.us[i])),
          lambda run, i: fitting(run.target, run.us[i]) * (1 - run.target),
          lambda run, i: run.xs[i + 1] * (1 - fitting(run.target, run.us[i]))),
)  # fmt: skip
OF_TANH = (
    *ways("slope", "slope-of-the-sigmoid",
          "The slope is that of the sigmoid {where}. The units are tanh units.",
          lambda run, i: run.xs[i + 1] * (1 - run.xs[i + 1])),
    *ways("slope", "square-missing",
          "A square is missing {where}: the slope of tanh is the same at u and at −u, yours is "
          "not.",
          lambda run, i: 1 - run.xs[i + 1]),
    *ways("slope", "plus-for-minus",
          "A plus stands where a minus belongs {where}: what is the slope where a unit is almost "
          "1?",
          lambda run, i: 1 + run.xs[i + 1] ** 2),
)  # fmt: skip
# For the hidden layers alone.
BELOW = (
    *ways("slope", "slope-of-the-wrong-layer",
          "Each slope belongs to the layer above where the sizes allow it: the index of u is off "
          "by one.",
          lambda run, i: at(run, size_permitting(run.us[i + 1], run.us[i])),
          of_network=True),
)  # fmt: skip
# Fuller words, by the name of the edit where it is placed in several layers or the last.
SAID: Mapping[str, str] = {
    "slope-missing-at-output":
        "From the output layer on, the error term lacks the slope of the activation there. "
        "Everything below inherits that.",
    "slope-missing-in-hidden-layers":
        "In the hidden layers the slope of the activation is missing: what comes back through the "
        "weights has to pass the unit as well.",
    "slope-missing-everywhere":
        "These numbers belong to a network without activations on the way back: no layer has its "
        "slope.",
}  # fmt: skip
TWO_NAMES = ("slope-missing", "slope-at-activation")  # one in the hidden layers, one in all


def slopes_of(layers: int) -> Iterator[Edit]:
    """Yield the edits of all slopes of a network, of groups of layers and of single ones."""
    last, hidden = frozenset((layers - 1,)), frozenset(range(layers - 1))
    slopes = (*OF_ANY_CURVE, *OF_THE_SIGMOID)
    for edit in slopes:
        if layers > 1:
            everywhere = {"slope-missing": "-everywhere"}.get(edit.name, "")
            yield _placed(edit, frozenset(), "in every layer", everywhere)
        yield _placed(edit, last, "in the last layer", "-at-output")
    if layers > 1:
        for edit in (*slopes, *BELOW):
            suffix = "-in-hidden-layers" if edit.name in TWO_NAMES else ""
            yield _placed(edit, hidden, "in the hidden layers", suffix)
            if layers > 2:
                for i in hidden:
                    yield _placed(edit, frozenset((i,)), f"in layer {i + 1}", suffix, full=False)


def of_one_layer(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return the edits of slopes in an exercise that has one layer."""
    return tuple(replace(edit, hint=edit.hint.replace(" {where}", "")) for edit in edits)


def _placed(
    edit: Edit, layers: frozenset[int], where: str, suffix: str, *, full: bool = True
) -> Edit:
    name, hint = edit.name + suffix, edit.hint.replace("{where}", where)
    return replace(edit, name=name, layers=layers, hint=SAID.get(name, hint) if full else hint)
