"""Controls of a figure: each changes the figure's state, which is a frozen dataclass."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

S = TypeVar("S", bound="DataclassInstance")


def always(state: object) -> bool:
    """Say that a control is there in every state."""
    return True


@dataclass(frozen=True)
class Button(Generic[S]):
    """A button that turns the state into the next one.

    Attributes:
        label: what stands on it.
        act: the next state. At an end it returns the state as it is; a button that is switched off
            would lose the keyboard's focus.
        shown: whether it is there.
        check: whether Enter in a field of its row presses it.
    """

    label: str
    act: Callable[[S], S]
    shown: Callable[[S], bool] = always
    check: bool = False


@dataclass(frozen=True)
class Choice(Generic[S]):
    """A list of texts, which may depend on the state; the field ``name`` holds one of them."""

    name: str
    label: str
    options: Callable[[S], Sequence[str]]
    shown: Callable[[S], bool] = always


@dataclass(frozen=True)
class Switch(Generic[S]):
    """A switch, on or off: a bool in the state's field ``name``."""

    name: str
    label: str
    shown: Callable[[S], bool] = always


@dataclass(frozen=True)
class Number(Generic[S]):
    """A whole number in the state's field ``name``, from ``limits(state)`` = (least, most)."""

    name: str
    label: str
    limits: Callable[[S], tuple[int, int]]
    shown: Callable[[S], bool] = always


@dataclass(frozen=True)
class Slider(Generic[S]):
    """A number between two ends, in steps: a float in the state's field ``name``."""

    name: str
    label: str
    least: float
    most: float
    step: float
    shown: Callable[[S], bool] = always

    @property
    def places(self) -> int:
        """How many steps there are between its ends."""
        return round((self.most - self.least) / self.step)


@dataclass(frozen=True)
class Player(Generic[S]):
    """Buttons to play and pause; they run the whole number in the field ``name`` to its end.

    Every ``Button`` of the figure pauses it.

    Attributes:
        last: the number at which it stops; it starts at 0.
        interval: milliseconds between two numbers, which may depend on a speed in the state.
    """

    name: str
    label: str
    last: Callable[[S], int]
    interval: Callable[[S], int]
    shown: Callable[[S], bool] = always


Field = Choice[S] | Switch[S] | Number[S] | Slider[S] | Player[S]  # a control with a value
Control = Button[S] | Field[S]
