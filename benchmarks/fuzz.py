"""Does anything that comes from outside bring out an exception that is not declared?

The tests that make up what comes (messages of a student process, what it shows, notebooks,
archives, names, texts of a page) with new inputs each time, until the time is over. Exit status 1
where one fails; the seed that is printed brings it back.

    python benchmarks/fuzz.py [--minutes M] [--seed N] [--json]
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROFILE = "fuzz"  # tests/conftest.py: inputs that are not the same in every run


def fuzz(seed: int) -> subprocess.CompletedProcess[str]:
    """Run the tests once with a seed."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "fuzz", "-p", "no:cacheprovider",
         f"--hypothesis-profile={PROFILE}", f"--hypothesis-seed={seed}", "tests"],
        cwd=ROOT, text=True, capture_output=True, check=False,
    )  # fmt: skip


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    end, rounds = time.monotonic() + 60 * options.minutes, 0
    while rounds == 0 or time.monotonic() < end:
        done = fuzz(options.seed + rounds)
        rounds += 1
        if done.returncode:
            print(done.stdout[-5000:], file=sys.stderr)
            print(f"failed with --seed {options.seed + rounds - 1}", file=sys.stderr)
            return 1
    found = {"rounds": rounds, "seed": options.seed, "last": done.stdout.strip().splitlines()[-1]}
    print(json.dumps(found) if options.json else f"{rounds} rounds, each: {found['last']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
