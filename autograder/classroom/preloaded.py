"""Imported by the fork server, so that every worker starts with the grader loaded."""

from importlib import import_module

from autograder.garbage import uncollected

with uncollected():
    import_module("blackboard")
    import_module("autograder.classroom.submission")
    import_module("autograder.feedback.page").rehearse()
