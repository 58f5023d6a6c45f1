"""Tests of the words for exceptions."""
