"""Tests of the hints of failed checks."""
