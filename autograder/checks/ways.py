"""Other right answers to an exercise, from a sealed file."""

from collections.abc import Mapping, Sequence

from autograder.checks.sealed import opened, sealed

FILE = "ways.json"


def ways_to(exercise: str) -> tuple[str, ...]:
    """Return other right answers to an exercise; none where they are not handed out."""
    return tuple(opened(FILE, exercise) or ())


def sealed_ways(ways: Mapping[str, Sequence[str]]) -> bytes:
    """Return the content of the file that is handed out, of right answers by exercise."""
    return sealed({exercise: list(sources) for exercise, sources in ways.items()})
