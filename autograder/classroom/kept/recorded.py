"""The scores of students of whom this run grades nothing: what earlier runs recorded stands."""

from collections.abc import Collection, Mapping
from functools import cache

from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.kept.journal import Journal, Name
from autograder.classroom.scores import Score, left_as_recorded, scores_of, zeros
from autograder.course.lessons import Course

BLANK = "[nothing is written in what was handed in now; the points are those of an earlier run]"
REFUSED = "[what was handed in now is not graded: {}; the points are those of an earlier run]"
NOT_KEPT = "[graded earlier; of the reasons nothing is kept here]"


class Recorded:
    """What the gradebook and the journal have.

    Args:
        course: the course.
        journal: of the folder of results, open.
        writer: the gradebook, open.
    """

    def __init__(self, course: Course, journal: Journal, writer: GradebookWriter) -> None:
        self._course = course
        self._journal = journal
        self._points = cache(lambda lesson: writer.points(course.lesson(lesson)))

    def points(self, name: Name) -> Mapping[str, float]:
        """Return the points of a student's cells; nothing where no gradebook took them."""
        student, lesson = name
        found: Mapping[str, float] = self._points(lesson).get(student, {})
        return found

    def blank(self, name: Name) -> list[Score]:
        """Return the scores of somebody who handed in nothing but a blank notebook this time."""
        return self._left(name, BLANK)

    def refused(self, name: Name, reason: str) -> list[Score]:
        """Return the scores of somebody whose file is not graded: 0, or those that were there."""
        student, lesson = name
        if any(self.points(name).values()):
            return self._left(name, REFUSED.format(reason))
        return zeros(student, self._course.lesson(lesson), reason)

    def others(self, names: Collection[Name]) -> list[Score]:
        """Return the scores of everybody that the gradebook has, but for these."""
        scores: list[Score] = []
        for lesson in self._course.lessons:
            for student in sorted(self._points(lesson.name)):
                if (student, lesson.name) not in names:
                    scores += self._earlier((student, lesson.name))
        return scores

    def _earlier(self, name: Name) -> list[Score]:
        student, lesson = name
        key = self._journal.recorded.get(name)
        result = key and self._journal.summary(key.digest)
        if not result:
            return self._left(name, NOT_KEPT)
        return scores_of(
            student, self._course.lesson(lesson), result.marks, self.points(name), result.remarks
        )

    def _left(self, name: Name, reason: str) -> list[Score]:
        student, lesson = name
        return left_as_recorded(student, self._course.lesson(lesson), self.points(name), reason)
