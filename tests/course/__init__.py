"""Tests of the course on the disk."""
