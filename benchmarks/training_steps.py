"""One training step as the lessons teach it, and as its peers make it.

Every contender is a function without arguments: it makes one step with a batch, in float64, and
keeps its parameters for the next one.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

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

Step = Callable[[], object]


def contenders(sizes: Sequence[int], batch: int, torch: Any) -> dict[str, Step]:
    """Return the contenders for a network [n0, …, nL] and a batch; torch may be None.

    Raises:
        ValueError: two of them disagree about the gradient, so nothing would be compared.
    """
    columns = read_lesson("05_backpropagation", COLUMN_CELLS)
    rows = read_lesson("07_engineering", ROW_CELLS)
    rng = np.random.default_rng(7)
    X = rng.uniform(size=(batch, sizes[0]))
    Y = rng.uniform(size=(batch, sizes[-1]))
    params = [
        (rng.normal(size=(n, m)) / np.sqrt(n), rng.normal(size=m)) for n, m in pairwise(sizes)
    ]
    gradient = rows["backward_rows"](params, rows["forward_rows"](params, X), Y)
    check_loop(gradient, columns, params, X, Y)
    steps = {
        "rows": rows_step(rows, params, X, Y),
        "matmul": matrix_products(rows, params, X),
        "loop": loop_step(columns, params, X, Y),
        "in place": loop_in_place(rows, params, X, Y),
        "single": single_sample_mode(columns, params, X, Y),
    }
    if torch is not None:
        check_torch(gradient, torch, params, X, Y)
        steps["torch"] = torch_step(torch, params, X, Y)
    return steps


def read_lesson(lesson: str, names: Sequence[str]) -> Mapping[str, Any]:
    """Run cells of a lesson, by their grade_id, and return what they define."""
    (path,) = (SOLUTIONS / lesson).glob("*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    sources = {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in notebook["cells"]
        if "nbgrader" in cell["metadata"]
    }
    namespace: dict[str, Any] = {"np": np, "pairwise": pairwise}
    for name in names:
        exec(compile(sources[name], f"<{name}>", "exec"), namespace)  # noqa: S102, our own lessons
    return namespace


def rows_step(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Step:
    """Return the step with the reference answers of lesson 07."""
    own = [(W.copy(), b.copy()) for W, b in params]
    held: list[Any] = [None, None]

    def step() -> None:
        # As in a training loop: the arrays of a step live until the next one replaces them.
        held[0] = lesson["forward_rows"](own, X)
        held[1] = lesson["backward_rows"](own, held[0], Y)
        lesson["update_in_place"](own, held[1], RATE)

    return step


def matrix_products(lesson: Mapping[str, Any], params: Any, X: Any) -> Step:
    """Return the matrix products of a step and nothing else."""
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


def mean_gradient(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Any:
    """Return the mean of lesson 05's gradients, collected as the ``sgd`` of lesson 06 does it."""
    grads = [lesson["backpropagation"](params, x, y) for x, y in zip(X, Y, strict=True)]
    return [
        (sum(dW for dW, _ in layer) / len(X), sum(db for _, db in layer) / len(X))
        for layer in zip(*grads, strict=True)
    ]


def loop_step(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Step:
    """Return the very computation of ``rows_step`` with a loop: sample by sample, one update."""
    held = [in_columns(params)]

    def step() -> None:
        held[0] = lesson["update"](held[0], mean_gradient(lesson, held[0], X, Y), RATE)

    return step


def loop_in_place(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Step:
    """Return the same with the loop that lesson 07 measures: it adds the gradients in place."""
    own = in_columns(params)

    def step() -> None:
        lesson["update_in_place"](own, lesson["column_batch_gradient"](own, X, Y), RATE)

    return step


def single_sample_mode(lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> Step:
    """Return a pass over the batch as lesson 05 trains: an update after every sample."""
    held = [in_columns(params)]

    def step() -> None:
        for x, y in zip(X, Y, strict=True):
            grads = lesson["backpropagation"](held[0], x, y)
            held[0] = lesson["update"](held[0], grads, RATE)

    return step


def in_columns(params: Any) -> Any:
    """Return the same network in the notation of lessons 01 to 06, in new arrays."""
    return [(W.T.copy(), b.copy()) for W, b in params]


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
    """Return the objective of lesson 07 for parameters [W1, b1, W2, …] in rows."""
    for W, b in zip(tensors[::2], tensors[1::2], strict=True):
        x = torch.sigmoid(torch.addmm(b, x, W))
    return 0.5 * (x - y).square().sum() / len(y)


def check_loop(gradient: Any, lesson: Mapping[str, Any], params: Any, X: Any, Y: Any) -> None:
    """Make sure that rows and columns agree about the gradient."""
    by_columns = mean_gradient(lesson, in_columns(params), X, Y)
    for (dW, db), (dW_columns, db_columns) in zip(gradient, by_columns, strict=True):
        if not (close(dW, dW_columns.T) and close(db, db_columns)):
            raise ValueError("lessons 05 and 07 disagree about a gradient")


def check_torch(gradient: Any, torch: Any, params: Any, X: Any, Y: Any) -> None:
    """Make sure that the lesson and PyTorch agree about the gradient."""
    tensors = [torch.tensor(p, requires_grad=True) for layer in params for p in layer]
    torch_loss(torch, tensors, torch.tensor(X), torch.tensor(Y)).backward()
    for g, tensor in zip((g for layer in gradient for g in layer), tensors, strict=True):
        if not close(g, tensor.grad.numpy()):
            raise ValueError("lesson 07 and PyTorch disagree about a gradient")


def close(a: Any, b: Any) -> bool:
    """Whether two arrays differ by rounding only."""
    return bool(np.allclose(a, b, rtol=1e-9, atol=1e-12))
