"""Are two mistakes at once named, both of them, and none that was not made?

All pairs of edits of the steps of backpropagation, of one sample and of a batch in rows, whose
numbers no single edit gives: some 40,000 of each, an hour and a half of one processor, or some of
them drawn at random. Prints how many were named both, as another pair that gives the same numbers,
one of the two, not at all, and wrongly; the exit code says whether one was.

    python benchmarks/pairs.py [--sample N] [--processes N] [--json]
"""

import argparse
import json
import os
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.helpers.edited_steps import edited_steps

EXERCISES = ("backpropagation", "backward_rows")
HOW = ("both", "alike", "one", "silent", "wrong")  # alike: as another pair with the same numbers
TOGETHER = 50  # pairs in one piece of work

Named = tuple[str, str, str | None]  # the two edits, and how they were named


prepared = cache(edited_steps)


def name(exercise: str, places: list[int]) -> list[Named]:
    """Ask about some of the pairs of an exercise, by their places among all."""
    question = prepared(exercise)
    found: list[Named] = []
    for place in places:
        one, other = question.pairs[place]
        how = question.told_of(one, other)
        found.append((f"{one.name} {set(one.layers)}", f"{other.name} {set(other.layers)}", how))
    return found


def main() -> int:
    """Ask about pairs; the exit code says whether one was named wrongly."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, help="so many of each exercise, at random (all)")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="at a time")
    parser.add_argument("--json", action="store_true", help="print figures for a program to read")
    arguments = parser.parse_args()
    wrong: list[str] = []
    figures: dict[str, dict[str, int]] = {}
    with ProcessPoolExecutor(arguments.processes) as pool:
        for exercise in EXERCISES:
            places = list(range(len(prepared(exercise).pairs)))
            random.Random(3).shuffle(places)  # noqa: S311, the same ones every time
            places = places[: arguments.sample]
            pieces = [places[at : at + TOGETHER] for at in range(0, len(places), TOGETHER)]
            counted: Counter[str] = Counter()
            for named in pool.map(name, [exercise] * len(pieces), pieces):
                counted.update(how for *_, how in named if how)
                wrong += [f"{exercise}: {one} + {two}" for one, two, how in named if how == "wrong"]
            figures[exercise] = {how: counted[how] for how in HOW}
    if arguments.json:
        print(json.dumps(figures))
    else:
        for exercise, numbers in figures.items():
            total = sum(numbers.values())
            print(f"{exercise}, {total} pairs:", end=" ")
            print(", ".join(f"{how} {n} ({n / total:.1%})" for how, n in numbers.items()))
        print("\n".join(wrong), end="")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
