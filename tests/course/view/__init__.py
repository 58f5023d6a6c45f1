"""Tests of autograder.course.view."""
