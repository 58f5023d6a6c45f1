"""Guess first: when an answer is open, and when a guess is forgotten."""

from dataclasses import dataclass, replace

from blackboard.drawing.shapes import Drawing
from blackboard.interactive.controls import Choice, Number
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import AGAIN, UNDECIDED, GuessFirst, Guessing, asks, verdict


@dataclass(frozen=True)
class State(Guessing):
    about: int = 1
    word: str = UNDECIDED
    count: int = 0


GUESS = GuessFirst[State](lambda state: state.about, {"word": UNDECIDED, "count": 0})
FIGURE = Figure(
    "Guess",
    State(),
    lambda state: Drawing(10, 10, (), "open" if state.open else "covered"),
    (
        (GUESS.switch, Number[State]("about", "About", lambda state: (1, 3))),
        (
            Choice[State]("word", "Word", lambda state: (UNDECIDED, "more", "less"), asks),
            Number[State]("count", "Count", lambda state: (0, 9), asks),
            GUESS.button(),
        ),
    ),
    settle=GUESS.settle,
)


def answered() -> State:
    state = FIGURE.change(FIGURE.change(State(), "word", "more"), "count", 4)
    return FIGURE.press(state, "Check my guess")


def test_a_complete_guess_opens_the_answer() -> None:
    half = FIGURE.change(State(), "word", "more")
    assert not FIGURE.press(half, "Check my guess").open
    assert answered() == State(word="more", count=4, committed=True)
    assert answered().open


def test_a_press_without_a_guess_asks_for_one() -> None:
    waiting = FIGURE.press(State(), "Check my guess")
    assert FIGURE.look(waiting).message == "Choose a guess first."
    typed = FIGURE.press(FIGURE.change(State(), "word", "more"), "Check my guess")
    assert FIGURE.look(typed).message == "Type a guess first."
    assert FIGURE.change(waiting, "word", "more") == State(word="more")


def test_a_wrong_guess_has_a_second_try() -> None:
    def right(state: State) -> bool:
        return state.count == 9

    wrong = State(word="more", count=4)
    once = GUESS.commit(wrong, right)
    assert (once.open, once.reply) == (False, AGAIN)
    assert GUESS.commit(once, right).open  # wrong again: now the answer shows
    assert GUESS.commit(GUESS.settle(once, replace(once, count=9)), right).open
    assert GUESS.commit(State(word="more", count=9), right).open
    assert not GUESS.settle(once, replace(once, about=2)).tried  # another question


def test_another_guess_covers_the_answer_again() -> None:
    assert FIGURE.change(answered(), "count", 5) == State(word="more", count=5)


def test_another_question_forgets_the_guess() -> None:
    assert FIGURE.change(answered(), "about", 2) == State(about=2)


def test_without_guessing_the_answer_is_open_and_nothing_is_asked() -> None:
    state = FIGURE.change(State(), "predict", False)
    assert state.open
    assert [control.shown(state) for row in FIGURE.controls for control in row] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_verdict_quotes_the_wrong_guess_alone() -> None:
    assert verdict(4, True) == "Your guess is right."
    assert verdict(4, False) == "Your guess is not right: 4."
