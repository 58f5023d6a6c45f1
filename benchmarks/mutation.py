"""Do the tests of the lessons notice small mistakes? Every mutant of every reference answer.

Operators, transposes, indices, factors, signs and missing calls are changed one at a time, and the
tests of the exercise are run on what comes out. Prints a line for each lesson, the mutants that
passed, and the score: rejected mutants among those that are no right answers themselves.

    python benchmarks/mutation.py [--json]
"""

import argparse
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.helpers.equivalent_mutants import BY_RESULT
from tests.helpers.mutant_runs import EXERCISES, Result, tried

SEED = "04"


def main() -> int:
    """Run all mutants and report; the exit code says whether one passed that should not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print figures for a program to read")
    as_json = parser.parse_args().json
    os.environ.setdefault("AUTOGRADER_SEED", SEED)
    results: list[Result] = []
    for lesson in dict.fromkeys(name for name, _ in EXERCISES):
        here = [
            result
            for name, exercise in EXERCISES
            if name == lesson
            for result in tried(lesson, exercise.name, exercise.tests)
        ]
        results += here
        if not as_json:
            rejected = sum(result.rejected for result in here)
            print(f"{lesson:22} {len(here):5} mutants, {rejected:5} rejected", flush=True)
    report(results, as_json=as_json)
    return int(any(not r.rejected and not r.reason for r in results))


def report(results: list[Result], *, as_json: bool) -> None:
    """Print the score and what is left."""
    passed = [r for r in results if not r.rejected]
    survivors = [r for r in passed if not r.reason]
    rejected = len(results) - len(passed)
    by_result = sum(r.exercise in BY_RESULT for r in passed)
    equal = len(passed) - len(survivors) - by_result
    score = rejected / (rejected + len(survivors))
    if as_json:
        figures = {"mutants": len(results), "rejected": rejected, "survivors": len(survivors)}
        print(json.dumps({**figures, "equivalent": equal, "by_result": by_result, "score": score}))
        return
    for r in passed:
        print(f"  {r.exercise}: {r.mutant.change}\n      {r.reason or 'SURVIVED'}")
    print(
        f"{len(results)} mutants: {rejected} rejected, {equal} equivalent, {by_result} right by "
        f"their result, {len(survivors)} survivors; score {score:.1%}"
    )


if __name__ == "__main__":
    sys.exit(main())
