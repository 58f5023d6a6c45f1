"""The corpus of hostile submissions, read from tests/attacks/."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "attacks"
LESSON = "04_jacobian_lemmas"
# What would harm a machine refuses to run anywhere else than in the sandbox.
GUARD = 'assert __import__("os").uname().nodename == "sandbox", "for the sandbox alone"\n'
HEADER = re.compile(r"# (Tries|Holds|Loses|Shares|Harms|Alone): *(.*)")


@dataclass(frozen=True)
class Attack:
    """One file of the corpus.

    Attributes:
        loses: the exercises that must score 0; all others are answered rightly.
        shares: attacks with the same word here are handed in by one student.
        harmful: whether it could harm a machine that has no sandbox.
        alone: whether it takes all the time there is.
        answers: the sources of its answer cells by grade_id.
    """

    name: str
    loses: frozenset[str]
    shares: str
    harmful: bool
    alone: bool
    answers: dict[str, str]


def read_attack(path: Path) -> Attack:
    """Read a file in percent format whose first lines say what it tries and what must hold."""
    header, *cells = re.split(r"^# %% ?", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    known: dict[str, str] = {}
    key = ""
    for line in header.splitlines():
        found = HEADER.fullmatch(line)
        if found:
            key, known[found[1]] = found[1], found[2]
        elif line.strip():
            known[key] += line.removeprefix("#")
    missing = {"Tries", "Holds", "Loses"} - known.keys()
    if missing or not cells:
        raise ValueError(f"{path}: {', '.join(sorted(missing)) or 'a cell'} is missing")
    harmful = "Harms" in known
    answers = dict(cell.split("\n", 1) for cell in cells)
    if harmful:
        answers = {name: GUARD + source for name, source in answers.items()}
    loses = frozenset(known["Loses"].split())
    shares = known.get("Shares", path.stem)
    return Attack(path.stem, loses, shares, harmful, "Alone" in known, answers)


def read_attacks() -> list[Attack]:
    """Read the corpus."""
    return [read_attack(path) for path in sorted(CORPUS.glob("*.py"))]


def by_student(attacks: Iterable[Attack]) -> dict[str, list[Attack]]:
    """Deal attacks out to students: those that do not disturb each other to one."""
    students: dict[str, list[Attack]] = {}
    for attack in attacks:
        students.setdefault(f"attack {attack.shares}", []).append(attack)
    return students
