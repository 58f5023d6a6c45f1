"""Tests of taking in what a class handed in."""
