"""Tests of a run over a class."""
