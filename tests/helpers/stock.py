"""nbgrader without this project's configuration: tests run in the student's own kernel."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.course.lessons import Lesson

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
"""
BIN = Path(sys.executable).parent


def nbgrader(folder: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run an nbgrader command in a course's folder, with our programs on PATH and those of path."""
    return subprocess.run(
        [BIN / "nbgrader", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}:{path}"},
        capture_output=True,
        text=True,
        check=False,
    )


def make_course(
    folder: Path, lesson: Lesson, config: str, submissions: Mapping[str, bytes]
) -> None:
    """Make a course of one lesson whose submissions are collected and which is ready to grade."""
    shutil.copytree(lesson.source.parent, folder / "solutions" / lesson.name)
    (folder / "nbgrader_config.py").write_text(config)
    for student, content in submissions.items():
        path = folder / "submitted" / student / lesson.name / lesson.source.name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    made = nbgrader(folder, "generate_assignment", lesson.name, path=os.environ["PATH"])
    if made.returncode:
        raise RuntimeError(made.stderr[-2000:])


def grade(
    folder: Path, lesson: Lesson, submissions: Mapping[str, bytes]
) -> dict[str, dict[str, float]]:
    """Grade submissions with stock nbgrader; what it cannot grade has no scores.

    Returns:
        Scores by student and exercise.
    """
    make_course(folder, lesson, CONFIG, submissions)
    nbgrader(folder, "autograde", lesson.name, path=os.environ["PATH"])
    return read_scores(folder, lesson, submissions)


def read_scores(
    folder: Path, lesson: Lesson, students: Mapping[str, bytes]
) -> dict[str, dict[str, float]]:
    """Read the scores of a course's gradebook by student and exercise."""
    scores: dict[str, dict[str, float]] = {}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for student in students:
            if not (folder / "autograded" / student / lesson.name / lesson.source.name).exists():
                continue
            found = gradebook.find_submission_notebook(lesson.notebook, lesson.name, student)
            points = {grade.name: float(grade.score or 0) for grade in found.grades}
            scores[student] = {
                exercise.name: sum(points.get(test, 0.0) for test in exercise.tests)
                for exercise in lesson.exercises
            }
    return scores
