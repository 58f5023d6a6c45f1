"""The cache figure: what each kept activation is used for, and what it costs to drop it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from blackboard.drawing.notation import layer
from blackboard.figures.cached_values.picture import draw_plan
from blackboard.figures.cached_values.recompute import Plan, every
from blackboard.interactive.controls import Button, Choice, Number, Switch
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import GuessFirst, Guessing, asks, verdict

MOST_LAYERS = 8  # layers: what fits side by side
KEEP_ALL, KEEP_SECOND, KEEP_THIRD, KEEP_NONE = (
    "every activation",
    "every second one",
    "every third one",
    "none in between",
)
OWN = "my own choice"
KEEPS = (KEEP_ALL, KEEP_SECOND, KEEP_THIRD, KEEP_NONE, OWN)
MOST_EVALUATIONS = MOST_LAYERS * (MOST_LAYERS + 1) // 2


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: which activations are kept, and what was guessed.

    Attributes:
        keep: one of KEEPS.
        kept: for each activation whether it is kept.
        look: the activation whose uses are shown, as the list of them names it.
        stretch: whether what is recomputed on the way is held until it is used.
        guess: how many layer evaluations it takes in all, 0 for no guess.
    """

    keep: str
    kept: tuple[bool, ...]
    look: str
    stretch: bool = False
    guess: int = 0


GUESS = GuessFirst[State](lambda state: (state.kept, state.stretch, state.predict), {"guess": 0})


def cached_values(sizes: Sequence[int], batch: int) -> Figure[State]:
    """Return a figure of the cache: what each activation saves the backward pass.

    The reader keeps or drops activations, sees what uses them, and guesses how many layer
    evaluations the gradient takes.

    Args:
        sizes: (n0, …, nL), the widths of a network of 2 to 8 layers.
        batch: the number of samples.

    Raises:
        ValueError: there are too few or too many layers.
    """
    depth = len(sizes) - 1
    if not 2 <= depth <= MOST_LAYERS:
        raise ValueError(f"the network must have 2 to {MOST_LAYERS} layers")
    names = [layer("X", index) for index in range(depth + 1)]

    def plan(state: State) -> Plan:
        return Plan(tuple(sizes), batch, state.kept, state.stretch)

    def toggle(state: State) -> State:
        index = names.index(state.look)
        if index in (0, depth):
            return state
        kept = tuple(on != (k == index) for k, on in enumerate(state.kept))
        return replace(state, keep=OWN, kept=kept)

    def settle(before: State, after: State) -> State:
        if after.keep != before.keep and after.keep != OWN:
            after = replace(after, kept=_preset(after.keep, depth))
        return GUESS.settle(before, after)

    controls = (
        (
            Choice[State]("keep", "Keep", lambda state: KEEPS),
            Switch[State]("stretch", "Hold what is recomputed on the way"),
        ),
        (
            Choice[State]("look", "Look at", lambda state: names),
            Button[State]("Keep or drop it", toggle),
        ),
        (
            GUESS.switch,
            Number[State](
                "guess", "I expect layer evaluations", lambda state: (0, MOST_EVALUATIONS), asks
            ),
            GUESS.button(lambda state: state.guess == plan(state).total),
        ),
    )
    start = State(KEEP_NONE, _preset(KEEP_NONE, depth), names[1])
    return Figure(
        "Cached values",
        start,
        lambda state: draw_plan(plan(state), names.index(state.look), state.open),
        controls,
        say=lambda state: _say(state, plan(state), names.index(state.look)),
        settle=settle,
        still=replace(start, predict=False),
    )


def _preset(keep: str, depth: int) -> tuple[bool, ...]:
    """Return which activations are kept."""
    step = {KEEP_ALL: 1, KEEP_SECOND: 2, KEEP_THIRD: 3, KEEP_NONE: depth}[keep]
    return every(step, depth)


def _say(state: State, plan: Plan, index: int) -> str:
    fixed = index in (0, plan.depth)
    note = f" {state.look} is at hand in any case." if fixed else ""
    if not state.open:
        return (
            "How many layers does one gradient evaluate forwards, the forward pass and all that is "
            f"computed again? Guess, then check.{note}"
        )
    extra = plan.total - plan.depth
    counts = (
        f"{plan.total} layer evaluations: {plan.depth} in the forward pass and {extra} on the way "
        f"back.{note}"
    )
    if not state.committed:
        return counts
    return f"{verdict(state.guess, state.guess == plan.total)} {counts}"
