"""How fast is the backpropagation that lesson 07 teaches? Ratios against peers, from one run.

One training step of the reference answers of lesson 07 (forward pass, backward pass, update; the
source is taken from the notebook) is compared with

- the matrix products that it cannot avoid, alone;
- PyTorch in eager mode on the CPU;
- the loop over single samples: the reference answers of lesson 05, which make a forward pass, a
  backward pass and an update for each sample of the batch;
- the same loop as lesson 06 has it, with one update for the whole batch.

All of them work in float64 with the same number of threads, and take turns.

    python benchmarks/backprop.py [--threads N] [--json]

PyTorch is optional: ``pip install torch==2.13.0``. Without it its figures are left out.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

SOLUTIONS = Path(__file__).resolve().parent.parent / "solutions"
# The cells of each lesson that hold what it provides and its reference answers, in order.
COLUMN_CELLS = (
    "provided_functions",
    "lemmas",
    "forward",
    "layer_grads",
    "output_delta",
    "hidden_delta",
    "backpropagation",
    "update",
)
ROW_CELLS = ("provided_functions", "forward_rows", "backward_rows")
RATE = 1e-3
TURN = 0.005  # seconds: one turn repeats its step until the clock's resolution does not matter
WARM_UP = 5  # turns that are not counted

Step = Callable[[], object]


@dataclass(frozen=True)
class Setting:
    """A network and a batch: ``sizes`` = [n0, …, nL], ``batch`` samples, ``turns`` timed turns."""

    name: str
    sizes: tuple[int, ...]
    batch: int
    turns: int


SETTINGS = (
    Setting("lecture", (3, 4, 2), 1, 101),
    Setting("digits", (64, 32, 10), 32, 101),
    Setting("large", (784, 256, 128, 10), 256, 41),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Time the backpropagation of lesson 07.")
    parser.add_argument("--threads", type=int, default=1, help="for every contender (default: 1)")
    parser.add_argument("--json", action="store_true", help="print one object with the ratios")
    options = parser.parse_args()
    # Read when numpy and PyTorch load their libraries, so it must come before either is imported.
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, str(options.threads)))

    columns = read_lesson("05_backpropagation", COLUMN_CELLS)
    rows = read_lesson("07_engineering", ROW_CELLS)
    torch = import_torch(options.threads)
    medians = {s.name: time_setting(s, columns, rows, torch) for s in SETTINGS}
    figures = {
        "vs_matmul_large": ratio(medians["large"], "matmul"),
        "vs_torch_lecture": ratio(medians["lecture"], "torch"),
        "vs_torch_digits": ratio(medians["digits"], "torch"),
        "vs_torch_large": ratio(medians["large"], "torch"),
        "vs_loop_large": ratio(medians["large"], "loop"),
    }
    if options.json:
        print(json.dumps(figures))
        return 0
    print(f"{blas_kernel()}, {options.threads} thread(s), float64, one training step")
    if torch is None:
        print("PyTorch is not installed: no comparison with it (pip install torch==2.13.0)")
    for setting in SETTINGS:
        print(f"{'-'.join(map(str, setting.sizes))}, batch of {setting.batch}")
        for name, seconds in medians[setting.name].items():
            print(f"  {name:17} {1e6 * seconds:10.1f} µs")
    for key, value in figures.items():
        print(f"{key:17} {'not measured' if value is None else f'{value:.3f}'}")
    return 0


def read_lesson(lesson: str, names: Sequence[str]) -> Mapping[str, Any]:
    """Run cells of a lesson, by their grade_id, and return what they define."""
    import numpy as np

    (path,) = (SOLUTIONS / lesson).glob("*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    sources = {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in notebook["cells"]
        if "nbgrader" in cell["metadata"]
    }
    namespace: dict[str, Any] = {"np": np, "pairwise": pairwise}
    for name in names:
        exec(compile(sources[name], f"<{name}>", "exec"), namespace)  # noqa: S102 - our own lessons
    return namespace


def import_torch(threads: int) -> Any:
    """Return PyTorch, held to a number of threads, or None where it is not installed."""
    try:
        import torch  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    torch.set_num_threads(threads)
    return torch


def time_setting(
    setting: Setting, columns: Mapping[str, Any], rows: Mapping[str, Any], torch: Any
) -> dict[str, float]:
    """Return the median time of one step of each contender, in seconds."""
    import numpy as np

    rng = np.random.default_rng(7)
    X = rng.uniform(size=(setting.batch, setting.sizes[0]))
    Y = rng.uniform(size=(setting.batch, setting.sizes[-1]))
    params = [
        (rng.normal(size=(n, m)) / np.sqrt(n), rng.normal(size=m))
        for n, m in pairwise(setting.sizes)
    ]
    contenders = {
        "rows": rows_step(rows, params, X, Y),
        "matmul": matrix_products(rows, params, X),
        "loop": loop_step(columns, params, X, Y),
        "loop of lesson 06": loop_with_one_update(rows, params, X, Y),
    }
    if torch is not None:
        check_torch(torch, rows, params, X, Y)
        contenders["torch"] = torch_step(torch, params, X, Y)
    return medians_in_turns(contenders, setting.turns)


def rows_step(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Step:
    """Return one step of a training loop with the reference answers of lesson 07."""
    own = [(W.copy(), b.copy()) for W, b in params]
    held: list[Any] = [None, None]

    def step() -> None:
        # As in a training loop: the arrays of a step live until the next one replaces them.
        held[0] = lesson["forward_rows"](own, X)
        held[1] = lesson["backward_rows"](own, held[0], Y)
        lesson["update_in_place"](own, held[1], RATE)

    return step


def matrix_products(lesson: Mapping[str, Any], params: Any, X: Any) -> Step:
    """Return the matrix products of one step and nothing else."""
    import numpy as np

    cache = lesson["forward_rows"](params, X)
    rng = np.random.default_rng(8)
    deltas = [rng.normal(size=A.shape) for A in cache]
    layers = range(len(params))
    held: dict[int, Any] = {}

    def step() -> None:
        for layer in layers:
            held[layer] = cache[layer] @ params[layer][0]
        for layer in reversed(layers):
            held[-1 - layer] = cache[layer].T @ deltas[layer + 1]
            if layer > 0:
                held[-100 - layer] = deltas[layer + 1] @ params[layer][0].T

    return step


def loop_step(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Step:
    """Return one pass over the batch as lesson 05 trains: an update after every sample."""
    held = [[(W.T.copy(), b.copy()) for W, b in params]]

    def step() -> None:
        now = held[0]
        for x, y in zip(X, Y, strict=True):
            now = lesson["update"](now, lesson["backpropagation"](now, x, y), RATE)
        held[0] = now

    return step


def loop_with_one_update(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Step:
    """Return the very computation of ``rows_step``, with a loop over the samples."""
    own = [(W.T.copy(), b.copy()) for W, b in params]

    def step() -> None:
        lesson["update_in_place"](own, lesson["column_batch_gradient"](own, X, Y), RATE)

    return step


def torch_step(torch: Any, params: Any, X: Any, Y: Any) -> Step:
    """Return the same step in PyTorch: autograd, and an update in place without an optimiser."""
    tensors = [torch.tensor(p, requires_grad=True) for layer in params for p in layer]
    x, y = torch.tensor(X), torch.tensor(Y)

    def step() -> None:
        torch_loss(torch, tensors, x, y).backward()
        with torch.no_grad():
            for tensor in tensors:
                tensor.sub_(tensor.grad, alpha=RATE)
                tensor.grad = None

    return step


def torch_loss(torch: Any, tensors: Any, x: Any, y: Any) -> Any:
    for W, b in zip(tensors[::2], tensors[1::2], strict=True):
        x = torch.sigmoid(torch.addmm(b, x, W))
    return 0.5 * (x - y).square().sum() / len(y)


def check_torch(torch: Any, lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> None:
    """Make sure that both compute the same gradient.

    Raises:
        ValueError: they do not; nothing would be compared.
    """
    import numpy as np

    tensors = [torch.tensor(p, requires_grad=True) for layer in params for p in layer]
    torch_loss(torch, tensors, torch.tensor(X), torch.tensor(Y)).backward()
    grads = lesson["backward_rows"](params, lesson["forward_rows"](params, X), Y)
    ours = [g for layer in grads for g in layer]
    for g, tensor in zip(ours, tensors, strict=True):
        if not np.allclose(g, tensor.grad.numpy(), rtol=1e-9, atol=1e-12):
            raise ValueError("the lesson and PyTorch disagree about a gradient")


def medians_in_turns(contenders: Mapping[str, Step], turns: int) -> dict[str, float]:
    """Let the contenders take turns and return the median time of one step of each.

    In every round each contender gets one turn, so that whatever else happens on the machine hits
    all of them alike.
    """
    repeats = {}
    for name, step in contenders.items():
        step()
        started = time.perf_counter()
        step()
        repeats[name] = max(1, round(TURN / (time.perf_counter() - started)))
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(WARM_UP + turns):
        for name, step in contenders.items():
            started = time.perf_counter()
            for _ in range(repeats[name]):
                step()
            if turn >= WARM_UP:
                times[name].append((time.perf_counter() - started) / repeats[name])
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
