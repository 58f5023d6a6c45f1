"""The graph of a student's tape: values forwards, adjoints backwards, a line of it a step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from numpy.typing import ArrayLike

from blackboard.drawing.notation import listed
from blackboard.drawing.shapes import Drawing
from blackboard.figures.tape_graph import steps
from blackboard.figures.tape_graph.layout import Layout, lay_out
from blackboard.figures.tape_graph.operations import OPERATIONS
from blackboard.figures.tape_graph.picture import draw_tape
from blackboard.figures.tape_graph.tape import BadTape, read_tape
from blackboard.figures.tape_graph.view import View
from blackboard.figures.tape_graph.walk import BACKWARD, Walk
from blackboard.interactive.controls import Button, Choice, Control
from blackboard.interactive.figure import Figure, NothingToDraw
from blackboard.interactive.guess import UNDECIDED, GuessFirst, Guessing, verdict

TITLE = "Tape graph"
THE_STEP = "the step"
RULES = {operation.rule: name for name, operation in OPERATIONS.items()}


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: where the walk is, and what was guessed.

    Attributes:
        at: the step.
        seen: the last step whose result may be shown.
        look: THE_STEP, or the name of a node to look at.
        guess: one of RULES: what the line hands back.
    """

    at: int = 0
    seen: int = 0
    look: str = THE_STEP
    guess: str = UNDECIDED

    @property
    def asks(self) -> bool:
        """Whether what the present step hands back has to be guessed."""
        return self.predict and self.at > self.seen

    @property
    def open(self) -> bool:
        """Whether the result of the present step is shown."""
        return not self.asks


GUESS = GuessFirst[State](lambda state: state.at, {"guess": UNDECIDED})


def tape_graph(
    tape: Sequence[tuple[str, ...]], values: Mapping[str, ArrayLike], output: str
) -> Figure[State]:
    """Return a figure of a tape as a graph: it runs forwards and hands adjoints back.

    A step is a line of the tape. On the way back the reader guesses what an operation hands back,
    the first time that it occurs. A tape that cannot be run shows one sentence that says why.

    Args:
        tape: lines (operation, *inputs, output) of strings: ``("matmul", "W1", "x0", "p1")``. The
            operations are matmul, add, subtract, multiply (both sides stretched as NumPy does),
            sigmoid, tanh, exp, square, and sum and mean over all entries.
        values: numbers, vectors and matrices by name: what the tape takes as given.
        output: the name of the number from which the way back starts.
    """
    try:
        walk = Walk(read_tape(tape, values, output))
    except BadTape as bad:
        return _refused(str(bad))
    return _figure(walk, lay_out(walk.tape))


def _refused(message: str) -> Figure[State]:
    def draw(state: State) -> Drawing:
        raise NothingToDraw(message)

    return Figure(TITLE, State(), draw, ())


def _figure(walk: Walk, layout: Layout) -> Figure[State]:
    end = len(walk.steps) - 1

    def view(state: State) -> View:
        looked = None if state.look == THE_STEP else state.look
        return View(walk, layout, state.at, state.asks, looked)

    def step(state: State) -> State:
        return replace(state, at=min(state.at + 1, end)) if state.open else GUESS.missing(state)

    def commit(state: State) -> State:
        if not state.asks:
            return state
        if not GUESS.made(state):
            return GUESS.missing(state)
        if not right(state) and not state.tried:
            return GUESS.again(state)
        return replace(state, seen=state.at, committed=True)

    def right(state: State) -> bool:
        entry = walk.steps[state.at].entry
        return entry is not None and RULES[state.guess] == entry.operation.name

    def settle(before: State, after: State) -> State:
        if after.at != before.at:
            after = replace(after, look=THE_STEP)
            if not walk.steps[after.at].asked or after.at <= after.seen or not after.predict:
                after = replace(after, seen=max(after.at, after.seen))
        elif after.predict != before.predict:
            after = replace(after, seen=max(after.at, after.seen))
        return GUESS.settle(before, after)

    def judged(state: State) -> str:
        entry = walk.steps[state.at].entry
        if not state.committed or entry is None:
            return ""
        return verdict(f"“{state.guess}” belongs to {RULES[state.guess]}", right(state))

    def say(state: State) -> str:
        where, entry = f"Step {state.at} of {end}", walk.steps[state.at].entry
        if state.asks and entry is not None:
            return (
                f"{where}: what does line {entry.number}, {entry.text}, hand back? Choose a rule "
                "and check it."
            )
        said = f"{where}. {steps.sentence(walk, state.at)}"
        return " ".join(filter(None, [judged(state), said, _together(walk, state.at)]))

    def asked(state: State) -> bool:
        return state.asks

    controls: Sequence[Sequence[Control[State]]] = (
        (
            Button[State]("Back", lambda state: replace(state, at=max(state.at - 1, 0))),
            Button[State]("Step", step),
            Button[State]("Rewind", lambda state: replace(state, at=0, seen=0)),
            Choice[State]("look", "Look at", lambda state: (THE_STEP, *walk.tape.values)),
        ),
        (
            GUESS.switch,
            Choice[State]("guess", "It hands back", lambda state: (UNDECIDED, *RULES), asked),
            Button[State]("Check my guess", commit, asked, check=True),
        ),
    )
    return Figure(
        TITLE,
        State(),
        lambda state: draw_tape(view(state)),
        controls,
        say=say,
        settle=settle,
        pick=lambda state, name: replace(state, look=name),
        still=State(at=end, seen=end, predict=False),
    )


def _together(walk: Walk, at: int) -> str:
    """Say which nodes have something from all of their uses now, or still wait for some."""
    step = walk.steps[at]
    if step.phase != BACKWARD or step.entry is None:
        return ""
    shared = [name for name in dict.fromkeys(step.entry.inputs) if walk.tape.uses(name) > 1]
    full = [name for name in shared if walk.finished(name, at)]
    waiting = [name for name in shared if name not in full]
    sentences = []
    if full:
        sentences.append(f"All uses of {listed(full)} have come back, and they add up.")
    if waiting:
        sentences.append(f"{listed(waiting)}: other uses still have to come back.")
    return " ".join(sentences)
