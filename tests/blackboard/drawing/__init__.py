"""Tests of shapes and their pictures."""
