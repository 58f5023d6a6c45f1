"""Other right ways to answer an exercise, to be looked at once it has passed."""

import ast
from collections.abc import Callable
from typing import Any

from autograder.checks.calls.call import name_of
from autograder.checks.notebook.states import all_done, is_done
from autograder.checks.ways import ways_to

LOOPS = (ast.For, ast.While)


def other_ways(exercise: str | Callable[..., Any] = "") -> None:
    """Print up to three other right answers to an exercise that has passed its checks.

    Those with plain loops, which say every step, come before those that work on whole arrays.

    Args:
        exercise: its function, or the name of it; without one, say which there are.
    """
    name = exercise if isinstance(exercise, str) else name_of(exercise)
    if not name:
        print(_which())
    elif not ways_to(name):
        print(f"No other ways to answer {name} are handed out here.")
    elif not is_done(name):
        print(f"Other ways to answer {name} are shown once its test cells have passed.")
    else:
        ways = sorted(ways_to(name), key=_has_loop, reverse=True)
        print("\n\n".join(f"# One way\n{way.strip()}" for way in ways))


def _which() -> str:
    """Say which exercises have other ways that can be looked at now."""
    calls = [f'other_ways("{name}")' for name in all_done() if ways_to(name)]
    if not calls:
        return "No exercise is done yet that has other ways: they are shown once it has passed."
    return "\n".join(["Other right ways can be looked at now with", *calls])


def _has_loop(way: str) -> bool:
    return any(isinstance(node, LOOPS) for node in ast.walk(ast.parse(way)))
