"""Tests of autograder.course.notebook."""
