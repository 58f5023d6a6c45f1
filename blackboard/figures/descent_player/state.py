"""The state of the descent player, and how it follows the reader's wishes."""

from dataclasses import dataclass, replace

from blackboard.figures.descent_player.race import METHODS, Race
from blackboard.interactive.guess import UNDECIDED, GuessFirst, Guessing

NONE_FIRST = "none of them"
CLOSER, AWAY = "comes closer and closer", "moves away and away"
SLOW, QUICK, FAST = "slow: 1 sample a step", "quick: 4 samples a step", "fast: 1 epoch a step"


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: which methods run, and how far they have come.

    Attributes:
        frame: the step, 0 for the start.
        speed: how many samples a step is.
        eta: the learning rate.
        size: samples in a mini-batch.
        seed: of the orders.
        single, mini, batch, newton: which methods are shown.
        first: the guess which method is the first in the valley.
        fate: the guess what batch mode does.
    """

    frame: int = 0
    speed: str = SLOW
    eta: float = 0.1
    size: int = 4
    seed: int = 1
    single: bool = True
    mini: bool = True
    batch: bool = True
    newton: bool = False
    first: str = UNDECIDED
    fate: str = UNDECIDED

    @property
    def methods(self) -> list[str]:
        """The methods that are shown."""
        shown = (self.single, self.mini, self.batch, self.newton)
        return [method for method, on in zip(METHODS, shown, strict=True) if on]


GUESS = GuessFirst[State](
    lambda state: (state.methods, state.eta, state.size, state.seed, state.predict),
    {"first": UNDECIDED, "fate": UNDECIDED},
)


def time(race: Race, state: State) -> int:
    """Return how many samples each method has looked at."""
    return min(state.frame * pace(race, state.speed), race.end)


def pace(race: Race, speed: str) -> int:
    """Return how many samples a step is."""
    return {SLOW: 1, QUICK: 4, FAST: race.samples}[speed]


def last(race: Race, state: State) -> int:
    """Return the last step."""
    return -(-race.end // pace(race, state.speed))


def settle(race: Race, before: State, after: State) -> State:
    """Keep the time when the speed changes; ask anew where the question has changed."""
    if after.speed != before.speed:
        after = replace(after, frame=time(race, before) // pace(race, after.speed))
    after = GUESS.settle(before, after)
    frame = min(max(after.frame, 0), last(race, after)) if after.open else 0
    return replace(after, frame=frame)
