"""Tests of where submissions are graded."""
