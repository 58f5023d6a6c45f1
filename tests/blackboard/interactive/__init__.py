"""Tests of how figures work."""
