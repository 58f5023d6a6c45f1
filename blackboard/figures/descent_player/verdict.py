"""The message of the descent player: the time, and how the reader's guess has turned out by now."""

from blackboard.drawing.notation import factor, listed, number
from blackboard.figures.descent_player.race import BATCH, Race
from blackboard.figures.descent_player.state import AWAY, CLOSER, NONE_FIRST, State, time
from blackboard.interactive.guess import verdict

ENOUGH = 5  # updates of batch mode after which one sees where it is going


def say(race: Race, state: State) -> str:
    """Return the line under the controls."""
    notes = race.notes(state.size, state.seed)
    if not state.methods:
        sentences = ["Switch a method on."]
    elif not state.open:
        sentences = ["Who will be the first inside the shaded ellipse, the valley?"]
        if state.batch:
            sentences.append(f"And what will batch mode do with η = {number(state.eta)}?")
        sentences.append("Guess, commit, play.")
    else:
        now = time(race, state)
        epochs = number(now / race.samples, 2)
        sentences = [f"{epochs} of {race.epochs} epochs, {now} samples each."]
        if state.committed:
            sentences += verdicts(race, state)
    return " ".join([*sentences, *notes])


def verdicts(race: Race, state: State) -> list[str]:
    """Compare the guess with what has happened by now."""
    now = time(race, state)
    sentences = []
    winners, when = first_in_valley(race, state)
    if (when is not None and when <= now) or now == race.end:
        right = state.first in (winners or [NONE_FIRST])
        sentences.append(f"First in the valley: {listed(winners) or NONE_FIRST}")
        sentences[-1] += (
            f" after {number(when / race.samples, 2)} epochs" if when is not None else ""
        )
        sentences[-1] += f". {verdict(state.first, right)}"
    path = race.path(BATCH, state.eta, state.size, state.seed)
    if state.batch and path.updates(now) >= min(ENOUGH, len(path.used) - 1):
        factors = [1 - state.eta * curvature for curvature in race.problem.curvatures]
        fate = AWAY if max(map(abs, factors)) > 1 else CLOSER
        word = "right" if state.fate == fate else "not right"
        sentences.append(
            f"Batch mode {fate}: a step multiplies the error along the valley by "
            f"{factor(factors[0])} and across it by {factor(factors[1])}. That guess is {word}."
        )
    return sentences


def first_in_valley(race: Race, state: State) -> tuple[list[str], int | None]:
    """Return the methods that reach the valley first, and after how many samples."""
    times = {
        method: race.path(method, state.eta, state.size, state.seed).reached(race.goal)
        for method in state.methods
    }
    arrived = {method: when for method, when in times.items() if when is not None}
    when = min(arrived.values(), default=None)
    return [method for method in arrived if arrived[method] == when], when
