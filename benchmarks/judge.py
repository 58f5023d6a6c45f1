"""How much does a graded call cost? The call of a function in the sandbox against a direct one.

A function that adds arrays is called through the judge (arguments as data to a real sandboxed
kernel, the result as data back) and directly, with the same guards (copies of the arguments before,
comparison after). The two take turns.

    python benchmarks/judge.py [--turns N] [--json]
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from autograder.checks.calls.call import observe
from autograder.judge.kernel import Kernel
from autograder.judge.outputs import Outputs
from autograder.sandbox.limits import Limits

AIM = 5.0  # milliseconds that a call with up to 10,000 numbers may take
SIZES = (1, 100, 10_000, 1_000_000)
WARM_UP = 20  # calls that are not counted
SOURCE = "def add(x, y):\n    return x + y\n"


@dataclass(frozen=True)
class Figure:
    """What a call with two arrays costs.

    Attributes:
        entries: of each array.
        judged: median milliseconds through the judge.
        slowest: the 95th of 100 calls through the judge.
        direct: median milliseconds of the direct call.
        ratio: judged / direct.
    """

    entries: int
    judged: float
    slowest: float
    direct: float
    ratio: float


def measure(turns: int) -> list[Figure]:
    """Measure calls of all sizes in one sandboxed kernel."""
    names: dict[str, Any] = {}
    exec(SOURCE, names)  # noqa: S102, the same function on this side
    figures = []
    with Kernel("bubblewrap", Limits(cell=600, test=600)) as kernel:
        kernel.run(f"import numpy as np\n{SOURCE}", Outputs(0))
        with kernel.calls({}, Outputs(0)) as channel:
            far, near = channel.fetch("add"), names["add"]
            for entries in SIZES:
                arguments = [np.arange(float(entries)), np.ones(entries)]
                judged, direct = _alternate(far, near, arguments, turns)
                middle = statistics.median(direct)
                slowest = sorted(judged)[int(0.95 * len(judged))]
                judged_middle = statistics.median(judged)
                figures.append(
                    Figure(entries, judged_middle, slowest, middle, judged_middle / middle)
                )
    return figures


def _alternate(
    far: Callable[..., Any], near: Callable[..., Any], arguments: Sequence[Any], turns: int
) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each call: in the sandbox, and here."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(WARM_UP + turns):
        for function, kept in zip((far, near), times, strict=True):
            start = time.perf_counter()
            observe(function, arguments)
            kept.append(1000 * (time.perf_counter() - start))
    return times[0][WARM_UP:], times[1][WARM_UP:]


def main() -> int:
    """Print the figures; 1 if a call with up to 10,000 numbers takes longer than it should."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=200, metavar="N")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    figures = measure(options.turns)
    if options.json:
        print(json.dumps([asdict(figure) for figure in figures]))
    else:
        print("two arrays of   judged, ms   95th, ms   direct, ms    ratio")
        for f in figures:
            print(
                f"{f.entries:>13,}  {f.judged:>11.3f}  {f.slowest:>9.3f}  {f.direct:>11.4f}  "
                f"{f.ratio:>7.1f}"
            )
    return int(any(f.judged > AIM for f in figures if f.entries <= 10_000))


if __name__ == "__main__":
    raise SystemExit(main())
