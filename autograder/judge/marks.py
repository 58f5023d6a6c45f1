"""What the cells of an executed notebook earned; counted by the worker."""

from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader import utils

from autograder.course.notebook.cells import grade_id, is_answer, is_graded, is_test
from autograder.course.view.reason import cause, reason

UNANSWERED = "No response."  # nbgrader's comment on an answer that was left as it was


@dataclass(frozen=True)
class Mark:
    """What one graded cell earned.

    Attributes:
        cell: its grade_id.
        score: points; None where a person must decide.
        most: the points that there are.
        reason: why points are missing; empty if none are.
        cause: the mistake, or the kind of the failure, by a name for counting; empty where none is
            known.
    """

    cell: str
    score: float | None
    most: float
    reason: str
    cause: str = ""


def marks_of(notebook: NotebookNode) -> tuple[Mark, ...]:
    """Mark the cells of an executed notebook by nbgrader's own rules."""
    marks = []
    for cell in notebook.cells:
        if is_graded(cell):
            score, most = utils.determine_grade(cell)
            marks.append(
                Mark(
                    grade_id(cell),
                    None if score is None else float(score),
                    float(most),
                    reason(cell),
                    cause(cell) if is_test(cell) else "",
                )
            )
    return tuple(marks)


def unanswered_in(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the answer cells whose source is still that of the release."""
    return tuple(
        grade_id(cell)
        for cell in notebook.cells
        if is_answer(cell)
        and cell.metadata["nbgrader"].get("checksum") == utils.compute_checksum(cell)
    )
