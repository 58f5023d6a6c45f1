"""Tests of the lessons themselves: their answers, tests and cells."""
