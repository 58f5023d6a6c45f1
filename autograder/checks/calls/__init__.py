"""Calls of a student's function: with which guards, within which time, and what they did."""
