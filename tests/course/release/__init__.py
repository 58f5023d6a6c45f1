"""Tests of autograder.course.release."""
