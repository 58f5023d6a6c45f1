"""How fast is the backpropagation that lesson 07 teaches? Ratios against peers, from one run.

One training step of the reference answers of lesson 07 (forward pass, backward pass, update; the
source is taken from the notebook) is compared with

- matmul: the matrix products that it cannot avoid, alone;
- torch: PyTorch in eager mode on the CPU;
- loop: the same step sample by sample. The reference answers of lesson 05 give the gradient of each
  sample of the batch, and one update is made with their mean, as in the `sgd` of lesson 06;
- in place: the same, with the column functions that lesson 07 brings to compare with. They add each
  gradient to a sum in place, and are the fastest loop of the course;
- single: the training loop of lesson 05, which makes an update after every sample.

All of them work in float64 with the same number of threads, and take turns. With one thread the
processor's time is counted and not the clock's, so that other programs are not measured with it.

    python benchmarks/backprop.py [--threads N] [--json]

PyTorch is optional: ``pip install torch==2.13.0``. Without it its figures are left out.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
# Holds OpenBLAS to the kernel of another processor, and with it numpy, but not PyTorch, which has a
# library of its own. It is not followed, so that both choose for the processor that they run on.
KERNEL_VARIABLE = "OPENBLAS_CORETYPE"
# A turn repeats its step for as many seconds. The first repetition finds the processor's caches
# full of another contender's numbers, which never happens in training; it must not count for much.
TURN = 0.03
WARM_UP = 3  # turns that are not counted

Step = Callable[[], object]


@dataclass(frozen=True)
class Setting:
    """A network and a batch: ``sizes`` = [n0, …, nL], ``batch`` samples, ``turns`` timed turns."""

    name: str
    sizes: tuple[int, ...]
    batch: int
    turns: int


SETTINGS = (
    Setting("lecture", (3, 4, 2), 1, 41),
    Setting("digits", (64, 32, 10), 32, 41),
    Setting("large", (784, 256, 128, 10), 256, 31),
)
# What is printed: our time over a peer's, and in which setting.
RATIOS = {
    "vs_matmul_large": ("large", "matmul"),
    "vs_torch_lecture": ("lecture", "torch"),
    "vs_torch_digits": ("digits", "torch"),
    "vs_torch_large": ("large", "torch"),
    "vs_loop_large": ("large", "loop"),
    "vs_loop_in_place_large": ("large", "in place"),
    "vs_loop_single_large": ("large", "single"),
}


def main() -> int:
    """Print the times of each setting and the ratios."""
    parser = argparse.ArgumentParser(description="Time the backpropagation of lesson 07.")
    parser.add_argument("--threads", type=int, default=1, help="for every contender (default: 1)")
    parser.add_argument("--json", action="store_true", help="print one object with the ratios")
    options = parser.parse_args()
    # Read when numpy and PyTorch load their libraries, so it must come before either is imported.
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, str(options.threads)))
    named = os.environ.pop(KERNEL_VARIABLE, None)
    from training_steps import contenders

    torch = import_torch(options.threads)
    clock = time.process_time if options.threads == 1 else time.perf_counter
    medians = {
        s.name: medians_in_turns(contenders(s.sizes, s.batch, torch), s.turns, clock)
        for s in SETTINGS
    }
    figures = {key: ratio(medians[setting], peer) for key, (setting, peer) in RATIOS.items()}
    if options.json:
        print(json.dumps(figures))
        return 0
    print(f"{blas_kernel()}, {options.threads} thread(s), float64, one training step")
    if named:
        print(f"{KERNEL_VARIABLE}={named} is set on this machine and was not followed")
    if torch is None:
        print("PyTorch is not installed: no comparison with it (pip install torch==2.13.0)")
    for setting in SETTINGS:
        print(f"{'-'.join(map(str, setting.sizes))}, batch of {setting.batch}")
        for name, seconds in medians[setting.name].items():
            print(f"  {name:22} {1e6 * seconds:10.1f} µs")
    for key, value in figures.items():
        print(f"{key:24} {'not measured' if value is None else f'{value:.3f}'}")
    return 0


def import_torch(threads: int) -> Any:
    """Return PyTorch, held to a number of threads, or None where it is not installed."""
    try:
        import torch  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    torch.set_num_threads(threads)
    return torch


def medians_in_turns(
    steps: Mapping[str, Step], turns: int, clock: Callable[[], float]
) -> dict[str, float]:
    """Let the contenders take turns and return the median time of one step of each.

    In every round each contender gets one turn, so that whatever else happens on the machine hits
    all of them alike.
    """
    repeats = {}
    for name, step in steps.items():
        step()
        started = clock()
        step()
        repeats[name] = max(1, round(TURN / (clock() - started)))
    times: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(WARM_UP + turns):
        for name, step in steps.items():
            started = clock()
            for _ in range(repeats[name]):
                step()
            if turn >= WARM_UP:
                times[name].append((clock() - started) / repeats[name])
    return {name: sorted(values)[len(values) // 2] for name, values in times.items()}


def ratio(medians: Mapping[str, float], peer: str) -> float | None:
    """Return our time over a peer's, or None where the peer was not measured."""
    return medians["rows"] / medians[peer] if peer in medians else None


def blas_kernel() -> str:
    """Name the library that multiplies numpy's matrices, and the kernel that it chose."""
    try:
        from threadpoolctl import (  # type: ignore[import-not-found, unused-ignore]
            threadpool_info,
        )
    except ImportError:
        return "numpy's matrix library (threadpoolctl would name its kernel)"
    for library in threadpool_info():
        if library["user_api"] == "blas" and "numpy" in library["filepath"]:
            kernel = library.get("architecture", "unknown")
            return f"numpy with {library['internal_api']} {library['version']}, kernel {kernel}"
    return "numpy's matrix library"


if __name__ == "__main__":
    sys.exit(main())
