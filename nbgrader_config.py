"""What stock nbgrader commands, formgrader and this project's own commands agree on.

Validate reads this file where a student works, on any system and without the grader: so the
grader's classes are named here, and imported when they are used.
"""

import os
import sys
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    GetGrades,
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    SaveAutoGrades,
    SaveCells,
)

from autograder.course.view.in_place import show_view

# nbgrader calls alembic by its name: here it is found where no environment is activated, too.
programs = str(Path(sys.executable).parent)
if programs not in os.environ.get("PATH", os.defpath).split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", os.defpath)])

c = get_config()  # noqa: F821, traitlets provides it
c.CourseDirectory.course_id = "backpropagation"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"

# A question's letter is judged, and the reason given, as soon as its test cell is run. For a class,
# False holds both back until grading; then run ``autograder release`` and hand out what it wrote.
c.Questions.judged_at_once = True

# Lessons that the class does not get, by name or pattern; then run ``autograder release``. The two
# beyond the lecture are ["08_*", "09_*"].
c.Lessons.left_out = []

# nbgrader's own steps, with ours in the place of ClearSolutions.
c.GenerateAssignment.preprocessors = [
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    "autograder.course.release.released.ClearAnswers",
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
]

# Student code runs in a sandbox, tests run in the judge: docs/how-grading-works.md.
c.Autograde.exporter_class = "autograder.judge.preprocessors.SubmissionReader"
c.Autograde.sanitize_preprocessors = ["autograder.judge.preprocessors.Rebuild"]
c.Autograde.autograde_preprocessors = [
    "autograder.judge.preprocessors.Judged",
    ClearMetadataPreprocessor,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]

# What students get back is a page without scripts and without hidden tests.
c.GenerateFeedback.exporter_class = "autograder.feedback.page.FeedbackPage"
c.GenerateFeedback.preprocessors = [GetGrades, "autograder.feedback.page.HideTests"]

# For Validate and ``autograder check``, which run a student's own notebook in their own kernel.
# What Validate runs is what grading takes of a notebook, whatever kernel it asks for.
c.Execute.on_notebook_start = show_view
c.Execute.kernel_name = "python3"
c.Validator.ignore_checksums = True  # the originals of changed cells are run
c.Execute.timeout = 300  # seconds a cell; calls in tests have limits of their own
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",  # nbgrader's default: nothing is kept of a run
    "--IPKernelApp.log_level=40",  # errors only: a loopback kernel is not worth a warning each
]
