"""What is read of a report: as text, in a notebook, in pytest's failure, as an exception."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from autograder import CheckFailed, GradientReport, explain_gradient
from autograder.checks.failure import WIDTH

X = np.array([[0.5, -1.2, 2.0], [0.3, 0.8, -0.4]])


def report(factor: float = 1.0) -> GradientReport:
    return explain_gradient(lambda x: np.sum(np.sin(x)), factor * np.cos(X), X)


def test_what_passes_is_said_in_a_line_and_a_table() -> None:
    text = str(report())
    assert text.startswith("The gradient agrees with differences in all 6 entries.\n\n  argument ")
    assert "x         (2, 3)  6 of 6     0 " in text


def test_what_fails_names_its_worst_entry_first() -> None:
    wrong = report(2.0)
    text = str(wrong)
    worst = wrong.worst
    assert worst is not None
    assert worst.given == pytest.approx(2 * worst.measured)
    assert text.startswith(f"Wrong: x[{worst.index[0]}, {worst.index[1]}] is {worst.given:.6g}; ")
    assert "2.000  wrong" in text
    assert " ".join(wrong.causes[0].split()) in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= WIDTH


def test_it_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        report().passed = False  # type: ignore[misc]


def test_it_raises_only_if_asked_and_only_if_wrong() -> None:
    report().raise_if_wrong()
    with pytest.raises(CheckFailed) as raised:
        report(2.0).raise_if_wrong()
    assert str(raised.value) == str(report(2.0))


class Texts(HTMLParser):
    """Collects the text and checks that what is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_notebook_shows_a_table_and_a_map() -> None:
    bundle = report(2.0)._repr_mimebundle_()
    assert bundle["text/plain"] == str(report(2.0))
    page = Texts()
    page.feed(bundle["text/html"])
    assert not page.open
    shown = " ".join(page.texts)
    assert "A constant factor of 2.000" in shown
    assert "x (2, 3): 6 of 6 entries disagree" in shown
    assert page.texts.count("≠") == 6
    assert "≠" not in report()._repr_mimebundle_()["text/html"]


def test_names_are_escaped_in_a_notebook() -> None:
    at = {"<b>": 1.0}
    html = explain_gradient(lambda **x: x["<b>"] ** 2, {"<b>": 7.0}, at)._repr_mimebundle_()
    assert "<b>" not in html["text/html"]
    assert "&lt;b&gt;" in html["text/html"]


TEST = """
import numpy as np
from autograder import explain_gradient

def test_gradient():
    x = np.array([0.5, -1.2])
    assert explain_gradient(lambda x: np.sum(np.sin(x)), lambda x: -np.cos(x), at=x)

def test_right():
    x = np.array([0.5, -1.2])
    assert explain_gradient(lambda x: np.sum(np.sin(x)), np.cos, at=x)

def test_whole():
    explain_gradient(np.sin, 2.0, at=0.3).raise_if_wrong()
"""


def test_pytest_shows_the_entry_and_the_cause(tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    path.write_text(TEST, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "2 failed, 1 passed" in done.stdout
    assert (
        "<Wrong: x[0] is -0.877583; differences give 0.877583. All sizes are right and all signs "
        "are reversed.>" in done.stdout
    )
    assert "Wrong: x is 2; differences give 0.955336." in done.stdout


def test_the_line_for_pytest_is_never_shortened_by_it() -> None:
    rng = np.random.default_rng(0)
    names = [f"parameter_with_a_long_name_{i}" for i in range(8)]
    at = {name: rng.normal(size=3) for name in names}
    wrong = explain_gradient(
        lambda **p: sum(np.sum(x**3) for x in p.values()),
        lambda **p: {name: -3 * x**2 for name, x in p.items()},
        at,
    )
    assert not wrong
    assert len(repr(wrong)) <= 240
    assert "\n" not in repr(wrong)
