"""What nbgrader's commands expect beside a notebook or a page: when it was handed in, by whom."""

from pathlib import Path

from autograder.atomic import put
from autograder.collect.collect import Submission
from autograder.collect.sources import SECRET, TIMESTAMP


def put_stamps(submission: Submission, path: Path) -> None:
    """Write them beside one of a submission's files, as far as they are known.

    Without them ``nbgrader release_feedback`` does not give back what its exchange has collected.
    """
    if submission.timestamp is not None:  # nbgrader counts in UTC
        when = f"{submission.timestamp:%Y-%m-%d %H:%M:%S.%f} UTC\n"
        put(path.with_name(TIMESTAMP), when.encode())
    if submission.secret:
        put(path.with_name(SECRET), submission.secret.encode())
