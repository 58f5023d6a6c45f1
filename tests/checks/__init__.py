"""Tests of what a test cell calls."""
