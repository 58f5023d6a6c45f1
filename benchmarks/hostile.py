"""How many hostile submissions earn marks that they do not deserve? Stock nbgrader and the judge.

The corpus of tests/attacks/ goes through both in one run, one attack a submission. What
would harm a machine is left out, since without a sandbox it runs as you, and so are attacks on what
stock nbgrader does not have. An attack that looks for something (a network, other students' files)
answers rightly once it has found it. Two columns a grader:

- undeserved: points in exercises that were answered wrongly;
- withheld: points that are missing in exercises that were answered rightly.

    python benchmarks/hostile.py [--json] [ATTACK ...]
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.helpers import stock
from tests.helpers.attacks import read_attacks
from tests.helpers.hostile_class import LIMITS, Class
from tests.helpers.hostile_notebooks import hand_in_edited

NO_TARGET = (
    "wire_malformed",
    "wire_ahead",
    "wire_slow",
)  # no wire leads to a stock kernel's functions


@dataclass(frozen=True)
class Row:
    """One attack: points by stock nbgrader and by this project's grader."""

    attack: str
    stock_undeserved: float
    stock_withheld: float
    judge_undeserved: float
    judge_withheld: float


def measure(names: list[str]) -> list[Row]:
    """Grade all harmless attacks, or those named, with both graders."""
    with tempfile.TemporaryDirectory(prefix="graded-") as scratch:
        group = Class(Path(scratch) / "here")
        points = {exercise.name: exercise.points for exercise in group.lesson.exercises}
        loses: dict[str, frozenset[str]] = {}
        for attack in read_attacks():
            if attack.harmful or attack.alone or attack.name in NO_TARGET:
                continue
            if attack.name in names or not names:
                loses[attack.name] = attack.loses
                group.hand_in_answers(attack.name, attack.answers)
        if not names:
            loses |= dict.fromkeys(hand_in_edited(group), frozenset(points))
        submissions = {
            student: next((group.submissions / student).rglob("*.ipynb")).read_bytes()
            for student in loses
        }
        there = stock.grade(Path(scratch) / "stock", group.lesson, submissions)
        here = {
            student: {exercise: score for exercise, (score, _, _) in scores.items()}
            for student, scores in group.grade(LIMITS).scores.items()
        }
    return [
        Row(name, *_compare(there.get(name, {}), lost, points),
            *_compare(here[name], lost, points))
        for name, lost in sorted(loses.items())
    ]  # fmt: skip


def _compare(
    scores: dict[str, float], lost: frozenset[str], points: dict[str, float]
) -> tuple[float, float]:
    """Return the points that were not deserved, and those that were and are missing."""
    undeserved = sum(scores.get(exercise, 0.0) for exercise in lost)
    return undeserved, sum(points[name] - scores.get(name, 0.0) for name in points.keys() - lost)


def main() -> int:
    """Print a table; 1 if an attack earned marks from this project's grader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("attacks", nargs="*", metavar="ATTACK")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    rows = measure(options.attacks)
    earned = {"stock": sum(row.stock_undeserved > 0 for row in rows),
              "judge": sum(row.judge_undeserved > 0 for row in rows)}  # fmt: skip
    if options.json:
        print(json.dumps({"attacks": len(rows), **earned, "rows": [asdict(r) for r in rows]}))
    else:
        print(f"{'points of 20':20}   stock nbgrader           this grader")
        print(f"{'':20}   undeserved  withheld     undeserved  withheld")
        for r in rows:
            print(
                f"{r.attack:20}   {r.stock_undeserved:>10g}  {r.stock_withheld:>8g}     "
                f"{r.judge_undeserved:>10g}  {r.judge_withheld:>8g}"
            )
        print(f"\nOf {len(rows)} attacks, {earned['stock']} earn marks that they do not deserve "
              f"from stock nbgrader, {earned['judge']} from this grader.")  # fmt: skip
    return int(earned["judge"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
