"""Does a right answer ever fail, or get a hint? The reference answers on random networks.

Backpropagation of one sample, of a batch in columns and of a batch in rows, with sigmoids and the
Euclidean loss and with ReLU and cross-entropy; 1 to 4 layers of 1 to 6 units; weights from small to
large. Prints the number of networks, of failures and of hints.

    python benchmarks/false_alarms.py [--networks N] [--json]
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder.checks.check import QUESTIONS
from tests.helpers.lesson_cells import overhearing
from tests.helpers.random_networks import TASKS, reference


def main() -> int:
    """Ask about random networks; the exit code says whether something was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--networks", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--json", action="store_true", help="print figures for a program to read")
    arguments = parser.parse_args()
    each = -(-arguments.networks // (QUESTIONS * len(TASKS)))
    failures: list[str] = []
    with overhearing() as diagnoses:
        for task in TASKS:
            function = reference(task)
            for seed in range(each):
                verdict = task.examine(function, seed)
                if not verdict.passed:
                    failures.append(f"{task.exercise}, seed {seed}: {verdict.message}")
    hints = sum(bool(causes) for causes in diagnoses)
    networks = each * QUESTIONS * len(TASKS)
    if arguments.json:
        print(json.dumps({"networks": networks, "failures": len(failures), "hints": hints}))
    else:
        print(
            "\n".join([*failures, f"{networks} networks: {len(failures)} failures, {hints} hints"])
        )
    return int(bool(failures or hints))


if __name__ == "__main__":
    sys.exit(main())
