"""A matplotlib figure that is shown: its texts, its text alternative, and that it is gone."""

import matplotlib.pyplot as plt
import pytest

from blackboard import show


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("-4", "−4"),
        ("5 and -0.5", "5 and −0.5"),
        ("(-.5, 3)", "(−.5, 3)"),
        ("$-4$", "$−4$"),
        ("1e-10", "1e-10"),
        ("x-2", "x-2"),
        ("W[1]-1", "W[1]-1"),
        ("2-3", "2-3"),
    ],
)
def test_numbers_have_minus_signs(written: str, shown: str) -> None:
    figure, ax = plt.subplots()
    text = ax.text(0, 0, written)
    show(figure, alt="a number")
    assert text.get_text() == shown
    assert not plt.fignum_exists(figure.number)


def test_the_text_alternative_is_shown_where_no_picture_can_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figure, _ = plt.subplots()
    show(figure, alt="two empty axes")
    assert "two empty axes" in capsys.readouterr().out
