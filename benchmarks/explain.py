"""Does ``explain_gradient`` tell right gradients from wrong ones better than its peers do?

Thirty right gradients and sixty wrong ones (tests/helpers/gradient_cases.py), in float64 and
float32, with kinks, of large and tiny numbers, go to

- ours: ``autograder.explain_gradient``;
- torch: ``torch.autograd.gradcheck`` with its own tolerances, of a function whose forward and
  backward are f and the gradient;
- scipy: ``scipy.optimize.check_grad``. It returns a distance and no verdict; it is compared with
  the part of the gradient's norm that gives the fewest wrong verdicts on these very cases.

A false alarm is a right gradient that is rejected, a miss a wrong one that is accepted. The exit
code is 1 where ours has a false alarm, or a miss that a peer has not.

    python benchmarks/explain.py [--seed N] [--all] [--json]

Peers are optional: ``pip install scipy torch==2.13.0``. What is not there is left out, and said.
"""

import argparse
import importlib
import json
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder import explain_gradient
from tests.helpers.gradient_cases import Arrays, Case, cases, mistakes

PEERS = ("torch", "scipy")
SHOWN = 60  # characters of what a contender says


@dataclass(frozen=True)
class Trial:
    """A gradient that goes to all contenders."""

    case: Case
    mistake: str  # empty where it is right
    gradient: Arrays


@dataclass(frozen=True)
class Answer:
    """What a contender makes of one gradient; of SciPy's, ``distance`` is judged afterwards."""

    accepted: bool
    said: str
    seconds: float
    distance: float = 0.0


Contender = Callable[[Trial], Answer]


def main() -> int:
    """Print who is wrong how often, how long it takes and what is said."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=3, help="draws the numbers (3)")
    parser.add_argument("--all", action="store_true", help="print what each says of every gradient")
    parser.add_argument("--json", action="store_true", help="print figures for a program to read")
    options = parser.parse_args()
    trials = [
        Trial(case, mistake, gradient)
        for position, case in enumerate(cases(options.seed))
        for mistake, gradient in [("", case.gradient), *mistakes(case, position)]
    ]
    contenders = {"ours": ours} | {name: c for name in PEERS if (c := peer(name)) is not None}
    answers = {name: [run(trial) for trial in trials] for name, run in contenders.items()}
    if "scipy" in answers:
        answers["scipy"] = with_best_threshold(trials, answers["scipy"])
    figures = {name: figures_of(trials, given) for name, given in answers.items()}
    worse = [
        i
        for i, trial in enumerate(trials)
        if answers["ours"][i].accepted == bool(trial.mistake)
        and (not trial.mistake or any(not given[i].accepted for given in answers.values()))
    ]
    if options.json:
        peers = {name: version(name) for name in PEERS if name in answers}
        print(json.dumps({"seed": options.seed, "peers": peers, **figures}))
    else:
        report(trials, answers, figures, options.all)
    return int(bool(worse))


def peer(name: str) -> Contender | None:
    """Return a peer, or None where it is not installed."""
    try:
        module = importlib.import_module({"scipy": "scipy.optimize"}.get(name, name))
    except ImportError:
        return None
    ask = {"scipy": scipys, "torch": torchs}[name]
    return lambda trial: ask(trial, module)


def ours(trial: Trial) -> Answer:
    """Ask explain_gradient."""
    started = time.process_time()
    report = explain_gradient(trial.case.f, trial.gradient, trial.case.at)
    seconds = time.process_time() - started
    said = " ".join(report.causes or report.notes or (report.headline,))
    return Answer(report.passed, " ".join(said.split()), seconds)


def torchs(trial: Trial, torch: Any) -> Answer:
    """Ask torch.autograd.gradcheck."""
    f = trial.case.f

    class Function(torch.autograd.Function):  # type: ignore[misc, unused-ignore]
        @staticmethod
        def forward(ctx: Any, *arrays: Any) -> Any:
            with np.errstate(all="ignore"):
                return torch.as_tensor(f(*(a.detach().numpy().copy() for a in arrays)))

        @staticmethod
        def backward(ctx: Any, above: Any) -> Any:
            found = tuple(above * torch.as_tensor(g) for g in trial.gradient)
            return found if len(found) > 1 else found[0]

    inputs = tuple(torch.tensor(a, requires_grad=True) for a in trial.case.at)
    started = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of float32 it says that it needs double precision
        try:
            torch.autograd.gradcheck(Function.apply, inputs)
            accepted, said = True, "True"
        except (RuntimeError, ValueError) as error:
            accepted, said = False, " ".join(str(error).split())
    return Answer(accepted, said, time.process_time() - started)


def scipys(trial: Trial, optimize: Any) -> Answer:
    """Ask scipy.optimize.check_grad, which wants one vector, and relate its distance to a norm."""
    at = trial.case.at
    ends = np.cumsum([a.size for a in at])[:-1]
    gradient = np.concatenate([np.ravel(g) for g in trial.gradient])

    def f(x: Any) -> Any:
        parts = np.split(x.astype(at[0].dtype), ends)
        return trial.case.f(*(p.reshape(a.shape) for p, a in zip(parts, at, strict=True)))

    started = time.process_time()
    with np.errstate(all="ignore"):
        x = np.concatenate([np.ravel(a) for a in at])
        distance = float(optimize.check_grad(f, lambda _: gradient, x))
    seconds = time.process_time() - started
    size = float(np.linalg.norm(gradient))
    return Answer(False, f"{distance:.1e}", seconds, distance / size if size else np.inf)


def with_best_threshold(trials: Sequence[Trial], answers: Sequence[Answer]) -> list[Answer]:
    """Judge distances by the threshold that makes the fewest wrong verdicts."""
    right = np.array([not trial.mistake for trial in trials])
    distances = np.array([answer.distance for answer in answers])
    candidates = np.unique(distances[np.isfinite(distances)])
    wrong = [np.count_nonzero((distances <= limit) != right) for limit in candidates]
    limit = candidates[int(np.argmin(wrong))]
    return [Answer(bool(a.distance <= limit), a.said, a.seconds, a.distance) for a in answers]


def figures_of(trials: Sequence[Trial], answers: Sequence[Answer]) -> dict[str, float]:
    """Count false alarms and misses, and take the median time of a gradient."""
    pairs = list(zip(trials, answers, strict=True))
    return {
        "false_alarms": sum(not t.mistake and not a.accepted for t, a in pairs),
        "misses": sum(bool(t.mistake) and a.accepted for t, a in pairs),
        "milliseconds": 1e3 * float(np.median([a.seconds for a in answers])),
    }


def report(
    trials: Sequence[Trial],
    answers: Mapping[str, Sequence[Answer]],
    figures: Mapping[str, Mapping[str, float]],
    everything: bool,
) -> None:
    """Print the table, who was wrong where, and what is said."""
    right = sum(not trial.mistake for trial in trials)
    for name in PEERS:
        there = f"{version(name)} is a peer" if name in answers else "is not installed: no peer"
        print(f"{name} {there}")
    print(f"{right} right gradients, {len(trials) - right} wrong ones")
    print(f"{'':6} false alarms  misses  ms each (median)")
    for name, found in figures.items():
        alarms, misses, each = found.values()
        print(f"{name:6} {alarms:12}  {misses:6}  {each:16.2f}")
    for i, trial in enumerate(trials):
        of = {name: given[i] for name, given in answers.items()}
        if everything or any(a.accepted == bool(trial.mistake) for a in of.values()):
            case = trial.case
            print(f"\n{case.name}{f' ({case.kind})' * bool(case.kind)}: {trial.mistake or 'right'}")
            for name, answer in of.items():
                verdict = "" if answer.accepted != bool(trial.mistake) else "WRONGLY "
                verdict += "accepted" if answer.accepted else "rejected"
                print(f"  {name:6} {verdict}: {answer.said:.{SHOWN}}")


if __name__ == "__main__":
    sys.exit(main())
