"""Marks and pages for learning platforms."""
